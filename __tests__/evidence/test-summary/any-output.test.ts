import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import {
  ranZeroTests,
  readTestSummary,
} from '../../../src/evidence/test-summary/read-test-summary.ts'
import { summaryOf } from './summaries.ts'

describe('output of no known test runner', () => {
  it.each(['', '\n', 'all good\n', 'PASS\n', 'OK (12 tests)\n'])(
    'has no summary: %j',
    (output) => {
      expect(summaryOf(output)).toBe('none')
    },
  )
})

describe('a command that starts several runners', () => {
  it('is added up under the name of the first', () => {
    expect(
      summaryOf(
        'test result: ok. 3 passed; 0 failed; 1 ignored\n==== 2 passed, 1 failed in 0.1s ====\n',
      ),
    ).toBe('cargo test: 5 passed, 1 failed, 1 skipped')
  })
})

describe('hostile output', () => {
  const markers = [
    'test result: ',
    'Summary [ 1s] ',
    'Tests:  ',
    ' Tests  1 failed',
    'ℹ tests 1',
    'ℹ pass 99999999999999999999',
    '1 passed',
    ' in 1s',
    'ok  \t',
    '--- PASS: ',
    '{"Action":"pass","Package":"p","Test":"',
    '✔ a.js (1ms)',
    '\n',
    '\u0000',
    '='.repeat(50),
  ]

  it('gives whole numbers and no crash', () => {
    const output = fc
      .array(fc.oneof(fc.constantFrom(...markers), fc.string()), {
        maxLength: 40,
      })
      .map((parts) => parts.join(''))

    fc.assert(
      fc.property(output, (text) => {
        const summary = readTestSummary(text)
        if (summary === null) return
        for (const count of [summary.passed, summary.failed, summary.skipped]) {
          expect(Number.isSafeInteger(count)).toBe(true)
          expect(count).toBeGreaterThanOrEqual(0)
        }
        expect(ranZeroTests(summary)).toBe(
          summary.passed === 0 && summary.failed === 0,
        )
      }),
    )
  })

  it.each(markers)('of a quarter of a MiB is read: %j', (marker) => {
    const output = marker.repeat(Math.ceil(262_144 / marker.length))

    expect(typeof summaryOf(output)).toBe('string')
    expect(typeof summaryOf(`${marker} `.repeat(60_000))).toBe('string')
  })
})
