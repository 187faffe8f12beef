import { join } from 'node:path'
import { defaultConfigPath } from '../context/inputs.ts'
import type { Repository, RunContext } from '../context/run-context.ts'
import type { Terminal } from './terminal.ts'
import { printableText } from '../text/printable.ts'
import type { KnownOriginals } from '../evidence/proof/known-originals.ts'
import { Refusal } from '../errors.ts'
import {
  forkRemote,
  type NamedCommit,
  remoteDefaultBranch,
  repositoryOfUrl,
  roleOfRemotes,
} from '../io/git/branches.ts'
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
    await noteUncommitted(repository, terminal)
    const preparation = await readPreparation(terminal, repository, base)
    return { repository, preparation }
  } catch (error) {
    // Left open, it would keep the process alive after its last word.
    repository.close()
    throw error
  }
}

/** What counts is committed: who has just written a spec or a configuration learns that it is not read. */
async function noteUncommitted(
  { git }: GitRepository,
  { err }: Terminal,
): Promise<void> {
  const { stdout } = await git.run([
    'status',
    '--porcelain',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    '--',
    '.chant',
    defaultConfigPath,
  ])
  const paths = stdout
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => (entry === '' ? [] : [printableText(entry.slice(3))]))
  if (paths.length === 0) return
  const named = paths.slice(0, 3).join(', ')
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : ''
  err(`Not committed, so not read as it lies there: ${named}${more}.\n`)
}

async function readPreparation(
  terminal: Terminal,
  repository: GitRepository,
  base: string | null,
): Promise<Preparation> {
  const checkout = await openCheckout(repository)
  const head = await readHead(repository)
  const defaultBranch = await remoteDefaultBranch(
    repository,
    forkRemote(checkout.remotes),
  )
  const sources = openSources(checkout, head, { given: null, defaultBranch })
  const found = await readConfig(sources, noInputs)
  const context = await contextOf(checkout, head, {
    server: readServer(terminal.environment),
    base: found.config.base?.value ?? null,
    defaultBranch,
  })
  const history = await readHistory(checkout, {
    ...context,
    upstreamBase: found.config.upstreamBase?.value ?? null,
    upstreamUrl: null,
    comparedWith: base === null ? null : await namedBase(repository, base),
  })
  const inputs = noInputs
  return prepare(sources, { context, found, history, inputs, knownOriginals })
}

async function openCheckout(repository: GitRepository): Promise<Checkout> {
  const remotes = await repository.remotes()
  const fork = forkOf(repository, remotes)
  return { repository, remotes, fork, access: null, hasEveryBranch: false }
}

/** What a run in the fork would be about, as far as the clone tells. */
async function contextOf(
  checkout: Checkout,
  head: NamedCommit,
  of: Pick<RunContext, 'server'> & {
    /** By configuration. */
    readonly base: string | null
    readonly defaultBranch: string | null
  },
): Promise<RunContext> {
  const { repository, remotes } = checkout
  const fork = forkOf(repository, remotes)
  const upstreamRemote = roleOfRemotes(remotes).upstream
  const upstreamDefault =
    upstreamRemote === null
      ? null
      : await remoteDefaultBranch(repository, upstreamRemote)
  const like = await likeUpstreams(checkout, upstreamDefault)
  return {
    server: of.server,
    run: { id: 0, attempt: 1 },
    fork,
    upstream: {
      ...upstreamOf(remotes, fork),
      defaultBranch: upstreamDefault,
    },
    branch: head.from,
    base: of.base ?? like ?? of.defaultBranch ?? 'main',
    headSha: head.sha,
  }
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
  const url = remotes.get(forkRemote(remotes))
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
  const url = remotes.get(roleOfRemotes(remotes).upstream ?? '')
  const named = url === undefined ? null : repositoryOfUrl(url)
  return { ...(named ?? fork), id: null, defaultBranch: null }
}

/** The fork's branch that is named like upstream's default branch: what a run takes as the base. */
async function likeUpstreams(
  { repository, remotes }: Checkout,
  name: string | null,
): Promise<string | null> {
  const ref = `refs/remotes/${forkRemote(remotes)}/${name ?? ''}`
  const sha = name === null ? null : await repository.commit(ref)
  return sha === null ? null : name
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
