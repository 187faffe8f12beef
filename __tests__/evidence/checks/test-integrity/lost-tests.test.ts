import { describe, expect, it } from '@jest/globals'

import { checkLostTests } from '../../../../src/evidence/checks/test-integrity/lost-tests.ts'
import type { TestCounts } from '../../../../src/evidence/evidence.ts'
import { findingLines } from '../../../support/finding-lines.ts'
import { makeStepResult } from '../../../support/staging-facts.ts'

function counts(passed: number, skipped = 0, failed = 0): TestCounts {
  return { passed, failed, skipped }
}

function lost(
  runs: {
    readonly before: TestCounts | null
    readonly after: TestCounts | null
    readonly names?: readonly string[]
  },
  spokenOf = 0,
): readonly string[] {
  const baseline = {
    measure: 'tests' as const,
    fresh: [],
    known: [],
    mended: [],
    lost: runs.names ?? [],
    before: runs.before,
  }
  const step = makeStepResult('test', 'pytest', {
    tests: runs.after,
    baseline,
  })
  return findingLines(checkLostTests([step], spokenOf))
}

describe('A suite that passes', () => {
  it('loses nothing where as many tests run as before the fix, or more', () => {
    expect(lost({ before: counts(5), after: counts(5) })).toEqual([])
    expect(lost({ before: counts(5), after: counts(7, 1), names: [] })).toEqual(
      [
        'error test-integrity/lost: Step test skips 1 more test than before the fix.',
      ],
    )
    expect(lost({ before: counts(5, 1), after: counts(7, 1) })).toEqual([])
  })

  it('is told of with fewer tests, by name where the runner tells names', () => {
    expect(lost({ before: counts(5), after: counts(3) })).toEqual([
      'error test-integrity/lost: Step test runs 2 fewer tests than before the fix.',
    ])
    expect(
      lost({ before: counts(5), after: counts(5), names: ['test_keep'] }),
    ).toEqual([
      'error test-integrity/lost: Step test runs 1 fewer test than before the fix: `test_keep`.',
    ])
  })

  it('is not told of twice for what the diff shows already', () => {
    expect(
      lost({ before: counts(5), after: counts(4), names: ['test_old'] }, 1),
    ).toEqual([])
    expect(lost({ before: counts(5), after: counts(2) }, 1)).toHaveLength(1)
  })

  it('is no finding where the run before the fix has no summary', () => {
    expect(lost({ before: null, after: counts(1) })).toEqual([])
    expect(lost({ before: null, after: null })).toEqual([])
  })

  it('is one where tests were counted before and none are now', () => {
    expect(lost({ before: counts(9), after: null })).toEqual([
      'error test-integrity/lost: Step test ran 9 tests before the fix and counts none on the head: it may have broken off.',
    ])
  })
})
