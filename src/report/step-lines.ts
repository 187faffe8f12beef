import type { Baseline, StepResult } from '../evidence/evidence.ts'
import { slowestOf } from '../evidence/test-summary/slow-tests.ts'
import { inlineCode } from '../markdown/write.ts'
import { count, duration, listed } from '../pull-request/body/quantities.ts'
import { commandName } from '../pull-request/body/step-text.ts'

/** New, fixed and lost tests of all steps beside the code before the fix, and steps that passed on a later attempt only; `[]` where there is nothing of it. */
export function testChanges(steps: readonly StepResult[]): readonly string[] {
  const baselines = steps.flatMap(({ baseline }) =>
    baseline?.measure === 'tests' ? [baseline] : [],
  )
  const sum = (
    names: keyof Baseline & ('fresh' | 'known' | 'mended' | 'lost'),
  ) => baselines.reduce((all, baseline) => all + baseline[names].length, 0)
  const flaky = steps.filter((step) => step.flaky)
  const parts = [
    ...amount(sum('fresh'), '**new failure**', '**new failures**'),
    ...amount(sum('mended'), 'fixed'),
    ...amount(sum('known'), 'failed before too'),
    ...amount(sum('lost'), '**no longer run**'),
  ]
  const late = flaky.map(
    ({ command, attempts }) =>
      `${commandName(command)} passed only on attempt ${attempts}`,
  )
  return [
    ...(parts.length === 0
      ? []
      : [`**Tests beside the code before the fix:** ${parts.join(', ')}`]),
    ...(late.length === 0 ? [] : [`**Flaky:** ${late.join('; ')}`]),
  ]
}

function amount(
  number: number,
  singular: string,
  plural = singular,
): readonly string[] {
  return number === 0 ? [] : [count(number, singular, plural)]
}

/** The slowest tests of all steps; `[]` where none is known that took a second. */
export function slowestTests(steps: readonly StepResult[]): readonly string[] {
  const tests = slowestOf(steps.flatMap(({ slowTests }) => slowTests))
  if (tests.length === 0) return []
  const named = tests.map(
    ({ name, durationMs }) => `${inlineCode(name)} ${duration(durationMs)}`,
  )
  return [`**Slowest tests:** ${listed(named)}`]
}

/** Steps that are named as slow. */
const mostSteps = 5

/** Where the time went; `[]` for fewer than two steps that took some. */
export function slowestSteps(steps: readonly StepResult[]): readonly string[] {
  const slow = steps
    .filter(({ durationMs }) => durationMs >= 1_000)
    .sort((one, other) => other.durationMs - one.durationMs)
  if (slow.length < 2) return []
  const total = steps.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const named = slow
    .slice(0, mostSteps)
    .map(
      ({ command, durationMs }) =>
        `${commandName(command)} ${duration(durationMs)} (${Math.round((100 * durationMs) / total)} %)`,
    )
  return [`**Slowest steps:** ${listed(named)}, of ${duration(total)} in all`]
}
