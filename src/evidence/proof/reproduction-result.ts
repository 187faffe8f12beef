import type { StepConfig } from '../../config/config.ts'
import type { StepResult } from '../evidence.ts'
import { cancelledStep, type CommandOutcome, judgeStep } from '../judge-step.ts'
import type { RunColour } from './judge-run.ts'

/** Runs of the reproduction test on the head, outcomes and colours side by side. */
export type HeadRuns = {
  readonly colours: readonly RunColour[]
  readonly outcomes: readonly CommandOutcome[]
}

/**
 * The reproduction step as a step among the others: passed when every run was
 * green. The outcome that tells most, the first that is not green, stands for
 * all of them.
 */
export function reproductionResult(
  step: StepConfig,
  { colours, outcomes }: HeadRuns,
): StepResult {
  const odd = colours.findIndex(({ colour }) => colour !== 'green')
  const telling = outcomes[odd === -1 ? outcomes.length - 1 : odd]
  if (telling === undefined) return cancelledStep(step)
  const judged = judgeStep(step, [telling])
  const red = colours.filter(({ colour }) => colour === 'red').length
  const isHidden = red > 0 && judged.status === 'passed'
  const counts =
    step.runs > 1 && red > 0 ? `red ${red} of ${colours.length}` : null
  return {
    ...judged,
    ...(isHidden
      ? { status: 'failed', reason: 'its output matches `red:`' }
      : {}),
    ...(counts === null || judged.status !== 'failed'
      ? {}
      : { reason: counts }),
    durationMs: outcomes.reduce((sum, { durationMs }) => sum + durationMs, 0),
    attempts: outcomes.length,
    flaky: false,
  }
}
