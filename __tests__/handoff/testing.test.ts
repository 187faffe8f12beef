import { describe, expect, it } from '@jest/globals'
import type { Proof } from '../../src/evidence/evidence.ts'
import { noProof } from '../../src/evidence/proof/no-proof.ts'
import { testingOf } from '../../src/handoff/testing.ts'
import { makeEvidence, makePlan } from '../support/staging-facts.ts'
import { makeHandoff } from '../support/handoff-facts.ts'

function told(proof: Partial<Proof>): string {
  return testingOf(
    makeHandoff({
      plan: makePlan({ newTests: [] }),
      evidence: makeEvidence({
        steps: [],
        proof: { ...noProof, status: 'proven', ...proof },
      }),
    }),
  )
}

function files(...paths: readonly string[]): Proof['files'] {
  return paths.map((path) => ({
    path,
    original: null,
    head: 'a'.repeat(40),
  }))
}

function cells(runs: number, red = runs): Proof['cells'] {
  return {
    originalBefore: null,
    originalAfter: null,
    newBefore: { red, runs },
    newAfter: { red: 0, runs },
  }
}

describe('the testing of a reader upstream, which spoke of red, green and seals', () => {
  it('names the test, whatever became of its original', () => {
    for (const seal of ['intact', 'edited', 'accepted', 'unsealed'] as const) {
      expect(
        told({
          seal,
          files: files('test/issue_1234.test.js'),
          cells: cells(1),
        }),
      ).toBe(
        '- `test/issue_1234.test.js` fails without this change and passes with it.',
      )
    }
  })

  it('names several', () => {
    expect(
      told({ files: files('a.js', 'b.js', 'c.js'), cells: cells(1) }),
    ).toBe(
      '- `a.js`, `b.js` and `c.js` fail without this change and pass with it.',
    )
  })

  it.each([
    [5, 'fails without this change and passes with it (5 of 5 runs).'],
    [
      4,
      'fails without this change (4 of 5 runs) and passes with it (5 of 5 runs).',
    ],
  ])('counts runs where there are several: red in %s', (red, words) => {
    expect(told({ files: files('a.js'), cells: cells(5, red) })).toBe(
      `- \`a.js\` ${words}`,
    )
  })

  it('names no file of the fork, and none that is gone', () => {
    const gone = { path: 'gone.js', original: null, head: null }
    expect(
      told({ files: [...files('.chant/a.js'), gone], cells: cells(1) }),
    ).toBe('- A test of the bug fails without this change and passes with it.')
  })

  it('says nothing where nothing is proved', () => {
    expect(told({ status: 'not-fixed', cells: cells(1) })).toBe('')
  })
})
