import { maxBodyCharacters } from './fit.ts'
import { readRegion } from './region.ts'
import {
  bodyBeside,
  isUpToDate,
  type StagingText,
  titleChange,
} from './staging-text.ts'

/** What is looked at of a pull request of the fork. */
export type ExistingPullRequest = {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly state: 'open' | 'closed'
  readonly merged: boolean
  /** Full SHA. */
  readonly headSha: string
  /** Short branch name. */
  readonly baseRef: string
}

/** Everything that decides what happens to the staging PR. */
export type Reconciliation = {
  /** Pull requests from the fix branch inside the fork, any base, newest first. */
  readonly existing: readonly ExistingPullRequest[]
  /** Base of the staging PR, short name. */
  readonly base: string
  readonly headSha: string
  /** A person asked for a new staging PR although a closed one exists. */
  readonly newPullRequest: boolean
  readonly text: StagingText
}

/** What is to be done about the staging PR. Notices are one sentence each. */
export type PullRequestDecision =
  | {
      readonly action: 'create'
      readonly title: string
      readonly body: string
    }
  | {
      readonly action: 'update'
      readonly number: number
      /** Fields that change; at least one. */
      readonly changes: { readonly title?: string; readonly body?: string }
      readonly notice: string | null
    }
  | { readonly action: 'unchanged'; readonly number: number }
  | {
      readonly action: 'none'
      /** The one that is closed, merged, has no room left, or is newer. */
      readonly number: number
      readonly notice: string
    }
  | { readonly action: 'error'; readonly message: string }

/** Compares what is meant to be with what is there. Open ones win over closed ones; among closed ones the newest decides. */
export function decidePullRequest(
  request: Reconciliation,
): PullRequestDecision {
  const candidates = request.existing.filter(
    ({ baseRef }) => baseRef === request.base,
  )
  const open = candidates.filter(({ state }) => state === 'open')
  const [first, ...others] = open
  if (first !== undefined && others.length > 0) return severalOpen(open)
  if (first !== undefined) return bringUpToDate(first, request.text)
  const [closed] = candidates
  if (closed === undefined || request.newPullRequest) return create(request)
  return closed.merged ? afterMerge(closed, request) : stayClosed(closed)
}

function create({ text }: Reconciliation): PullRequestDecision {
  const { body } = bodyBeside(text, null)
  return { action: 'create', title: text.title, body }
}

function bringUpToDate(
  existing: ExistingPullRequest,
  text: StagingText,
): PullRequestDecision {
  const { number } = existing
  const title = titleChange(text, existing)
  const isCurrent = isUpToDate(text, existing.body)
  if (isCurrent && title === null) return { action: 'unchanged', number }
  const newer = newerRun(text, existing.body)
  if (newer !== null) return leaveToNewer(number, newer)
  const { body, notice } = bodyBeside(text, existing.body)
  if (body.length > maxBodyCharacters) return noRoom(number)
  return {
    action: 'update',
    number,
    changes: { ...(title === null ? {} : { title }), body },
    notice,
  }
}

/**
 * The run that wrote about this very commit and began later, or `null`. A
 * re-run is newer than its number says, so it gives way to its own later
 * attempts alone.
 */
function newerRun({ marker }: StagingText, body: string): string | null {
  const reading = readRegion(body)
  if (reading.status !== 'found' || reading.marker.head !== marker.head) {
    return null
  }
  const [theirs, ours] = [numbersOf(reading.marker.run), numbersOf(marker.run)]
  if (theirs === null || ours === null) return null
  const isLaterAttempt = theirs.id === ours.id && theirs.attempt > ours.attempt
  const isLaterRun = theirs.id > ours.id && ours.attempt === 1
  return isLaterAttempt || isLaterRun ? String(theirs.id) : null
}

function numbersOf(
  run: string | null,
): { readonly id: number; readonly attempt: number } | null {
  const found = /^(\d{1,15})\.(\d{1,9})$/u.exec(run ?? '')
  return found === null
    ? null
    : { id: Number(found[1]), attempt: Number(found[2]) }
}

function leaveToNewer(number: number, run: string): PullRequestDecision {
  return {
    action: 'none',
    number,
    notice: `Staging PR ${number} has the result of run ${run} already, which is newer and about the same commit, so this one leaves it as it is.`,
  }
}

function noRoom(number: number): PullRequestDecision {
  return {
    action: 'none',
    number,
    notice: `The text that people wrote into staging PR ${number} leaves no room for the generated part. Shorten it and run again; the summary of this run has the whole text.`,
  }
}

function severalOpen(
  open: readonly ExistingPullRequest[],
): PullRequestDecision {
  const numbers = open.map(({ number }) => number).join(', ')
  return {
    action: 'error',
    message: `Several open pull requests go from this branch to the same base: ${numbers}. Close all but one and run again.`,
  }
}

function stayClosed({ number }: ExistingPullRequest): PullRequestDecision {
  return {
    action: 'none',
    number,
    notice: `Staging PR ${number} was closed without a merge, so it stays closed. Reopen it to go on with it, or set the input \`new-pull-request\` to true for a new one.`,
  }
}

function afterMerge(
  closed: ExistingPullRequest,
  request: Reconciliation,
): PullRequestDecision {
  if (closed.headSha !== request.headSha) return create(request)
  return {
    action: 'none',
    number: closed.number,
    notice: `Staging PR ${closed.number} was merged, and the branch has no new commits since. A new commit gets a new staging PR.`,
  }
}
