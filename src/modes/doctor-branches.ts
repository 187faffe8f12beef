import type { BranchFacts, CloneFacts, DistanceFacts } from '../doctor/facts.ts'
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

/** Remote to which a bare `git push` of the branch goes (git-config(1), `branch.<name>.pushRemote`); a branch of another name there is not pushed to. */
export async function readPushRemote(
  { git }: GitRepository,
  { current }: Branches,
): Promise<string | null> {
  if (current === null) return null
  const settings = await readSettings(
    git,
    String.raw`^(remote\.pushdefault|branch\..*\.(pushremote|remote|merge))$`,
  )
  const own = (name: string): string | undefined =>
    settings.get(`branch.${current}.${name}`)
  const tracked =
    own('merge') === `refs/heads/${current}` ? own('remote') : undefined
  return (
    own('pushremote') ?? settings.get('remote.pushdefault') ?? tracked ?? null
  )
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
