import type { Actor, Discussion, Review } from './review.ts'

/** How somebody approved. */
export type ApprovalWay = 'review' | 'label' | 'dispatch'

/** Whether a person approved the head commit of the staging PR. */
export type Approval =
  | { readonly status: 'none' }
  | {
      readonly status: 'approved'
      readonly by: readonly string[]
      readonly way: ApprovalWay
    }
  | {
      /** It holds until the same person says otherwise or the review is dismissed. */
      readonly status: 'changes-requested'
      readonly by: readonly string[]
    }
  | {
      /** It was for a commit that is no longer the head. */
      readonly status: 'outdated'
      readonly by: readonly string[]
      readonly way: ApprovalWay
      /** Full SHA or its beginning; `null` where it is not known. */
      readonly commit: string | null
    }

/** What an approval is judged by. */
export type ApprovalGrounds = {
  /** `null` where there is no open staging PR. */
  readonly discussion: Pick<
    Discussion,
    'reviews' | 'labelledBy' | 'labelledAt'
  > | null
  /** Login of the pull request's author. */
  readonly author: string
  /** Full SHA. */
  readonly headSha: string
  /** The staging PR speaks of the head already, since that time (ISO 8601); `null` where it does not, or does not say. */
  readonly shownSince: string | null
  /** Beginning of the commit that the staging PR spoke of when the run began, or `null`. */
  readonly shownHead: string | null
  /** The person who started a handoff of this head by hand; else `null`. */
  readonly dispatchedBy: Actor | null
}

/**
 * The latest opinion of each person with write access, bound to the commit
 * that was reviewed; comments are none, dismissed ones and those of bots and of
 * the author do not count. A request for changes outweighs every approval.
 */
export function judgeApproval(grounds: ApprovalGrounds): Approval {
  const { discussion, headSha, dispatchedBy } = grounds
  const opinions = latestOpinions(discussion?.reviews ?? [], grounds.author)
  const against = opinions.filter(({ state }) => state === 'CHANGES_REQUESTED')
  if (against.length > 0) {
    return { status: 'changes-requested', by: logins(against) }
  }
  const approvals = opinions.filter(({ state }) => state === 'APPROVED')
  const current = approvals.filter(({ commit }) => commit === headSha)
  if (current.length > 0) {
    return { status: 'approved', by: logins(current), way: 'review' }
  }
  if (dispatchedBy !== null && isPersonWithWrite(dispatchedBy)) {
    return { status: 'approved', by: [dispatchedBy.login], way: 'dispatch' }
  }
  return labelApproval(grounds) ?? outdated(approvals) ?? { status: 'none' }
}

type Person = Actor & { readonly login: string }
type Opinion = Review & { readonly by: Person }

function isPersonWithWrite(actor: Actor): actor is Person {
  return actor.login !== null && !actor.isBot && actor.canWrite
}

function hasPerson(review: Review): review is Opinion {
  return isPersonWithWrite(review.by)
}

function latestOpinions(
  reviews: readonly Review[],
  author: string,
): readonly Opinion[] {
  const latest = new Map<string, Opinion>()
  for (const review of reviews) {
    if (!hasPerson(review) || !isOpinion(review)) continue
    const name = review.by.login.toLowerCase()
    if (name === author.toLowerCase()) continue
    latest.delete(name)
    latest.set(name, review)
  }
  return [...latest.values()]
}

/** Comments and drafts of reviews leave an opinion as it is. */
function isOpinion({ state }: Review): boolean {
  return state !== 'COMMENTED' && state !== 'PENDING'
}

function logins(opinions: readonly Opinion[]): readonly string[] {
  return opinions.map(({ by }) => by.login)
}

/** A label names no commit. It is for the one that the page spoke of while it was put on; the next push takes it off. */
function labelApproval({
  discussion,
  shownHead,
  shownSince,
}: ApprovalGrounds): Approval | null {
  const { labelledBy = null, labelledAt = null } = discussion ?? {}
  if (labelledBy === null || !isPersonWithWrite(labelledBy)) return null
  const by = [labelledBy.login]
  const isForHead =
    shownSince !== null &&
    labelledAt !== null &&
    wholeSeconds(labelledAt) > wholeSeconds(shownSince)
  return isForHead
    ? { status: 'approved', by, way: 'label' }
    : { status: 'outdated', by, way: 'label', commit: shownHead }
}

/** GitHub writes times in whole seconds; nobody reads a page and labels it within one. */
function wholeSeconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000)
}

function outdated(approvals: readonly Opinion[]): Approval | null {
  const last = approvals.at(-1)
  if (last === undefined) return null
  const { commit } = last
  const same = approvals.filter((one) => one.commit === commit)
  return { status: 'outdated', by: logins(same), way: 'review', commit }
}
