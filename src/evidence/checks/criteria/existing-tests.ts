import type { Finding, RuleId } from '../../../finding.ts'
import {
  checkTestIntegrity,
  type TestIntegrityGrounds,
} from '../test-integrity.ts'

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
export function touchesExistingTests(grounds: TestIntegrityGrounds): boolean {
  return checkTestIntegrity(grounds).some(
    ({ rule }: Finding) => !others.includes(rule),
  )
}
