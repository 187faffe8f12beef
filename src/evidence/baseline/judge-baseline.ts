import type { StepConfig } from '../../config/config.ts'
import type { StepResult } from '../evidence.ts'
import { againstComplaints } from './against-complaints.ts'
import { againstTests } from './against-tests.ts'
import type { BaselineGrounds, Comparison } from './comparison.ts'

/** Whether a step's result on the head leaves a question that a baseline answers. */
export function needsBaseline(step: StepConfig, result: StepResult): boolean {
  return (
    step.baseline &&
    step.kind !== 'reproduction' &&
    result.status === 'failed' &&
    result.exitCode !== null
  )
}

/**
 * Judges a step that failed on the head by what it says of the code before
 * the fix: where everything was there before it passes, with the baseline
 * kept; something new keeps it failed; and where single results were read but
 * do not tell, it has come to no result, so that it is neither held against the
 * branch nor counted for it. Where none can be read, its exit status decides.
 */
export function judgeWithBaseline(
  step: StepConfig,
  grounds: BaselineGrounds,
): StepResult {
  const { head, before } = grounds
  const hasRun =
    before.result.status === 'passed' || before.result.status === 'failed'
  if (!needsBaseline(step, head.result) || !hasRun) return head.result
  const { status, reason, ...compared } = compare(step, grounds)
  const baseline = { ...compared.baseline, before: before.result.tests }
  switch (status) {
    case 'known':
      return { ...head.result, status: 'passed', reason: null, baseline }
    case 'fresh':
      return { ...head.result, reason: reason ?? head.result.reason, baseline }
    case 'unread':
      return { ...head.result, reason: both(head.result, reason), baseline }
    case 'unclear':
      return { ...head.result, status: 'not-started', reason, baseline }
  }
}

function both({ reason }: StepResult, more: string | null): string | null {
  const reasons = [reason, more].filter((one) => one !== null)
  return reasons.length === 0 ? null : reasons.join('; ')
}

function compare(step: StepConfig, grounds: BaselineGrounds): Comparison {
  return step.kind === 'test'
    ? againstTests(step, grounds)
    : againstComplaints(step, grounds)
}
