import type { Approval } from './approval.ts'
import type { UpstreamPullRequest } from './review.ts'

/** What the branch is beyond a commit that was approved. */
export type SinceApproval = {
  /** Commits that are new, or `null` where the branch was rewritten or that cannot be told. */
  readonly commits: number | null
  /** Output of `git diff` where commits were added, of `git range-diff` where the branch was rewritten; `null` where the approved commit is gone. */
  readonly diff: string | null
}

/** The head commit was handed over by an earlier run. */
export type HandedOver = {
  readonly runId: number
  /** Login of the person who asked for it by hand, which is an approval; else `null`. */
  readonly by: string | null
  /** Things that it found which a person should see to first. */
  readonly points: number
}

/** What people and upstream have said about the staging PR so far. */
export type Around = {
  readonly approval: Approval
  /** `null` where no approval is outdated. */
  readonly since: SinceApproval | null
  readonly upstreamPullRequest: UpstreamPullRequest | null
  readonly handedOver: HandedOver | null
  /** First twelve digits of the commit that a run pushed to the clean branch last, or `null`. */
  readonly cleanHead: string | null
  /** When the label was put on that is for an earlier commit, ISO 8601: it counts no more, should it still be on. */
  readonly spentLabel: string | null
  /** Since when the page speaks of this head, ISO 8601; `null` where it speaks of another one yet. */
  readonly shownSince: string | null
  /** That very label is on, so it is to be taken off. */
  readonly isLabelSpent: boolean
}

/** Nothing was said, or nobody was asked (command line). */
export const nothingAround: Around = {
  approval: { status: 'none' },
  since: null,
  upstreamPullRequest: null,
  handedOver: null,
  cleanHead: null,
  spentLabel: null,
  isLabelSpent: false,
  shownSince: null,
}

/** One word for the marker of a handed-over commit: `run id:login:points`. */
export function encodeHandedOver({ runId, by, points }: HandedOver): string {
  return `${runId}:${by ?? ''}:${points}`
}

/** Reads that word back; `null` for anything else. */
export function decodeHandedOver(word: string): HandedOver | null {
  const found = /^(\d{1,15}):([A-Za-z0-9-]{0,39}):(\d{1,4})$/u.exec(word)
  if (found === null) return null
  const [, id = '', by = '', points = ''] = found
  return {
    runId: Number(id),
    by: by === '' ? null : by,
    points: Number(points),
  }
}
