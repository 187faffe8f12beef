import type {
  BranchFacts,
  CloneFacts,
  DistanceFacts,
  PushTarget,
} from '../doctor/facts.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { readSettings } from '../io/git/settings.ts'
import { refersUpstream } from '../text/upstream-references.ts'

/** Branches by name, and their commits as the clone knows them. */
export type Branches = {
  readonly head: string
  /** Name of the fork's remote. */
  readonly forkRemote: string
  /** Short name; `null` when HEAD is detached. */
  readonly current: string | null
  readonly defaultBranch: string | null
  readonly base: string | null
  readonly upstreamBase: string | null
  readonly commits: {
    readonly onDefault: string | null
    readonly onBase: string | null
    readonly localDefault: string | null
    readonly upstream: string | null
  }
}

/** What names branches before the clone is asked. */
export type Named = {
  readonly clone: CloneFacts
  /** By input or configuration, or `null`. */
  readonly base: string | null
  readonly upstreamBase: string | null
}

/** Finds the branches that matter, without the network. */
export async function readBranches(
  repository: GitRepository,
  head: string,
  { clone, ...named }: Named,
): Promise<Branches> {
  const tipOf = tips(repository)
  const fork = clone.forkRemote ?? 'origin'
  const defaultBranch = await defaultOf(repository, fork)
  const upstreamBase =
    named.upstreamBase ?? (await defaultOf(repository, clone.upstreamRemote))
  const isOnFork = (await tipOf(fork, upstreamBase)) !== null
  const base = named.base ?? (isOnFork ? upstreamBase : defaultBranch)
  return {
    head,
    forkRemote: fork,
    current: await repository.currentBranch(),
    defaultBranch,
    base,
    upstreamBase,
    commits: {
      onDefault: await tipOf(fork, defaultBranch),
      onBase: await tipOf(fork, base),
      localDefault: await tipOf(null, defaultBranch),
      upstream:
        clone.upstreamRemote === null
          ? null
          : await tipOf(clone.upstreamRemote, upstreamBase),
    },
  }
}

/** Commit of a remote's branch, of the clone's own without a remote; `null` where there is none. */
function tips(repository: GitRepository) {
  return async (
    remote: string | null,
    name: string | null,
  ): Promise<string | null> => {
    if (name === null) return null
    const folder = remote === null ? 'heads' : `remotes/${remote}`
    return repository.commit(`refs/${folder}/${name}`)
  }
}

/** Default branch of a remote as this clone knows it. */
export async function defaultOf(
  repository: GitRepository,
  remote: string | null,
): Promise<string | null> {
  if (remote === null) return null
  const ref = await repository.symbolicRef(`refs/remotes/${remote}/HEAD`)
  if (ref !== null) return ref.replace(`refs/remotes/${remote}/`, '')
  for (const name of ['main', 'master']) {
    const tip = await repository.commit(`refs/remotes/${remote}/${name}`)
    if (tip !== null) return name
  }
  return null
}

/** Whether HEAD is a branch that could be staged. */
export function isFixBranch(branches: Branches): boolean {
  const { current, defaultBranch, base } = branches
  return current !== null && current !== defaultBranch && current !== base
}

/** Commits of the branch whose message refers to an upstream thread, oldest first. */
export async function readReferring(
  repository: GitRepository,
  branches: Branches,
): Promise<BranchFacts['referring']> {
  const from = branches.commits.upstream ?? branches.commits.onBase
  if (from === null || !isFixBranch(branches)) return []
  const commits = await repository.commits(from, branches.head)
  return commits
    .filter(({ message }) => refersUpstream(message))
    .map(({ sha }) => sha)
}

/**
 * Where a bare `git push` of the branch goes, as git itself works it out from
 * `push.default`, remotes and refspecs (git-for-each-ref(1), `push`). It names no
 * ref where the remote is an address or has none, so settings that name a remote
 * are asked too.
 */
export async function readPush(
  repository: GitRepository,
  { current }: Branches,
): Promise<PushTarget | null> {
  if (current === null) return null
  const { git } = repository
  const settings = await readSettings(
    git,
    String.raw`^(remote\.pushdefault|branch\..*\.pushremote)$`,
  )
  const named =
    settings.get(`branch.${current}.pushremote`) ??
    settings.get('remote.pushdefault') ??
    null
  const ref = `refs/heads/${current}`
  const { stdout } = await git.run(['for-each-ref', '--format=%(push)', ref])
  const [pushed = ''] = stdout.toString('utf8').split('\n', 1)
  const target = splitTracking(pushed, await repository.remotes())
  if (target !== null) return { ...target, isSet: named !== null }
  return named === null ? null : { remote: named, branch: null, isSet: true }
}

/** Names of remotes may hold slashes: the longest one counts. */
function splitTracking(
  ref: string,
  remotes: ReadonlyMap<string, string>,
): Omit<PushTarget, 'isSet'> | null {
  const path = ref.replace(/^refs\/remotes\//u, '')
  const [remote] = [...remotes.keys()]
    .filter((name) => path !== ref && path.startsWith(`${name}/`))
    .sort((one, other) => other.length - one.length)
  return remote === undefined
    ? null
    : { remote, branch: path.slice(remote.length + 1) }
}

/** How far the fork's base and upstream are apart; `null` where one of them is not in the clone. */
export async function readDistance(
  repository: GitRepository,
  { head, commits: { upstream, onBase } }: Branches,
): Promise<DistanceFacts | null> {
  if (upstream === null || onBase === null) return null
  const shared = await repository.mergeBase(head, upstream)
  return {
    behind: await repository.countCommits(onBase, upstream),
    ahead: await repository.countCommits(upstream, onBase),
    foreign:
      shared === null ? 0 : await repository.countCommits(onBase, shared),
  }
}
