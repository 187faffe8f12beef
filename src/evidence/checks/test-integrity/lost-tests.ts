import { finding, type Finding } from '../../../finding.ts'
import type { Baseline, StepResult, TestCounts } from '../../evidence.ts'
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
    return tests === null && ranTests(baseline.before)
      ? [uncounted(step.id, baseline.before)]
      : fewerTests(step, baseline, spokenOf)
  })
}

function fewerTests(
  { id, tests }: StepResult,
  baseline: Baseline,
  spokenOf: number,
): readonly Finding[] {
  const byName = baseline.lost.length - spokenOf
  const { fewer, skipped } = counted(baseline.before, tests, spokenOf)
  if (byName <= 0 && fewer <= 0 && skipped <= 0) return []
  const names = byName > 0 ? `: ${named(baseline.lost)}` : ''
  const message =
    skipped > 0 && byName <= 0 && fewer <= 0
      ? `Step ${id} skips ${countOf(skipped, 'more')} than before the fix.`
      : `Step ${id} runs ${countOf(Math.max(byName, fewer), 'fewer')} than before the fix${names}.`
  return [
    finding({
      rule: 'test-integrity/lost',
      severity: 'error',
      message,
      remedy:
        'See that every test of before is still found and run, or say in the spec why it had to go.',
    }),
  ]
}

function ranTests(counts: TestCounts | null): counts is TestCounts {
  return counts !== null && counts.passed + counts.failed > 0
}

function uncounted(id: string, { passed, failed }: TestCounts): Finding {
  return finding({
    rule: 'test-integrity/lost',
    severity: 'error',
    message: `Step ${id} ran ${passed + failed} tests before the fix and counts none on the head: it may have broken off.`,
    remedy: 'See its output: the summary of the test runner is missing.',
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
