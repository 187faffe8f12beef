import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fullName } from '../context/run-context.ts'
import {
  type SamePatch,
  type UpstreamFact,
  upstreamNews,
} from '../handoff/upstream-news.ts'
import { remoteOf } from '../io/git/branches.ts'
import { patchIdOfAll, patchIds } from '../io/git/patch-ids.ts'
import type { GitRepository } from '../io/git/repository.ts'
import type { ChangedFile } from '../plan/plan.ts'
import { everForkOnlyPaths } from './fork-only-paths.ts'
import type { LocalRun } from './local-run.ts'

/**
 * What git alone tells of upstream since the branch left it. `now` is the time
 * of day in milliseconds since 1970, to say how old that knowledge is; `null`
 * where upstream has just been fetched.
 */
export async function readUpstreamNews(
  run: LocalRun,
  now: number | null,
): Promise<readonly UpstreamFact[]> {
  const { repository, preparation } = run
  const { history } = preparation
  const { upstream, mergeBase, freshness } = history
  const isAhead = upstream.sha !== mergeBase.sha
  const { all, left } = ownPaths(preparation)
  return upstreamNews({
    upstream,
    mergeBase: mergeBase.sha,
    behind: freshness.behind,
    samePatches: isAhead ? await readSamePatches(run, all) : [],
    changes: isAhead
      ? touching(
          await repository.changes(mergeBase.sha, upstream.sha),
          new Set(left),
        )
      : [],
    ageMs: now === null ? null : await readAge(run, now),
  })
}

/** Paths that the fix changes, the fork's own aside, both of a rename: what is left of it, and all that its commits touch. */
function ownPaths(preparation: LocalRun['preparation']): {
  readonly left: readonly string[]
  readonly all: readonly string[]
} {
  const forkOnly = new Set(everForkOnlyPaths(preparation))
  const { changes, commits } = preparation.history
  const left = changes
    .flatMap(({ path, previousPath }) =>
      previousPath === null ? [path] : [path, previousPath],
    )
    .filter((path) => !forkOnly.has(path))
  const touched = commits
    .flatMap((commit) => commit.changes.map(({ path }) => path))
    .filter((path) => !forkOnly.has(path))
  return { left, all: [...new Set([...left, ...touched])] }
}

function touching(
  changes: readonly ChangedFile[],
  own: ReadonlySet<string>,
): readonly ChangedFile[] {
  return changes.filter(
    ({ path, previousPath }) => own.has(path) || own.has(previousPath ?? path),
  )
}

async function readSamePatches(
  { repository, preparation: { history, context } }: LocalRun,
  paths: readonly string[],
): Promise<readonly SamePatch[]> {
  const from = history.mergeBase.sha
  const theirs = await patchIds(
    repository,
    { from, to: history.upstream.sha },
    paths,
  )
  if (theirs.size === 0) return []
  const own = { from, to: context.headSha }
  const whole = await patchIdOfAll(repository, own, paths)
  const found = [
    ...(whole === null ? [] : [[whole, null] as const]),
    ...(await patchIds(repository, own, paths)),
  ]
  return found.flatMap(([id, commit]) => {
    const same = theirs.get(id)
    return same === undefined ? [] : [{ own: commit, theirs: same }]
  })
}

/** How long ago upstream was last asked, as far as the clone tells: by its last fetch, or by what came of one. */
async function readAge(
  { repository, preparation: { context, history } }: LocalRun,
  now: number,
): Promise<number | null> {
  const remotes = await repository.remotes()
  const remote = remoteOf(remotes, context.upstream)
  const prefix = `${fullName(context.upstream)} `
  if (remote === null || !history.upstream.from.startsWith(prefix)) return null
  const branch = history.upstream.from.slice(prefix.length)
  const times = [
    await lastFetch(repository, remotes.get(remote) ?? ''),
    await lastMove(repository, `refs/remotes/${remote}/${branch}`),
  ].filter((time) => time !== null)
  return times.length === 0 ? null : Math.max(0, now - Math.max(...times))
}

/** When something was last fetched from an address, if nothing else was since. */
async function lastFetch(
  { git }: GitRepository,
  url: string,
): Promise<number | null> {
  const args = ['rev-parse', '--git-path', 'FETCH_HEAD']
  const answer = (await git.run(args)).stdout.toString('utf8')
  const path = resolve(git.directory, answer.replace(/\n$/u, ''))
  const found = await stat(path).catch(() => null)
  if (found?.isFile() !== true) return null
  const text = await readFile(path, 'utf8').catch(() => '')
  // Git writes the address without what it can do without.
  const address = url.replace(/\/$/u, '').replace(/\.git$/u, '')
  return address !== '' && text.includes(address) ? found.mtimeMs : null
}

/** When a remote branch last came to be where it is. */
async function lastMove(
  { git }: GitRepository,
  ref: string,
): Promise<number | null> {
  const { stdout } = await git.run([
    'log',
    '--walk-reflogs',
    '--no-show-signature',
    '--max-count=1',
    '--date=unix',
    '--format=%gd',
    ref,
    '--',
  ])
  const seconds = /@\{(\d{1,12})\}/u.exec(stdout.toString('utf8'))?.[1]
  return seconds === undefined ? null : Number(seconds) * 1000
}
