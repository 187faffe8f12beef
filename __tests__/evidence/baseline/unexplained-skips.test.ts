import { describe, expect, it } from '@jest/globals'
import { runsFewerTests } from '../../../src/evidence/baseline/unexplained-skips.ts'

async function told(
  skipped: number,
  markers: number | null,
  output = '',
): Promise<boolean> {
  const tests = { passed: 3, failed: 0, skipped }
  return runsFewerTests({ tests }, output, async () => markers)
}

describe('a suite that passes', () => {
  it('is looked at again where it skips more than its source always skips', async () => {
    expect(await told(2, 1)).toBe(true)
    expect(await told(1, null)).toBe(true)
    expect(await told(2, 2)).toBe(false)
    expect(await told(0, 5)).toBe(false)
  })

  it('is not searched for marks of skipped tests where it skipped none', async () => {
    const search = async (): Promise<never> => {
      throw new Error('searched')
    }

    expect(await runsFewerTests({ tests: null }, '', search)).toBe(false)
  })

  it('is looked at again where a file ended without a test in it', async () => {
    expect(await told(0, 0, '✔ test/cart.test.js (45.1ms)\n')).toBe(true)
    expect(await told(0, 0, 'ok 1 - test/cart.test.mjs\n')).toBe(true)
    expect(await told(0, 0, '✔ counts the first item (1.2ms)\n')).toBe(false)
  })
})
