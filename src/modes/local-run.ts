import { join } from 'node:path'
import { defaultConfigPath } from '../context/inputs.ts'
import type { Repository, RunContext } from '../context/run-context.ts'
import type { Terminal } from './terminal.ts'
import type { KnownOriginals } from '../evidence/proof/known-originals.ts'
import { Refusal } from '../errors.ts'
import { type NamedCommit, repositoryOfUrl } from '../io/git/branches.ts'
import { findGit } from '../io/git/find-git.ts'
import { createGitProcess } from '../io/git/git-process.ts'
import { type GitRepository, openRepository } from '../io/git/repository.ts'
import { readServer } from '../io/runner.ts'
import type { Checkout } from './checkout.ts'
import { readHistory } from './history.ts'
import { prepare } from './prepare.ts'
import type { Preparation } from './preparation.ts'
import { readConfig } from './read-config.ts'
import { openSources } from './sources.ts'

/** A clone at the desk, read without a token and without the network. */
export type LocalRun = {
  readonly repository: GitRepository
  readonly preparation: Preparation
}

/** Reads the current branch of the clone as a run in the fork would. Throws {@link Refusal}. */
export async function readLocalRun(
  terminal: Terminal,
  base: string | null,
): Promise<LocalRun> {
  const repository = await openLocalRepository(terminal)
  try {
    const preparation = await readPreparation(terminal, repository, base)
    return { repository, preparation }
  } catch (error) {
    // Left open, it would keep the process alive after its last word.
    repository.close()
    throw error
  }
}

async function readPreparation(
  terminal: Terminal,
  repository: GitRepository,
  base: string | null,
): Promise<Preparation> {
  const remotes = await repository.remotes()
  const fork = forkOf(repository, remotes)
  const checkout: Checkout = {
    repository,
    remotes,
    fork,
    access: null,
    hasEveryBranch: false,
  }
  const head = await readHead(repository)
  const defaultBranch = await remoteDefaultBranch(repository)
  const sources = openSources(checkout, head, { given: null, defaultBranch })
  const found = await readConfig(sources, noInputs)
  const { config } = found
  const context: RunContext = {
    server: readServer(terminal.environment),
    run: { id: 0, attempt: 1 },
    fork,
    upstream: upstreamOf(remotes, fork),
    branch: head.from,
    base: config.base?.value ?? defaultBranch ?? 'main',
    headSha: head.sha,
  }
  const history = await readHistory(checkout, {
    ...context,
    upstreamBase: config.upstreamBase?.value ?? null,
    upstreamUrl: null,
    comparedWith: base === null ? null : await namedBase(repository, base),
  })
  const inputs = noInputs
  return prepare(sources, { context, found, history, inputs, knownOriginals })
}

/** Nothing is asked of GitHub, so no staging PR is read. */
const knownOriginals: KnownOriginals = new Map()

/** The command line has no inputs of the action: everything is read from the clone. */
const noInputs = {
  config: defaultConfigPath,
  verify: null,
  base: null,
  upstream: null,
  spec: null,
  issue: null,
  acceptTest: null,
} as const

/** Opens the clone around the folder in which the command was started. */
export function openLocalRepository(
  terminal: Terminal,
): Promise<GitRepository> {
  const { environment, directory } = terminal
  const executable = findGit(environment['PATH'], directory)
  return openRepository(
    createGitProcess({ executable, directory, environment }),
  )
}

/** Folder inside the clone's git directory where `verify` leaves its evidence. */
export async function evidenceFolder(
  repository: GitRepository,
): Promise<string> {
  const { stdout } = await repository.git.run([
    'rev-parse',
    '--absolute-git-dir',
  ])
  return join(stdout.toString('utf8').trim(), 'staging-pr')
}

async function readHead(repository: GitRepository): Promise<NamedCommit> {
  const [sha, name] = await Promise.all([
    repository.commit('HEAD'),
    repository.currentBranch(),
  ])
  if (sha === null) {
    throw new Refusal('This repository has no commit yet.', {
      remedy: 'Commit the fix on a branch of its own, then run this again.',
    })
  }
  if (name !== null) return { sha, from: name }
  throw new Refusal('HEAD is detached, so there is no fix branch.', {
    remedy: 'Switch to the branch of the fix: `git switch fix/issue-1234`.',
  })
}

function forkOf(
  repository: GitRepository,
  remotes: ReadonlyMap<string, string>,
): Repository {
  const url = remotes.get('origin') ?? [...remotes.values()][0]
  const named = url === undefined ? null : repositoryOfUrl(url)
  const folder = repository.topLevel.split(/[/\\]/u).at(-1) ?? 'project'
  return {
    ...(named ?? { owner: 'you', name: folder }),
    id: null,
    defaultBranch: null,
  }
}

function upstreamOf(
  remotes: ReadonlyMap<string, string>,
  fork: Repository,
): Repository {
  const url = remotes.get('upstream')
  const named = url === undefined ? null : repositoryOfUrl(url)
  return { ...(named ?? fork), id: null, defaultBranch: null }
}

async function remoteDefaultBranch(
  repository: GitRepository,
): Promise<string | null> {
  const ref = await repository.symbolicRef('refs/remotes/origin/HEAD')
  if (ref !== null) return ref.replace('refs/remotes/origin/', '')
  for (const name of ['main', 'master']) {
    const exists = await repository.commit(`refs/remotes/origin/${name}`)
    if (exists !== null) return name
  }
  return null
}

async function namedBase(
  repository: GitRepository,
  name: string,
): Promise<NamedCommit> {
  const refs = [name, `refs/heads/${name}`, `refs/remotes/${name}`]
  for (const ref of refs) {
    const sha = await repository.commit(ref)
    if (sha !== null) return { sha, from: name }
  }
  throw new Refusal(`--base: there is no commit ${name} in this clone.`, {
    remedy: 'Fetch it first, for example `git fetch upstream`.',
  })
}
