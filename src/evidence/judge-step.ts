import type { StepConfig } from '../config/config.ts'
import { lastLines } from '../text/truncate.ts'
import { missingTool } from './missing-command.ts'
import { printsFailure } from './prints-failure.ts'
import type { StepResult, StepStatus, TestCounts } from './evidence.ts'
import {
  readTestSummary,
  ranZeroTests,
  type TestSummary,
} from './test-summary/read-test-summary.ts'

/** How one attempt of a command ended. */
export type CommandOutcome = {
  readonly end:
    | { readonly status: 'exited'; readonly exitCode: number }
    | { readonly status: 'signalled'; readonly signal: string }
    | { readonly status: 'timed-out' }
    | { readonly status: 'output-limit' }
    | { readonly status: 'cancelled' }
    | { readonly status: 'not-started'; readonly reason: string }
  readonly durationMs: number
  /** Sanitized text. */
  readonly output: string
}

type Judgement = Pick<StepResult, 'status' | 'exitCode' | 'reason'>

/** What is kept of a command's output. */
const tailBounds = { lines: 60, characters: 6_000 } as const

/** Turns the attempts of a step, at least one, into its result. */
export function judgeStep(
  step: StepConfig,
  attempts: readonly CommandOutcome[],
): StepResult {
  const last = attempts.at(-1)
  if (last === undefined) return cancelledStep(step)
  const summary =
    step.kind === 'test' || step.kind === 'reproduction'
      ? readTestSummary(last.output)
      : null
  const judgement = judge(step, last, summary)
  return {
    ...describe(step),
    ...judgement,
    durationMs: attempts.reduce((sum, { durationMs }) => sum + durationMs, 0),
    attempts: attempts.length,
    flaky: judgement.status === 'passed' && attempts.length > 1,
    tests: summary === null ? null : countsOf(summary),
    baseline: null,
    changedFiles: [],
    problems: [],
    problemsLeftOut: 0,
    slowTests: [],
    tail: lastLines(last.output, tailBounds),
  }
}

/** A step that the plan left out. */
export function skippedStep(step: StepConfig, reason: string): StepResult {
  return unrun(step, 'skipped', reason)
}

/** A step that the end of the run came before. */
export function cancelledStep(step: StepConfig): StepResult {
  return unrun(step, 'cancelled', 'the run was cancelled')
}

/** A step of whose run nothing is known; `reason` is a clause. */
export function unknownStep(step: StepConfig, reason: string): StepResult {
  return unrun(step, 'not-started', reason)
}

function unrun(
  step: StepConfig,
  status: StepStatus,
  reason: string,
): StepResult {
  return {
    ...describe(step),
    status,
    reason,
    exitCode: null,
    durationMs: 0,
    attempts: 0,
    flaky: false,
    tests: null,
    baseline: null,
    changedFiles: [],
    problems: [],
    problemsLeftOut: 0,
    slowTests: [],
    tail: '',
  }
}

function describe({
  id,
  kind,
  run,
}: StepConfig): Pick<StepResult, 'id' | 'kind' | 'command'> {
  return { id, kind, command: run }
}

function judge(
  step: StepConfig,
  { end, output }: CommandOutcome,
  summary: TestSummary | null,
): Judgement {
  switch (end.status) {
    case 'exited':
      return judgeExit(step, { exitCode: end.exitCode, output }, summary)
    case 'signalled':
      return verdict('failed', null, `ended by ${end.signal}`)
    case 'timed-out':
      return verdict('timed-out', null, 'it ran out of time')
    case 'output-limit':
      return verdict('failed', null, 'it printed more than 256 MiB')
    case 'cancelled':
      return verdict('cancelled', null, 'the run was cancelled')
    case 'not-started':
      return verdict('not-started', null, end.reason)
  }
}

function verdict(
  status: StepStatus,
  exitCode: number | null,
  reason: string | null,
): Judgement {
  return { status, exitCode, reason }
}

function judgeExit(
  step: StepConfig,
  { exitCode, output }: { readonly exitCode: number; readonly output: string },
  summary: TestSummary | null,
): Judgement {
  const missing = missingTool(exitCode, output)
  if (missing !== null) {
    return verdict('not-started', exitCode, `command not found: ${missing}`)
  }
  if (exitCode === 126) {
    return verdict('not-started', exitCode, 'the command is not executable')
  }
  if (summary !== null && ranNoTest(summary, exitCode)) {
    return ranNothing(step, exitCode, summary)
  }
  if (exitCode !== 0)
    return verdict('failed', exitCode, failureReason(exitCode, summary))
  return judgeSuccess(step, output, summary)
}

/** Exit status 0, which the output may belie. */
function judgeSuccess(
  { kind, run }: StepConfig,
  output: string,
  summary: TestSummary | null,
): Judgement {
  if (summary !== null && summary.failed > 0) {
    const reason = `exit status 0, but the summary of ${summary.runner} says ${summary.failed} failed`
    return verdict('failed', 0, reason)
  }
  if (summary === null && kind === 'test' && printsFailure(output)) {
    const reason = 'exit status 0, but its output says that a test failed'
    return verdict('not-started', 0, reason)
  }
  if (summary === null && kind === 'test' && swallowsStatus(run)) {
    const reason =
      'the command throws its exit status away, and its output holds no summary of tests'
    return verdict('not-started', 0, reason)
  }
  return verdict('passed', 0, null)
}

/** `… || true`: whatever came before, it ends with 0. */
function swallowsStatus(run: string): boolean {
  return /(?:\|\||;)\s{0,9}(?:true|:|exit 0)\s{0,9}$/u.test(run.trimEnd())
}

/** A runner that broke off before the first test has failed; only its own word for an empty run is taken for one. */
function ranNoTest(summary: TestSummary, exitCode: number): boolean {
  const isEnd = exitCode === 0 || exitCode === summary.emptyExitCode
  return isEnd && ranZeroTests(summary)
}

const nothingRan = 'ran no test'

/** Whether a step came to nothing because there was no test for it to run, by its test runner's own word. */
export function foundNoTest({
  status,
  tests,
  reason,
  baseline,
}: StepResult): boolean {
  const isOpen = status === 'not-started' || status === 'skipped'
  const isEmpty = tests !== null && ranZeroTests(tests)
  const isSaid = reason?.endsWith(nothingRan) === true
  return isOpen && isEmpty && isSaid && baseline === null
}

/** A command that runs no test shows nothing, whatever its exit status. A preset may have guessed wrong; a person meant it. */
function ranNothing(
  step: StepConfig,
  exitCode: number,
  summary: TestSummary,
): Judgement {
  const reason = `${summary.runner} ${nothingRan}`
  return step.origin === 'preset'
    ? verdict('skipped', exitCode, reason)
    : verdict('not-started', exitCode, reason)
}

function failureReason(
  exitCode: number,
  summary: TestSummary | null,
): string | null {
  if (summary !== null && summary.failed > 0) return null
  return `exit status ${exitCode}`
}

function countsOf({ passed, failed, skipped }: TestSummary): TestCounts {
  return { passed, failed, skipped }
}
