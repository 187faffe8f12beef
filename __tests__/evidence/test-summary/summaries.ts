import { readTestSummary } from '../../../src/evidence/test-summary/read-test-summary.ts'

/** `cargo test: 3 passed, 1 failed, 2 skipped`, or `none` where no summary is recognised. */
export function summaryOf(output: string): string {
  const summary = readTestSummary(output)
  if (summary === null) return 'none'
  const { runner, passed, failed, skipped } = summary
  return `${runner}: ${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** Names of the tests that the output says have failed. */
export function failuresIn(output: string): readonly string[] {
  return readTestSummary(output)?.failures ?? []
}
