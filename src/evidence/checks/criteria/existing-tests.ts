import type { Finding, RuleId } from '../../../finding.ts'
import type { Criterion, Spec } from '../../../spec/spec.ts'
import { matchCriteria } from '../match-criteria.ts'
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

/** Names of files that hold tests and hardly anything else. */
const testFile =
  /(?:^|\/)(?:tests?|__tests__|spec)\/|(?:^|\/)test_[^/]*\.py$|[._](?:test|spec)\.[a-z]{1,4}$|_test\.(?:go|py|rs)$/iu

/**
 * Whether the branch removes, ignores or changes a test that was there
 * before: what is told of it by the gate `test-integrity`, or any line that is
 * gone from a file of tests. Then a suite that passes is not the old suite.
 */
export function touchesExistingTests(grounds: TestIntegrityGrounds): boolean {
  const isTold = checkTestIntegrity(grounds).some(
    ({ rule }: Finding) => !others.includes(rule),
  )
  return (
    isTold ||
    grounds.diff.some(
      ({ side, path }) => side === 'removed' && testFile.test(path),
    )
  )
}

/** Text of each criterion that was reworded since the first version → its text there. */
export function firstWording(
  firstSpec: Spec | null,
  spec: Spec,
): ReadonlyMap<string, string> {
  if (firstSpec === null) return new Map()
  const { reworded } = matchCriteria(firstSpec, spec)
  const pair = (of: {
    readonly before: Criterion
    readonly after: Criterion
  }): readonly [string, string] => [of.after.text, of.before.text]
  return new Map(reworded.map(pair))
}
