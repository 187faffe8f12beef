import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { DiffRun } from '../../src/plan/diff.ts'
import {
  encodePrints,
  patchPrints,
  rewrittenSince,
} from '../../src/pull-request/patch-prints.ts'
import { shortHash } from '../../src/modes/hashes.ts'

function run(path: string, text: string, line = 1): DiffRun {
  return { path, side: 'added', lines: [{ text, line }] }
}

function compare(old: readonly DiffRun[], now: readonly DiffRun[]) {
  const patch = encodePrints(patchPrints(old, shortHash), shortHash)
  const prints = patchPrints(now, shortHash)
  return rewrittenSince({ head: 'a'.repeat(12), patch }, prints, shortHash)
}

describe('the change of a branch', () => {
  it('is the same wherever its lines stand and however they are indented', () => {
    expect(
      compare(
        [run('a.rs', 'let a = 1;'), run('b.rs', 'x')],
        [run('a.rs', '    let a = 1;', 90), run('b.rs', 'x', 7)],
      ),
    ).toMatchObject({ isSame: true, files: [] })
  })

  it('names files that differ or are new, and is another one where one is gone', () => {
    const old = [run('a.rs', 'a'), run('b.rs', 'b')]

    expect(compare(old, [run('a.rs', 'a'), run('b.rs', 'c')])).toMatchObject({
      isSame: false,
      files: ['b.rs'],
    })
    expect(compare(old, [...old, run('c.rs', 'c')])?.files).toEqual(['c.rs'])
    expect(compare(old, [run('a.rs', 'a')])).toMatchObject({
      isSame: false,
      files: [],
    })
  })

  it('is told of large branches as a whole', () => {
    const many = Array.from({ length: 200 }, (_, at) =>
      run(`f${String(at)}`, 'x'),
    )

    expect(compare(many, many)?.isSame).toBe(true)
    expect(compare(many, [...many.slice(1), run('f0', 'y')])).toMatchObject({
      isSame: false,
      files: [],
    })
  })

  it('is compared with whatever stands in a marker without a fault', () => {
    fc.assert(
      fc.property(fc.string(), (patch) => {
        const prints = patchPrints([run('a', 'b')], shortHash)
        const told = rewrittenSince({ head: 'x', patch }, prints, shortHash)
        expect(told === null || !told.isSame).toBe(true)
      }),
    )
  })
})
