import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { compareTests } from '../../../src/evidence/baseline/compare-tests.ts'
import type { TestResults } from '../../../src/evidence/test-summary/test-results.ts'

function run(results: Partial<TestResults>): TestResults {
  return {
    runner: 'cargo test',
    passed: [],
    failed: [],
    skipped: [],
    complete: true,
    allFailures: true,
    stopped: false,
    ...results,
  }
}

describe('two runs of the same tests', () => {
  it('tell new failures from old ones, and what was mended and lost', () => {
    const before = run({
      passed: ['keeps', 'breaks', 'gone', 'ignored'],
      failed: ['old', 'mended', 'silenced'],
      skipped: ['slow'],
    })
    const after = run({
      passed: ['keeps', 'mended'],
      failed: ['old', 'breaks', 'new'],
      skipped: ['slow', 'ignored', 'silenced'],
    })

    expect(compareTests(before, after)).toEqual({
      measure: 'tests',
      fresh: ['breaks', 'new'],
      known: ['old'],
      mended: ['mended'],
      lost: ['gone', 'ignored', 'silenced'],
      before: null,
    })
  })

  it('count a name as often as it comes', () => {
    const before = run({ passed: ['plain'], failed: ['plain'] })
    const after = run({ failed: ['plain', 'plain'] })

    expect(compareTests(before, after)).toMatchObject({
      known: ['plain'],
      fresh: ['plain'],
      lost: [],
    })
  })

  it('miss nothing by its absence where a run does not name every test', () => {
    const before = run({ passed: ['gone', 'ignored'] })
    const after = run({ skipped: ['ignored'], complete: false })

    expect(compareTests(before, after).lost).toEqual(['ignored'])
  })
})

describe('any two runs', () => {
  const names = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '__proto__'))
  const results = fc.record({
    passed: names,
    failed: names,
    skipped: names,
    complete: fc.boolean(),
  })

  it('make new and old failures add up to the failures of the head', () => {
    fc.assert(
      fc.property(results, results, (one, other) => {
        const before = run(one)
        const after = run(other)
        const { fresh, known, mended, lost } = compareTests(before, after)

        expect([...fresh, ...known].sort()).toEqual([...after.failed].sort())
        for (const name of known) expect(before.failed).toContain(name)
        for (const name of mended) expect(after.passed).toContain(name)
        expect(known.length + mended.length).toBeLessThanOrEqual(
          before.failed.length,
        )
        expect(lost.length).toBeLessThanOrEqual(
          before.passed.length + before.failed.length,
        )
      }),
    )
  })

  it('have nothing new in common with themselves', () => {
    fc.assert(
      fc.property(results, (one) => {
        expect(compareTests(run(one), run(one))).toMatchObject({
          fresh: [],
          known: one.failed,
          mended: [],
          lost: [],
          before: null,
        })
      }),
    )
  })
})
