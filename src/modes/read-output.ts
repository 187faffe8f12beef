import type { Config, StepConfig } from '../config/config.ts'
import { resultsOf } from '../evidence/baseline/against-tests.ts'
import type { StepResult } from '../evidence/evidence.ts'
import { readJunitProblems } from '../evidence/problems/junit.ts'
import { newProblems } from '../evidence/problems/new-problems.ts'
import type { Problem } from '../evidence/problems/problem.ts'
import {
  joinProblems,
  keepProblems,
  readProblems,
} from '../evidence/problems/read-problems.ts'
import {
  readSlowTests,
  type TimedTest,
} from '../evidence/test-summary/slow-tests.ts'
import type { TestResults } from '../evidence/test-summary/test-results.ts'
import { readReports } from '../io/report-files.ts'
import type { TrackedFiles } from '../io/tracked-files.ts'
import type { Tree } from './run-step.ts'

/** A step as it ran on the head. */
export type StepOutput = {
  readonly step: StepConfig
  readonly result: StepResult
  /** Whole sanitized output of the last attempt; `""` where it did not run. */
  readonly output: string
  /** Milliseconds since 1970; older reports are of another run. */
  readonly startedAt: number
}

/** What a step says of single lines and tests. */
export type ReadOutput = {
  readonly problems: readonly Problem[]
  /** How many more there are. */
  readonly problemsLeftOut: number
  /** `null` where nothing tells them. */
  readonly results: TestResults | null
  readonly slowTests: readonly TimedTest[]
}

/** A run that passed printed of no failure of its own: what reads like one is of tests within its tests, or meant to fail. Reports are not as easily misread. */
function believable(
  { status, exitCode }: StepResult,
  results: TestResults | null,
): TestResults | null {
  const isPass = status === 'passed' && exitCode === 0
  if (!isPass || results === null || results.failed.length === 0) return results
  if (results.runner === 'JUnit XML') return results
  return { ...results, failed: [], complete: false }
}

/** Reads the output of a step, and the reports that it wrote. */
export async function readOutput(
  { step, result, output, startedAt }: StepOutput,
  work: {
    readonly config: Config
    readonly head: Tree
    readonly tracked: TrackedFiles
  },
): Promise<ReadOutput> {
  if (result.attempts === 0)
    return { ...keepProblems([]), results: null, slowTests: [] }
  const root = work.head.directory
  const { workingDirectory } = step
  const [reports, others] = await Promise.all([
    readReports(root, step.junit, startedAt),
    readReports(root, work.config.annotations.junit, startedAt),
  ])
  const ranIn = {
    root,
    workingDirectory,
    has: (path: string) => work.tracked.has(path),
    endingIn: (path: string) => work.tracked.endingIn(path),
  }
  const read = joinProblems(
    readProblems(output, ranIn),
    [...reports, ...others].flatMap((xml) => readJunitProblems(xml, ranIn)),
  )
  return {
    ...keepProblems(newProblems(read, result, workingDirectory)),
    results: believable(result, resultsOf({ reports, output, root })),
    slowTests: readSlowTests(output, [...reports, ...others]),
  }
}
