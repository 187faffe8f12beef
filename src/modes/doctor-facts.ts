import type { Facts } from '../doctor/facts.ts'
import { usedTools } from '../doctor/used-tools.ts'
import { Refusal } from '../errors.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { isOnPath } from '../io/on-path.ts'
import { readServer } from '../io/runner.ts'
import {
  defaultOf,
  isFixBranch,
  readBranches,
  readDistance,
  readReferring,
} from './doctor-branches.ts'
import {
  configPathIn,
  readConfigFacts,
  readSpecFacts,
} from './doctor-content.ts'
import { readWorkflows } from './doctor-files.ts'
import { readRemotes, type Remotes } from './doctor-remotes.ts'
import { openSources, type Sources } from './sources.ts'
import type { Terminal } from './terminal.ts'

/** Everything that the clone tells, without the network. Throws {@link Refusal} where there is no commit. */
export async function readFacts(
  terminal: Terminal,
  repository: GitRepository,
): Promise<Facts> {
  const remotes = await readRemotes(repository, terminal)
  const { clone } = remotes
  const head = await readHead(repository)
  const sources = await openClone(repository, head, remotes)
  const early = await readBranches(repository, head, { clone, config: null })
  const workflows = await readWorkflows(repository, { head, ...early.commits })
  const config = await readConfigFacts(
    sources,
    configPathIn([...workflows.head, ...(workflows.onDefault ?? [])]),
  )
  const branches = await readBranches(repository, head, {
    clone,
    config: config.config,
  })
  const { spec, issue } = await readSpecFacts(sources, branches)
  const steps = config.config?.verify.value ?? []
  return {
    ...remotes,
    ...branches,
    server: readServer(terminal.environment),
    branch: {
      name: branches.current,
      isFix: isFixBranch(branches),
      referring: await readReferring(repository, branches),
      issue,
    },
    distance: await readDistance(repository, branches),
    workflows,
    config,
    spec,
    missingTools: usedTools(steps).filter(
      (tool) => !isOnPath(terminal.environment['PATH'], tool),
    ),
    online: null,
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
  { clone }: Remotes,
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
  return openSources(checkout, { sha, from }, { given: null, defaultBranch })
}
