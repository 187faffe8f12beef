import { finding, type Finding } from '../../../finding.ts'
import type { StepResult, TestCounts } from '../../evidence.ts'
import { named } from '../named.ts'

/**
 * Tests that ran before the fix and do not run on the head, however that came
 * about. Those whose declaration the diff takes out or renames are spoken of
 * where they are, so that many are let off.
 */
export function checkLostTests(
  steps: readonly StepResult[],
  spokenOf: number,
): readonly Finding[] {
  return steps.flatMap((step) => {
    const { baseline, tests } = step
    if (baseline === null || step.kind !== 'test') return []
    const byName = baseline.lost.length - spokenOf
    const { fewer, skipped } = counted(baseline.before, tests, spokenOf)
    if (byName <= 0 && fewer <= 0 && skipped <= 0) return []
    const names = byName > 0 ? `: ${named(baseline.lost)}` : ''
    const message =
      skipped > 0 && byName <= 0 && fewer <= 0
        ? `Step ${step.id} skips ${countOf(skipped, 'more')} than before the fix.`
        : `Step ${step.id} runs ${countOf(Math.max(byName, fewer), 'fewer')} than before the fix${names}.`
    return [
      finding({
        rule: 'test-integrity/lost',
        severity: 'error',
        message,
        remedy:
          'See that every test of before is still found and run, or say in the spec why it had to go.',
      }),
    ]
  })
}

function countOf(amount: number, word: 'fewer' | 'more'): string {
  return `${amount} ${word} ${amount === 1 ? 'test' : 'tests'}`
}

function counted(
  before: TestCounts | null,
  after: TestCounts | null,
  spokenOf: number,
): { readonly fewer: number; readonly skipped: number } {
  if (before === null || after === null) return { fewer: 0, skipped: 0 }
  const ran = ({ passed, failed }: TestCounts): number => passed + failed
  return {
    fewer: ran(before) - ran(after) - spokenOf,
    skipped: after.skipped - before.skipped - spokenOf,
  }
}
