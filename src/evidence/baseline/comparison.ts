import type { Baseline, StepResult } from '../evidence.ts'
import type { Touched } from './compare-complaints.ts'

/** A step on one of the two trees. */
export type StepRun = {
  readonly result: StepResult
  /** Whole sanitized output of the last attempt. */
  readonly output: string
  /** Folder that holds the tree, without a slash at its end. */
  readonly root: string
  /** Texts of the JUnit reports that the step wrote; `[]` without. */
  readonly reports: readonly string[]
}

/** The same step on the head and on the code before the fix. */
export type BaselineGrounds = {
  readonly head: StepRun
  readonly before: StepRun
  readonly touched: Touched
}

/** What the comparison says about the head's failure. */
export type Comparison = {
  /** `unread` where the head's output tells nothing at all. */
  readonly status: 'known' | 'fresh' | 'unclear' | 'unread'
  readonly baseline: Baseline
  /** A clause for people, or `null` where the lists say it. */
  readonly reason: string | null
}
