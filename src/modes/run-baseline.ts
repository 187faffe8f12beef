import type { StepConfig } from '../config/config.ts'
import {
  judgeWithBaseline,
  needsBaseline,
} from '../evidence/baseline/judge-baseline.ts'
import type { StepRun } from '../evidence/baseline/comparison.ts'
import { runsFewerTests } from '../evidence/baseline/unexplained-skips.ts'
import { comparePassed } from '../evidence/baseline/compare-passed.ts'
import type { Touched } from '../evidence/baseline/compare-complaints.ts'
import { Refusal } from '../errors.ts'
import type { StepResult } from '../evidence/evidence.ts'
import { needsVariable } from '../plan/needs-variable.ts'
import { callsCountingRunner } from '../evidence/test-summary/counting-runner.ts'
import { judgeStep } from '../evidence/judge-step.ts'
import type { CommandResult } from '../io/shell-port.ts'
import { readReports } from '../io/report-files.ts'
import { runCommand, type Tree } from './run-step.ts'
import { type SetupBy, setUp } from './set-up.ts'
import type { InTurn } from './take-turns.ts'

/** The code before the fix, checked out when a step first asks for it. */
export type BeforeTree = () => Promise<Tree>

/** A step as it ran on the head. */
export type HeadRun = {
  readonly step: StepConfig
  readonly tree: Tree
  readonly result: StepResult
  /** Whole sanitized output of the last attempt. */
  readonly output: string
  /** Milliseconds since 1970; older reports are of another run. */
  readonly startedAt: number
}

/** Lines of the head's source that always skip a test; `null` where they could not be counted. */
export type CountSkipMarkers = () => Promise<number | null>

/** What a baseline is run with. */
export type BaselineBy = SetupBy & {
  readonly before: BeforeTree
  /** Steps that run side by side share the code before the fix. */
  readonly inTurn: InTurn
  readonly touched: Touched
  /** The branch does more to existing tests than adding new ones. */
  readonly touchesTests: boolean
  readonly countSkipMarkers: CountSkipMarkers
  /** The step whose `setup` makes a fresh checkout ready, where this one has none; `null` without one. */
  readonly reproduction: StepConfig | null
}

/** Runs a step on the code before the fix too, where that answers a question: it failed on the head, or the branch changes existing tests. */
export async function withBaseline(
  run: HeadRun,
  by: BaselineBy,
): Promise<StepResult> {
  const { step, result } = run
  const hasFailed = needsBaseline(step, result)
  const isAsked =
    hasFailed ||
    (mayLoseTests(step, result) &&
      (by.touchesTests ||
        mayHaveBrokenOff(step, result) ||
        (await runsFewerTests(result, run.output, by.countSkipMarkers))))
  if (!isAsked || by.workshop.interruption.aborted) return result
  return by.inTurn(() => compare(run, by, hasFailed))
}

async function compare(
  run: HeadRun,
  by: BaselineBy,
  hasFailed: boolean,
): Promise<StepResult> {
  const { step, result } = run
  const tree = await openBefore(by)
  if (tree === null) return result
  const beforeAt = Date.now()
  const outcome = await runBefore(step, tree, by)
  const [headReports, beforeReports] = await Promise.all([
    readReports(run.tree.directory, step.junit, run.startedAt),
    readReports(tree.directory, step.junit, beforeAt),
  ])
  const head: StepRun = {
    result,
    output: run.output,
    root: run.tree.directory,
    reports: headReports,
  }
  const before: StepRun = {
    result: judgeStep(step, [outcome]),
    output: outcome.output,
    root: tree.directory,
    reports: beforeReports,
  }
  if (hasFailed) {
    return judgeWithBaseline(step, { head, before, touched: by.touched })
  }
  return before.result.status === 'passed' || before.result.status === 'failed'
    ? { ...result, baseline: comparePassed(before, head) }
    : result
}

/** A test runner that counts its tests, and has not: the run before the fix tells whether it does. */
function mayHaveBrokenOff({ run }: StepConfig, { tests }: StepResult): boolean {
  return tests === null && callsCountingRunner(run)
}

/** A whole suite that passed: one that runs single tests by name has nothing to lose. */
function mayLoseTests(step: StepConfig, result: StepResult): boolean {
  return (
    step.baseline &&
    step.kind === 'test' &&
    result.status === 'passed' &&
    !['NEW_TESTS', 'ISSUE'].some((name) => needsVariable(step.run, name))
  )
}

/** `null` where the code before the fix cannot be checked out; then there is no baseline, and no less evidence. */
async function openBefore({
  before,
  workshop,
}: BaselineBy): Promise<Tree | null> {
  try {
    return await before()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    workshop.log.warning(`There is no baseline: ${error.message}`)
    return null
  }
}

async function runBefore(
  step: StepConfig,
  tree: Tree,
  by: BaselineBy,
): Promise<CommandResult> {
  const { bounds, workshop, reproduction } = by
  workshop.log.group(`${step.id} (on the code before the fix): ${step.run}`)
  try {
    const preparing = step.setup === null ? (reproduction ?? step) : step
    const trouble = await setUp(preparing, tree, by)
    if (trouble !== null) return trouble.outcome
    return await runCommand(
      { step, command: step.run, ...tree },
      bounds,
      workshop,
    )
  } finally {
    workshop.log.endGroup()
  }
}
