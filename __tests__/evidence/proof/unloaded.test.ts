import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { unloadedFailures } from '../../../src/evidence/proof/unloaded.ts'
import { readTestSummary } from '../../../src/evidence/test-summary/read-test-summary.ts'

function unloaded(output: string): number | null {
  const summary = readTestSummary(output)
  return summary === null ? null : unloadedFailures(output, summary)
}

describe('failures that are no tests', () => {
  it('are counted by what the runner itself counts', () => {
    expect(unloaded('=== 2 failed, 3 errors in 0.96s ===\n')).toBe(3)
    expect(unloaded('=== 2 failed, 1 passed in 61.96s (0:01:01) ===\n')).toBe(0)
    expect(
      unloaded(
        '✖ test/a.test.js (1ms)\n✖ test/b.test.js (1ms)\n✖ keeps (1ms)\nℹ tests 3\nℹ pass 0\nℹ fail 3\n',
      ),
    ).toBe(2)
    expect(
      unloaded(
        'FAIL\texample.com/a [setup failed]\nFAIL\texample.com/b [build failed]\n',
      ),
    ).toBe(2)
  })

  it('are not taken from what a test prints', () => {
    expect(
      unloaded('ERROR a.py\nERROR b.py\n=== 1 failed in 0.96s ===\n'),
    ).toBe(0)
    expect(
      unloaded('● Test suite failed to run\nTests:       1 failed, 1 total\n'),
    ).toBe(0)
  })

  it('are never more than all failures, and read in time', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '=== 1 failed, 9 errors in 1s ===',
            'Tests:       2 failed',
            'FAIL\tx [build failed]',
            '✖ a.js (1ms)',
            'ℹ tests 1',
            'ℹ pass 0',
            'ℹ fail 1',
            "Couldn't compile the test.",
            'test result: FAILED. 1 failed',
            ' '.repeat(5_000),
          ),
        ),
        (lines) => {
          const output = lines.join('\n')
          const summary = readTestSummary(output)
          if (summary === null) return
          expect(unloadedFailures(output, summary)).toBeLessThanOrEqual(
            summary.failed,
          )
        },
      ),
    )
  })
})
