import { describe, expect, it } from '@jest/globals'

import { failuresIn, summaryOf } from './summaries.ts'

const failing = `E   assert 2 == 1

test_a.py:8: AssertionError
=========================== short test summary info ============================
FAILED test_a.py::test_p[2] - assert 2 == 1
ERROR test_b.py
============== 1 failed, 2 passed, 1 skipped, 1 error in 0.99s ===============
`

describe('pytest', () => {
  it('is read from its last line', () => {
    expect(summaryOf(failing)).toBe('pytest: 2 passed, 2 failed, 1 skipped')
    expect(failuresIn(failing)).toEqual(['test_a.py::test_p[2]', 'test_b.py'])
  })

  it.each([
    ['3 passed in 0.12s', '3 passed, 0 failed, 0 skipped'],
    [
      '==== 3 passed, 2 warnings in 0.12s ====',
      '3 passed, 0 failed, 0 skipped',
    ],
    ['= 217 passed in 65.03s (0:01:05) =', '217 passed, 0 failed, 0 skipped'],
    ['== 1 passed, 4 deselected in 0.84s ==', '1 passed, 0 failed, 0 skipped'],
    ['== 1 skipped, 4 deselected in 1.6s ==', '0 passed, 0 failed, 1 skipped'],
    ['====== 5 deselected in 1.00s ======', '0 passed, 0 failed, 0 skipped'],
    ['====== no tests ran in 1.17s ======', '0 passed, 0 failed, 0 skipped'],
    ['5 tests collected in 1.26s', '0 passed, 0 failed, 0 skipped'],
    ['==== 1 error in 1.31s ====', '0 passed, 1 failed, 0 skipped'],
    [
      '== 1 passed, 1 xpassed, 2 xfailed in 1s ==',
      '2 passed, 0 failed, 2 skipped',
    ],
  ])('says %s', (line, expected) => {
    expect(summaryOf(`collected some items\n\n${line}\n`)).toBe(
      `pytest: ${expected}`,
    )
  })

  it('is added up over several runs', () => {
    expect(
      summaryOf('== 3 passed in 0.1s ==\n== no tests ran in 0.1s ==\n'),
    ).toBe('pytest: 3 passed, 0 failed, 0 skipped')
  })

  it('is not read from other lines with a time', () => {
    expect(summaryOf('Compiled 3 passed files in 0.12s\nbuilt in 3s')).toBe(
      'none',
    )
  })
})
