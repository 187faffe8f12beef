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
  return {
    ...judged,
    ...hidden(judged, colours[odd]),
    ...counted(step, judged, colours),
    durationMs: outcomes.reduce((sum, { durationMs }) => sum + durationMs, 0),
    attempts: outcomes.length,
    flaky: false,
  }
}

/** What the exit status alone would let pass. */
function hidden(
  { status }: StepResult,
  colour: RunColour | undefined,
): Partial<StepResult> {
  if (status !== 'passed' || colour === undefined) return {}
  if (colour.colour === 'none') {
    return { status: 'not-started', reason: colour.reason }
  }
  return { status: 'failed', reason: 'its output matches `red:`' }
}

/** `red 1 of 3`, where several runs were asked for. */
function counted(
  { runs }: StepConfig,
  { status }: StepResult,
  colours: readonly RunColour[],
): Partial<StepResult> {
  const red = colours.filter(({ colour }) => colour === 'red').length
  return runs > 1 && red > 0 && status === 'failed'
    ? { reason: `red ${red} of ${colours.length}` }
    : {}
}
