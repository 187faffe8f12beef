import type { HandoffFact } from './handoff-fact.ts'
import type { ChangedFile } from '../plan/plan.ts'
import { named } from '../evidence/checks/named.ts'
import { shellWord } from '../text/shell-word.ts'

/** Something upstream that a person should know before the pull request is opened. */
export type UpstreamFact = HandoffFact & {
  /** Stable word for what it is. */
  readonly kind: 'same-patch' | 'files-changed' | 'behind' | 'old-news'
  readonly remedy: string
}

/** A commit upstream with the very change of a commit of the branch, or of the whole fix. Full SHAs. */
export type SamePatch = {
  /** `null` stands for the whole fix. */
  readonly own: string | null
  readonly theirs: string
}

/** What git tells of upstream since the branch left it. */
export type UpstreamReadings = {
  /** Upstream's base in words, and its head. */
  readonly upstream: { readonly from: string; readonly sha: string }
  readonly mergeBase: string
  /** Commits that the branch lacks; `null` where that was not counted. */
  readonly behind: number | null
  readonly samePatches: readonly SamePatch[]
  /** What upstream did to files that the fix changes. */
  readonly changes: readonly ChangedFile[]
  /** How long ago upstream was last asked. Milliseconds; `null` where that is not known, or was just now. */
  readonly ageMs: number | null
}

const dayMs = 24 * 60 * 60 * 1000

/** What is worth knowing, the gravest first. */
export function upstreamNews(
  readings: UpstreamReadings,
): readonly UpstreamFact[] {
  return [
    ...samePatchFacts(readings),
    ...changedFacts(readings),
    ...behindFacts(readings),
    ...oldNewsFacts(readings),
  ]
}

function samePatchFacts({
  samePatches,
  upstream,
}: UpstreamReadings): readonly UpstreamFact[] {
  const whole = samePatches.find(({ own }) => own === null)
  if (whole !== undefined) {
    const theirs = short(whole.theirs)
    return [
      {
        kind: 'same-patch',
        isTrouble: true,
        message: `The whole fix is in ${upstream.from} already, as commit ${theirs}.`,
        remedy: `Look at it (git show ${theirs}); there may be nothing left to send.`,
      },
    ]
  }
  if (samePatches.length === 0) return []
  const pairs = samePatches
    .slice(0, 5)
    .map(({ own, theirs }) => `${short(own ?? '')} as ${short(theirs)}`)
  const amount =
    samePatches.length === 1
      ? 'A commit of the branch is'
      : `${samePatches.length} commits of the branch are`
  return [
    {
      kind: 'same-patch',
      isTrouble: true,
      message: `${amount} in ${upstream.from} already: ${pairs.join(', ')}.`,
      remedy: `Look whether somebody else mends the same, then rebase, which leaves them out: git rebase ${short(upstream.sha)}`,
    },
  ]
}

const deeds: readonly (readonly [ChangedFile['status'], string])[] = [
  ['deleted', 'deleted'],
  ['renamed', 'renamed'],
  ['added', 'added'],
  ['modified', 'changed'],
]

function changedFacts({
  changes,
  upstream,
  mergeBase,
}: UpstreamReadings): readonly UpstreamFact[] {
  const parts = deeds.flatMap(([status, deed]) => {
    const found = changes.filter((change) => change.status === status)
    return found.length === 0 ? [] : [`${deed} ${named(found.map(nameOf))}`]
  })
  if (parts.length === 0) return []
  const last = parts.at(-1) ?? ''
  const said =
    parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
  const paths = changes.map(({ path, previousPath }) => previousPath ?? path)
  const range = `${short(mergeBase)}..${short(upstream.sha)}`
  const shown = [...new Set(paths)].slice(0, 5).map(shellWord).join(' ')
  return [
    {
      kind: 'files-changed',
      isTrouble: false,
      message: `Since the branch left it, ${upstream.from} has ${said}, which the fix changes as well.`,
      remedy: `See what they did there (git log -p ${range} -- ${shown}), rebase onto it, and verify again.`,
    },
  ]
}

function nameOf({ path, previousPath, status }: ChangedFile): string {
  return status === 'renamed' && previousPath !== null
    ? `${previousPath} to ${path}`
    : path
}

function behindFacts({
  behind,
  upstream,
}: UpstreamReadings): readonly UpstreamFact[] {
  if (behind === null || behind <= 0) return []
  const amount = behind === 1 ? '1 commit' : `${behind} commits`
  return [
    {
      kind: 'behind',
      isTrouble: false,
      message: `${upstream.from} moved on by ${amount} since the branch left it.`,
      remedy:
        'Try the fix on it before you send it: staging-pr handoff --rehearse',
    },
  ]
}

function oldNewsFacts({
  ageMs,
  upstream,
}: UpstreamReadings): readonly UpstreamFact[] {
  if (ageMs === null || ageMs <= dayMs) return []
  const days = Math.floor(ageMs / dayMs)
  return [
    {
      kind: 'old-news',
      isTrouble: false,
      message: `What this clone knows of ${upstream.from} is ${days === 1 ? 'a day' : `${days} days`} old.`,
      remedy: 'Fetch it (git fetch upstream), then look again.',
    },
  ]
}

function short(sha: string): string {
  return sha.slice(0, 12)
}
