import { describe, expect, it } from '@jest/globals'
import { runsFewerTests } from '../../../src/evidence/baseline/unexplained-skips.ts'

function told(skipped: number, markers: number | null, output = ''): boolean {
  const tests = { passed: 3, failed: 0, skipped }
  return runsFewerTests({ tests }, output, markers)
}

describe('a suite that passes', () => {
  it('is looked at again where it skips more than its source always skips', () => {
    expect(told(2, 1)).toBe(true)
    expect(told(1, null)).toBe(true)
    expect(told(2, 2)).toBe(false)
    expect(told(0, 5)).toBe(false)
    expect(runsFewerTests({ tests: null }, '', 0)).toBe(false)
  })

  it('is looked at again where a file ended without a test in it', () => {
    expect(told(0, 0, '✔ test/cart.test.js (45.1ms)\n')).toBe(true)
    expect(told(0, 0, 'ok 1 - test/cart.test.mjs\n')).toBe(true)
    expect(told(0, 0, '✔ counts the first item (1.2ms)\n')).toBe(false)
  })
})
