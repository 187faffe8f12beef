import type { StepKind } from '../config/config.ts'
import type { Finding } from '../finding.ts'
import type { Problem } from './problems/problem.ts'
import type { TimedTest } from './test-summary/slow-tests.ts'

/** Verdict on the reproduction test. */
export const proofStatuses = [
  'proven',
  'not-reproduced',
  'not-fixed',
  'test-changed',
  'inconclusive',
  'not-configured',
] as const

/** Verdict on the reproduction test. */
export type ProofStatus = (typeof proofStatuses)[number]

/** Whether the reproduction test is the one written before the fix. */
export const seals = [
  'intact',
  'edited',
  'broken',
  'accepted',
  'unsealed',
] as const

/** Whether the reproduction test is the one written before the fix. */
type Seal = (typeof seals)[number]

/** What happened to a step. */
export const stepStatuses = [
  'passed',
  'failed',
  'timed-out',
  'not-started',
  'skipped',
  'cancelled',
] as const

/** What happened to a step. */
export type StepStatus = (typeof stepStatuses)[number]

/** What the evidence adds up to. */
export const conclusions = [
  'ready',
  'incomplete',
  'failed',
  'inconclusive',
  'stale',
] as const

/** What the evidence adds up to. */
export type Conclusion = (typeof conclusions)[number]

/** Whether evidence stands behind an acceptance criterion. */
export const criterionStates = [
  'proved',
  'claimed',
  'contradicted',
  'open',
] as const

/** Whether evidence stands behind an acceptance criterion. */
export type CriterionState = (typeof criterionStates)[number]

/** Number of tests by outcome, as the test runner's own summary says. */
export type TestCounts = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** What came of one verification step. */
export type StepResult = {
  readonly id: string
  readonly kind: StepKind
  readonly command: string
  readonly status: StepStatus
  /** Exit status of the command, or `null` when it did not end by itself. */
  readonly exitCode: number | null
  readonly durationMs: number
  readonly attempts: number
  /** A retry made it pass. */
  readonly flaky: boolean
  /** `null` when no summary of a known test runner was found. */
  readonly tests: TestCounts | null
  /** Last part of the output, plain printable text. */
  readonly tail: string
  /** Why the status is what it is, one clause for people; `null` when the status says it. */
  readonly reason: string | null
  /** What the same step says of the code before the fix; `null` when it was not asked. */
  readonly baseline: Baseline | null
  /** Tracked files that the step left with another content than the commit's. */
  readonly changedFiles: readonly string[]
  /** What its output says of lines of the repository, beside what was there before the branch. */
  readonly problems: readonly Problem[]
  /** How many more there are. */
  readonly problemsLeftOut: number
  /** Its slowest tests, where its runner or a report tells how long they took. */
  readonly slowTests: readonly TimedTest[]
}

/** How two runs of a step are compared: test by test, complaint by complaint, or by exit status alone. */
export const baselineMeasures = ['tests', 'complaints', 'exit-status'] as const

/** A step on the code before the fix, compared with the same step on the head. */
export type Baseline = {
  readonly measure: (typeof baselineMeasures)[number]
  /** Failed tests or complaints of the head that were not there before. */
  readonly fresh: readonly string[]
  /** Those that were there before as well; they hold nothing back. */
  readonly known: readonly string[]
  /** Those that were there before and are gone now. */
  readonly mended: readonly string[]
  /** Tests that ran before and were skipped or not there on the head. */
  readonly lost: readonly string[]
  /** Numbers of tests before, as the runner's own summary says; `null` without one. */
  readonly before: TestCounts | null
}

/** A criterion with what the evidence says about it. */
export type JudgedCriterion = {
  readonly text: string
  readonly checked: boolean
  readonly state: CriterionState
  /** Id of the step or words for the evidence that shows it; for a claim, a clause that says why it is none; or `null`. */
  readonly by: string | null
}

/** Runs of one version of the reproduction test on one tree. */
export type ProofCell = { readonly red: number; readonly runs: number }

/** A file of the reproduction test. */
export type ReproductionFile = {
  /** Relative to the repository root. */
  readonly path: string
  /** The version from before the fix; `null` when there is none. */
  readonly original: { readonly blob: string; readonly commit: string } | null
  /** Blob SHA at the head; `null` when the head does not have the file. */
  readonly head: string | null
}

/** A person's word that a changed reproduction test is right. */
export type AcceptedChange = {
  /** Blob SHA of the changed test file. */
  readonly test: string
  readonly reason: string
  /** Where the person said so, in words. */
  readonly source: string
}

/** Verdict on the reproduction test, with what it rests on. */
export type Proof = {
  readonly status: ProofStatus
  readonly seal: Seal | null
  /** Why the status is what it is, one sentence of plain text, or `null`. */
  readonly reason: string | null
  /** What to do about it, plain text, or `null`. */
  readonly remedy: string | null
  readonly files: readonly ReproductionFile[]
  readonly accepted: AcceptedChange | null
  /** Unified diff from the original test to the head's, at most 200 lines; `""` when they are the same. */
  readonly diff: string
  /** End of what the original test says on the fixed code, where it is red; else `""`. */
  readonly originalTail: string
  readonly cells: {
    readonly originalBefore: ProofCell | null
    readonly originalAfter: ProofCell | null
    readonly newBefore: ProofCell | null
    readonly newAfter: ProofCell | null
  }
  /** Further runs on the fixed code, where the branch gives a reason for them. */
  readonly besides: {
    /** With the first version of the test. */
    readonly first: ProofCell | null
    /** With what tests rest on as it was before the fix. */
    readonly support: ProofCell | null
  }
}

/** Everything measured for one head commit. Data only: it is stored as JSON. */
export type Evidence = {
  readonly schemaVersion: 1
  readonly run: {
    readonly id: number | null
    readonly attempt: number | null
    readonly repositoryId: number | null
  }
  readonly head: {
    readonly sha: string
    readonly tree: string
    readonly branch: string
    /** Tracked files of the work tree differed from the commit. */
    readonly dirty: boolean
  }
  readonly base: { readonly ref: string; readonly sha: string }
  readonly mergeBase: {
    readonly sha: string
    /** Which ref upstream's side was taken from. */
    readonly from: string
  }
  /** The run whose results these are, where nothing was run again; else `null`. */
  readonly reused: {
    readonly run: { readonly id: number; readonly attempt: number }
    /** Seconds since 1970. */
    readonly at: number
    /** How old they were when they were taken. Milliseconds. */
    readonly ageMs: number
  } | null
  readonly spec: {
    readonly id: string
    readonly path: string
    readonly blob: string | null
  } | null
  /** SHA-256 of the effective configuration, hex. */
  readonly configHash: string
  /** Name and version of this product. */
  readonly product: string
  /** Tool → version. */
  readonly toolchain: Readonly<Record<string, string>>
  readonly steps: readonly StepResult[]
  readonly proof: Proof
  readonly criteria: readonly JudgedCriterion[]
  readonly findings: readonly Finding[]
  readonly conclusion: Conclusion
}
