import type { Baseline } from '../evidence.ts'
import type { BaselineGrounds, Comparison } from './comparison.ts'

const nothing: Baseline = {
  measure: 'exit-status',
  fresh: [],
  known: [],
  mended: [],
  lost: [],
  before: null,
}

/** The exit statuses alone: they tell that a failure is new, never that it is not. */
export function byExit({ head, before }: BaselineGrounds): Comparison {
  const hasPassed = before.result.status === 'passed'
  return hasPassed
    ? {
        status: 'fresh',
        baseline: nothing,
        reason: `exit status ${head.result.exitCode ?? ''}, and it passes before the fix`,
      }
    : unclear(
        'it fails before the fix as well, and its output does not tell which failures are new',
      )
}

/** The same where the head's own output tells nothing. */
export function unread(grounds: BaselineGrounds): Comparison {
  const compared = byExit(grounds)
  return compared.status === 'unclear'
    ? { ...compared, status: 'unread' }
    : compared
}

/** No telling new failures from old ones; the reason is a clause. */
export function unclear(reason: string, baseline = nothing): Comparison {
  return { status: 'unclear', baseline, reason }
}
