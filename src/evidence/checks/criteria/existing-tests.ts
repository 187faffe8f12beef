import type { Finding, RuleId } from '../../../finding.ts'

/** Findings that speak of something else than tests that were there before. */
const others: readonly RuleId[] = [
  'test-integrity/suppression',
  'test-integrity/configuration',
  'test-integrity/skipped-new',
]

/**
 * Whether the branch removes, ignores or changes a test that was there
 * before, as the gate `test-integrity` tells: then a suite that passes is not
 * the old suite.
 */
export function touchesExistingTests(found: readonly Finding[]): boolean {
  return found.some(({ rule }) => !others.includes(rule))
}
