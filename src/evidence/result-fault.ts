import type { StepConfig } from '../config/config.ts'
import type { ProofPlan } from '../plan/proof-plan.ts'
import { isRedactionOf } from '../text/redaction-of.ts'
import type { Baseline, StepResult, TestCounts } from './evidence.ts'
import type { LegEvidence } from './leg-evidence.ts'
import { proofFault } from './proof-fault.ts'
import { ranZeroTests } from './test-summary/read-test-summary.ts'

/** What evidence of a leg is held against: its step as publishing itself plans it. */
export type PlannedLeg = {
  readonly step: StepConfig
  /** How the reproduction test is proved, where this is its step; else `null`. */
  readonly proof: Extract<ProofPlan, { readonly status: 'planned' }> | null
}

type Told = Pick<LegEvidence, 'result' | 'proof' | 'tests'>

/**
 * What keeps a result from being one that this step can have come to, a
 * clause; `null` where nothing does. A status is never taken on its word: it
 * must follow from exit status, tests, attempts and comparison, as it does
 * where the step is judged.
 */
export function resultFault(told: Told, planned: PlannedLeg): string | null {
  const { result } = told
  return (
    stepFault(result, planned.step) ??
    proofFault(told, planned.proof) ??
    attemptsFault(result, planned) ??
    statusFault(told, planned)
  )
}

function stepFault(result: StepResult, step: StepConfig): string | null {
  if (result.id !== step.id) return 'it tells of another step than its leg'
  if (result.kind !== step.kind) {
    return `it tells of a step of kind ${result.kind}, and the plan has ${step.kind}`
  }
  return isRedactionOf(result.command, step.run)
    ? null
    : 'it tells of another command than the plan has'
}

function attemptsFault(
  result: StepResult,
  { step, proof }: PlannedLeg,
): string | null {
  const { attempts, status } = result
  const most = proof === null ? step.retries + 1 : step.runs
  if (attempts > most) {
    return `it tells of ${attempts} attempts, and the step has at most ${most}`
  }
  const hasRun = status === 'passed' || status === 'skipped'
  if (hasRun && attempts === 0) {
    return `it says that a step ${status} which was not run once`
  }
  return retryFault(result, proof !== null)
}

function retryFault(
  { status, exitCode, attempts, flaky }: StepResult,
  isProved: boolean,
): string | null {
  const isPass = status === 'passed' && exitCode === 0
  const isFlaky = isPass && attempts > 1 && !isProved
  if (flaky === isFlaky) return null
  return flaky
    ? `it says that a retry made it pass, after ${attempts} attempts`
    : `it says nothing of a retry, after ${attempts} attempts`
}

function statusFault(told: Told, planned: PlannedLeg): string | null {
  const { result } = told
  if (result.status === 'skipped') return skippedFault(result, planned.step)
  if (result.status !== 'passed') return null
  return result.exitCode === 0
    ? (countsFault(told, planned.step) ??
        comparedFault(result.baseline, planned.step))
    : knownFault(told, planned.step)
}

/** Only a step that a preset guessed may come to nothing. */
function skippedFault(
  { tests }: StepResult,
  { origin }: StepConfig,
): string | null {
  const hasNothing = tests !== null && ranZeroTests(tests)
  return origin === 'preset' && hasNothing
    ? null
    : 'it says that its step was skipped, and the plan has it run'
}

/** A step that passed by its exit status. */
function countsFault({ result, tests }: Told, step: StepConfig): string | null {
  const counts = result.tests
  return (
    (counts === null ? null : numbersFault(counts, step)) ??
    namesFault(tests, step)
  )
}

function numbersFault(counts: TestCounts, { kind }: StepConfig): string | null {
  if (kind !== 'test' && kind !== 'reproduction') {
    return `it counts tests of a step of kind ${kind}`
  }
  if (counts.failed > 0) {
    return `it says that a step passed with ${counts.failed} failed tests`
  }
  return ranZeroTests(counts)
    ? 'it says that a step passed which ran no test'
    : null
}

/** What a report says beside a good exit status is shown as a finding. */
function namesFault(
  tests: Told['tests'],
  { junit }: StepConfig,
): string | null {
  const isReport = tests?.runner === 'JUnit XML' && junit.length > 0
  const failed = tests?.failed ?? []
  return failed.length === 0 || isReport
    ? null
    : 'it says that a step passed, and names failed tests'
}

/** The comparison of a suite that passed on both sides. */
function comparedFault(
  baseline: Baseline | null,
  { kind, baseline: isCompared }: StepConfig,
): string | null {
  if (baseline === null) return null
  const { measure, fresh, known, mended } = baseline
  const isEmpty = [fresh, known, mended].every(({ length }) => length === 0)
  return isCompared && kind === 'test' && measure === 'tests' && isEmpty
    ? null
    : 'its comparison with the code before the fix is none of a step that passed'
}

/** A step that failed on the head, as it did before the fix. */
function knownFault({ result, tests }: Told, step: StepConfig): string | null {
  const { baseline, exitCode } = result
  if (baseline === null || exitCode === null) {
    return 'it says that a command passed which did not exit with 0'
  }
  const isAsked = step.baseline && step.kind !== 'reproduction'
  const isKnown = isAsked && showsOnlyKnown(baseline, step, tests)
  return isKnown
    ? null
    : `it says that a command passed which exited with ${exitCode}, and its comparison with the code before the fix does not show why`
}

/** Every failure of the head is one from before the fix. */
function showsOnlyKnown(
  { measure, fresh, known }: Baseline,
  { kind }: StepConfig,
  tests: Told['tests'],
): boolean {
  if (fresh.length > 0 || known.length === 0) return false
  if (kind !== 'test') return measure === 'complaints'
  const all = new Set(known)
  const isEach = (tests?.failed ?? []).every((name) => all.has(name))
  return measure === 'tests' && isEach
}
