import type { Baseline, StepResult } from '../../evidence/evidence.ts'
import { inlineCode } from '../../markdown/write.ts'
import { cutAtWord } from '../cut.ts'
import { baselineCounts } from './baseline-text.ts'
import { type BodyInput, volatile } from './body-input.ts'
import { count, duration } from './quantities.ts'
import { words } from './words.ts'

/** The command as the name of the step: its first line, as code. */
export function commandName(command: string): string {
  const lines = command.split('\n').filter((line) => line.trim() !== '')
  const first = lines[0]?.trim() ?? ''
  const more = lines.length > 1 && first.length < 80 ? ' …' : ''
  return inlineCode(cutAtWord(first, 80) + more)
}

/** Mark of a step: the word beside it says the same. */
export function stepMark({ status, flaky, baseline }: StepResult): string {
  switch (status) {
    case 'passed':
      return flaky || setsBack(baseline) ? '⚠️' : '✅'
    case 'failed':
    case 'timed-out':
      return '❌'
    case 'not-started':
    case 'cancelled':
      return '⚠️'
    case 'skipped':
      return '⏭️'
  }
}

function setsBack(baseline: Baseline | null): boolean {
  if (baseline === null) return false
  return baseline.known.length + baseline.lost.length > 0
}

/** What came of a step: counts first, the word, then how long it took. */
export function stepResult(step: StepResult, input: BodyInput): string {
  const took =
    step.status === 'skipped' || step.status === 'not-started'
      ? []
      : [volatile(input, duration(step.durationMs))]
  return [outcome(step), ...took].join(', ')
}

/** The same without the duration. */
export function outcome(step: StepResult): string {
  const reason = step.reason === null ? '' : `: ${words(step.reason)}`
  switch (step.status) {
    case 'passed':
      return passed(step)
    case 'failed':
      return failed(step)
    case 'timed-out':
      return `**timed out**${reason}`
    case 'not-started':
      return `**no result**${reason}`
    case 'cancelled':
      return `**cancelled**${reason}`
    case 'skipped':
      return `skipped${reason}`
  }
}

function passed(step: StepResult): string {
  const result = besideBaseline(step) ?? testCounts(step) ?? 'passed'
  if (!step.flaky) return result
  return `${result}, **but only on attempt ${step.attempts}**`
}

/** `2 failed, both failed before too, 215 passed`. */
function besideBaseline(step: StepResult): string | null {
  const compared = baselineCounts(step)
  if (compared === null || step.tests === null) return compared
  const { passed, skipped } = step.tests
  const rest = skipped > 0 ? `, ${skipped} skipped` : ''
  return `${compared}, ${passed} passed${rest}`
}

function failed(step: StepResult): string {
  const compared = besideBaseline(step)
  if (compared !== null) return compared
  const tests = testCounts(step)
  if (tests !== null && (step.tests?.failed ?? 0) > 0) return `**${tests}**`
  const status =
    step.exitCode === null ? '' : ` with exit status ${step.exitCode}`
  const reason = step.reason === null ? '' : `: ${words(step.reason)}`
  return `**failed**${reason === '' ? status : reason}${tests === null ? '' : `, ${tests}`}`
}

/** Failures first where there are some. */
export function testCounts({
  tests,
}: Pick<StepResult, 'tests'>): string | null {
  if (tests === null) return null
  const passed = `${tests.passed} passed`
  const parts = tests.failed > 0 ? [`${tests.failed} failed`, passed] : [passed]
  if (tests.skipped > 0) parts.push(`${tests.skipped} skipped`)
  return parts.join(', ')
}

/** `All 5 steps passed.` and what else the numbers say. */
export function stepsSentence(steps: readonly StepResult[]): string {
  const ran = steps.filter(({ status }) => status !== 'skipped')
  const passed = ran.filter(({ status }) => status === 'passed').length
  const skipped = steps.length - ran.length
  const tail =
    skipped === 0
      ? ''
      : `; ${skipped} ${skipped === 1 ? 'was' : 'were'} skipped`
  if (passed < ran.length) {
    return `${passed} of ${count(ran.length, 'step')} passed${tail}.`
  }
  if (ran.length === 1) return `The one step that ran passed${tail}.`
  const all = ran.length === 2 ? 'Both' : `All ${ran.length}`
  const those = skipped === 0 ? `${all} steps` : `${all} steps that ran`
  return `${those} passed${tail}.`
}

/** Steps that passed only on a later attempt are never a plain pass. */
export function flakySentence(steps: readonly StepResult[]): string | null {
  const flaky = steps.filter((step) => step.flaky && step.status === 'passed')
  const [first] = flaky
  if (first === undefined) return null
  return flaky.length === 1
    ? `${commandName(first.command)} passed only on attempt ${first.attempts}.`
    : `${count(flaky.length, 'step')} passed only on a later attempt.`
}
