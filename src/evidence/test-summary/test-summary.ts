/** Test runners whose summaries are read. */
export const runnerNames = [
  'cargo test',
  'cargo nextest',
  'pytest',
  'jest',
  'vitest',
  'node --test',
  'go test',
] as const

/** Test runners whose summaries are read. */
export type RunnerName = (typeof runnerNames)[number]

/** What a test runner says at its end. */
export type TestSummary = {
  readonly runner: RunnerName
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Names of failed tests, where the text gives them. */
  readonly failures: readonly string[]
  /** Exit status other than 0 by which this runner says that it found nothing to run; `null` when any other status is a failure. */
  readonly emptyExitCode: number | null
}

/** Reads the lines of an output, sanitized; `null` when the runner's summary is not in it. */
export type SummaryReader = (lines: readonly string[]) => TestSummary | null
