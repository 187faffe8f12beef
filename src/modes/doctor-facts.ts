import type { ConfigFacts, Facts } from '../doctor/facts.ts'
import { Refusal } from '../errors.ts'
import { ownRelease } from './own-release.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { readServer } from '../io/runner.ts'
import {
  type Branches,
  defaultOf,
  isFixBranch,
  type Named,
  readBranches,
  readDistance,
  readPush,
  readReferring,
} from './doctor-branches.ts'
import { unknownAction } from '../workflows/uses.ts'
import { inputIn, readConfigFacts } from './doctor-config.ts'
import { findElsewhere } from './doctor-elsewhere.ts'
import { filesAt, type ReadWorkflows, readWorkflows } from './doctor-files.ts'
import { readRemotes, type Remotes } from './doctor-remotes.ts'
import { readSpecFacts } from './doctor-specs.ts'
import { readStepFacts } from './doctor-steps.ts'
import { openSources, type Sources } from './sources.ts'
import type { Terminal } from './terminal.ts'

/** Everything that the clone tells, without the network. Throws {@link Refusal} where there is no commit. */
export async function readFacts(
  terminal: Terminal,
  repository: GitRepository,
): Promise<Facts> {
  const remotes = await readRemotes(repository, terminal)
  const head = await readHead(repository)
  const early = await readBranches(repository, head, {
    clone: remotes.clone,
    base: null,
    upstreamBase: null,
  })
  const workflows = await readWorkflows(repository, { head, ...early.commits })
  const files = [...workflows.head, ...(workflows.onDefault ?? [])]
  const sources = await openClone(repository, head, {
    remotes,
    sourceRef: inputIn(files, 'source-ref'),
  })
  const config = await readConfigFacts(sources, inputIn(files, 'config'))
  const branches = await readBranches(repository, head, {
    clone: remotes.clone,
    ...namedIn(config, inputIn(files, 'base')),
  })
  const about = await readBranchFacts(sources, branches)
  return {
    ...remotes,
    ...branches,
    ...about,
    server: readServer(terminal.environment),
    workflows: await completeWorkflows(repository, workflows, branches),
    release: await readRelease(repository),
    config,
    steps: await readStepFacts(sources, terminal.environment, {
      config: config.config,
      root: about.spec.root,
    }),
    online: null,
  }
}

async function readRelease({ git }: GitRepository): Promise<Facts['release']> {
  const release = await ownRelease(git)
  return release === unknownAction ? null : release
}

function namedIn(
  { config }: ConfigFacts,
  base: string | null,
): Pick<Named, 'base' | 'upstreamBase'> {
  return {
    base: base ?? config?.base?.value ?? null,
    upstreamBase: config?.upstreamBase?.value ?? null,
  }
}

async function completeWorkflows(
  repository: GitRepository,
  workflows: ReadWorkflows,
  { forkRemote, commits: { onBase } }: Branches,
): Promise<Facts['workflows']> {
  return {
    ...workflows,
    onBase: onBase === null ? null : await filesAt(repository, onBase),
    elsewhere: await findElsewhere(repository, forkRemote, workflows),
  }
}

async function readBranchFacts(
  sources: Sources,
  branches: Branches,
): Promise<Pick<Facts, 'branch' | 'distance' | 'spec'>> {
  const { repository } = sources.checkout
  const { spec, issue } = await readSpecFacts(sources, branches)
  return {
    spec,
    distance: await readDistance(repository, branches),
    branch: {
      name: branches.current,
      isFix: isFixBranch(branches),
      push: await readPush(repository, branches),
      referring: await readReferring(repository, branches),
      issue,
    },
  }
}

async function readHead(repository: GitRepository): Promise<string> {
  const head = await repository.commit('HEAD')
  if (head !== null) return head
  throw new Refusal('This repository has no commit yet.', {
    remedy: 'Commit something, then run this again.',
  })
}

async function openClone(
  repository: GitRepository,
  sha: string,
  {
    remotes: { clone },
    sourceRef,
  }: { readonly remotes: Remotes; readonly sourceRef: string | null },
): Promise<Sources> {
  const remote = clone.forkRemote ?? 'origin'
  const checkout = {
    repository,
    // Only the fork's: branches are looked for there, whatever its name.
    remotes: new Map([[remote, 'fork/fork']]),
    fork: { owner: 'fork', name: 'fork' },
    access: null,
    hasEveryBranch: false,
  }
  const from = (await repository.currentBranch()) ?? 'HEAD'
  const defaultBranch = await defaultOf(repository, remote)
  return openSources(
    checkout,
    { sha, from },
    { given: sourceRef, defaultBranch },
  )
}
