import { describe, expect, it } from '@jest/globals'

import { failuresIn, summaryOf } from './summaries.ts'

describe('jest', () => {
  it('is read from its line of tests', () => {
    const output = `FAIL t/a.test.js
  s
    ✕ c (4 ms)

  ● s › c

    expect(received).toBe(expected) // Object.is equality

Test Suites: 1 failed, 1 total
Tests:       1 failed, 1 skipped, 1 todo, 1 passed, 4 total
Snapshots:   0 total
Time:        1.032 s
`
    expect(summaryOf(output)).toBe('jest: 1 passed, 1 failed, 2 skipped')
    expect(failuresIn(output)).toEqual(['s › c'])
  })

  it('counts a suite that cannot be loaded as failed', () => {
    const output = `Test Suites: 1 failed, 1 passed, 2 total
Tests:       2 passed, 2 total
`
    expect(summaryOf(output)).toBe('jest: 2 passed, 1 failed, 0 skipped')
    expect(
      summaryOf('Test Suites: 1 failed, 1 total\nTests:       0 total\n'),
    ).toBe('jest: 0 passed, 1 failed, 0 skipped')
  })

  it.each([
    'No tests found, exiting with code 1\nRun with `--passWithNoTests` to exit with code 0',
    'No tests found, exiting with code 0',
    'Test Suites: 0 total\nTests:       0 total',
  ])('counts none: %s', (output) => {
    expect(summaryOf(output)).toBe('jest: 0 passed, 0 failed, 0 skipped')
  })

  it('counts tests that its pattern leaves out as skipped', () => {
    const output = `Test Suites: 1 skipped, 0 of 1 total
Tests:       2 skipped, 2 total
`
    expect(summaryOf(output)).toBe('jest: 0 passed, 0 failed, 2 skipped')
  })
})

describe('vitest', () => {
  it('is read from its line of tests', () => {
    const output = ` ❯ test/a.test.ts (3 tests | 1 failed) 5ms
   × store > keeps versions 4ms

⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯

 FAIL  test/a.test.ts > store > keeps versions
AssertionError: expected 2 to be 1

 Test Files  1 failed (1)
      Tests  1 failed | 1 passed | 1 skipped (3)
   Start at  12:00:00
`
    expect(summaryOf(output)).toBe('vitest: 1 passed, 1 failed, 1 skipped')
    expect(failuresIn(output)).toEqual([
      'test/a.test.ts > store > keeps versions',
    ])
  })

  it('counts a file that cannot be loaded as failed', () => {
    const output = ` FAIL  test/broken.test.ts [ test/broken.test.ts ]
 Test Files  1 failed (1)
      Tests  no tests
`
    expect(summaryOf(output)).toBe('vitest: 0 passed, 1 failed, 0 skipped')
  })

  it.each([
    ['No test files found, exiting with code 1\n\nfilter: zzz', 0],
    ['No test files found, exiting with code 0', 0],
    [' Test Files  1 skipped (1)\n      Tests  3 skipped (3)', 3],
  ])('counts none: %s', (output, skipped) => {
    expect(summaryOf(output)).toBe(
      `vitest: 0 passed, 0 failed, ${skipped} skipped`,
    )
  })
})
