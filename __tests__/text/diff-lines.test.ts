import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { diffLines } from '../../src/text/diff-lines.ts'

describe('a difference', () => {
  it('shows removed, added and common lines', () => {
    expect(diffLines('a\nb\nc\n', 'a\nx\nc\nd\n')).toBe(' a\n-b\n+x\n c\n+d\n')
  })

  it('holds both texts', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 8 })
      .map((lines) => lines.map((line) => `${line}\n`).join(''))

    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after).trimEnd().split('\n')
        const without = (sign: string): string =>
          lines
            .filter((line) => !line.startsWith(sign))
            .map((line) => `${line.slice(1)}\n`)
            .join('')

        expect(without('+')).toBe(before)
        expect(without('-')).toBe(after)
      }),
    )
  })

  it('of large texts takes no table', () => {
    const long = 'x\n'.repeat(5000)

    expect(diffLines(long, 'y\n')).toBe(`${'-x\n'.repeat(5000)}+y\n`)
  })
})
