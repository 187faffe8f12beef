import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import type { Proof } from '../../../src/evidence/evidence.ts'
import {
  decodeOriginals,
  encodeOriginals,
  rememberedOriginals,
  rewrittenOriginals,
} from '../../../src/evidence/proof/known-originals.ts'
import { noProof } from '../../../src/evidence/proof/no-proof.ts'

const one = '1'.repeat(40)
const two = '2'.repeat(40)

/** A proof whose one file has this original. */
function proof(blob: string, red: number): Proof {
  const original = { blob, commit: 'c'.repeat(40) }
  return {
    ...noProof,
    files: [{ path: 'tests/a-b.js', original, head: blob }],
    cells: { ...noProof.cells, newBefore: { red, runs: 5 } },
  }
}

const none = new Map<string, string>()

describe('originals that earlier runs saw', () => {
  it('are those that were red, and the first one stays', () => {
    const first = rememberedOriginals(none, proof(one, 2))

    expect(rememberedOriginals(none, proof(one, 0)).size).toBe(0)
    expect([...first]).toEqual([['tests/a-b.js', one.slice(0, 12)]])
    expect(rememberedOriginals(first, proof(two, 1))).toEqual(first)
  })

  it('tell of files that have another one now', () => {
    const known = rememberedOriginals(none, proof(one, 2))

    expect(rewrittenOriginals(known, proof(one, 2).files)).toEqual([])
    expect(rewrittenOriginals(known, proof(two, 2).files)).toEqual([
      'tests/a-b.js',
    ])
    expect(rewrittenOriginals(none, proof(two, 2).files)).toEqual([])
  })

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
            fc.constantFrom(one.slice(0, 12), two.slice(0, 12)),
          ),
          { maxLength: 20 },
        ),
        (pairs) => {
          const known = new Map(pairs)
          const word = encodeOriginals(known)

          expect(word ?? '').toMatch(/^[\w%:,]*$/u)
          expect(decodeOriginals(word ?? '')).toEqual(known)
        },
      ),
    )
    expect(encodeOriginals(new Map([['GH-1/#2 @a', 'a'.repeat(12)]]))).toBe(
      `${'a'.repeat(12)}:GH%2D1%2F%232%20%40a`,
    )
  })

  it('are none where somebody wrote something else', () => {
    for (const word of [
      'x',
      `${'a'.repeat(12)}:%E0%A4%A`,
      ',,,:',
      `${one}:a`,
    ]) {
      expect(decodeOriginals(word).size).toBe(0)
    }
  })
})
