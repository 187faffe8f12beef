import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import type {
  AcceptedChange,
  ReproductionFile,
} from '../../../src/evidence/evidence.ts'
import {
  judgeProof,
  type ProofGrounds,
  type ProofRuns,
} from '../../../src/evidence/proof/judge-proof.ts'
import type { RunColour } from '../../../src/evidence/proof/judge-run.ts'

const red: RunColour = { colour: 'red', by: 'test' }
const declared: RunColour = { colour: 'red', by: 'declaration' }
const green: RunColour = { colour: 'green' }
const none: RunColour = {
  colour: 'none',
  reason: 'it does not build',
  remedy: 'Build it.',
}

const path = 'test/issue-1234.test.js'
const unchanged: ReproductionFile = {
  path,
  original: { blob: 'a1', commit: 'c1' },
  head: 'a1',
}
const changed: ReproductionFile = { ...unchanged, head: 'b2' }
const fresh: ReproductionFile = { path, original: null, head: 'a1' }
const accepted: AcceptedChange = {
  test: 'b2',
  reason: 'It asked for too much.',
  source: 'input `accept-test`',
}

function judge(runs: Partial<ProofRuns>, rest: Partial<ProofGrounds> = {}) {
  return judgeProof({
    isLate: false,
    runs: {
      newBefore: [],
      newAfter: [],
      originalBefore: [],
      originalAfter: [],
      first: [],
      support: [],
      ...runs,
    },
    files: [unchanged],
    accepted: null,
    diff: '-old\n+new',
    originalTail: 'left: 5',
    ...rest,
  })
}

/** `proven, intact`. */
function short(...args: Parameters<typeof judge>): string {
  const { status, seal } = judge(...args)
  return `${status}, ${seal ?? 'no seal'}`
}

describe('a reproduction test that nobody changed', () => {
  it('is proven when it is red before and green after', () => {
    expect(judge({ newBefore: [red], newAfter: [green] })).toEqual({
      status: 'proven',
      seal: 'intact',
      reason: null,
      remedy: null,
      files: [unchanged],
      accepted: null,
      diff: '',
      originalTail: '',
      cells: {
        originalBefore: null,
        originalAfter: null,
        newBefore: { red: 1, runs: 1 },
        newAfter: { red: 0, runs: 1 },
      },
      besides: { first: null, support: null },
    })
  })

  it('is not reproduced when it is green before, and not fixed when it is red after', () => {
    expect(short({ newBefore: [green], newAfter: [green] })).toBe(
      'not-reproduced, intact',
    )
    expect(short({ newBefore: [red], newAfter: [red] })).toBe(
      'not-fixed, intact',
    )
    expect(short({ newAfter: [red] })).toBe('not-fixed, intact')
  })

  it('needs one red of several before, and every green after', () => {
    const runs = {
      newBefore: [green, red, green],
      newAfter: [green, green, green],
    }
    expect(judge(runs)).toMatchObject({
      status: 'proven',
      cells: { newBefore: { red: 1, runs: 3 }, newAfter: { red: 0, runs: 3 } },
    })
    expect(short({ ...runs, newAfter: [green, red, green] })).toBe(
      'not-fixed, intact',
    )
  })

  it('shows nothing by a run that came to no test, and says where', () => {
    expect(judge({ newBefore: [none], newAfter: [green] })).toMatchObject({
      status: 'inconclusive',
      reason:
        'The reproduction test shows nothing on the code before the fix: it does not build.',
      remedy: 'Build it.',
    })
    expect(judge({ newBefore: [red], newAfter: [green, none] })).toMatchObject({
      status: 'inconclusive',
      reason:
        'The reproduction test shows nothing on the fixed code: it does not build.',
    })
    expect(short({ newBefore: [red, none], newAfter: [green] })).toBe(
      'inconclusive, intact',
    )
  })

  it('counts only runs that came to a test', () => {
    const { cells } = judge({
      newBefore: [red, none],
      newAfter: [green, green, none],
      originalAfter: [none],
    })
    expect(cells).toEqual({
      newBefore: { red: 1, runs: 1 },
      newAfter: { red: 0, runs: 2 },
      originalBefore: null,
      originalAfter: null,
    })
  })

  it('says where it was not run at all', () => {
    expect(judge({ newBefore: [red] })).toMatchObject({
      status: 'inconclusive',
      reason: 'The reproduction test was not run on the fixed code.',
      remedy: null,
    })
    expect(judge({ newAfter: [green] })).toMatchObject({
      status: 'inconclusive',
      reason: 'The reproduction test was not run on the code before the fix.',
    })
  })

  it('says so when only the configuration calls the failure red', () => {
    expect(judge({ newBefore: [declared], newAfter: [green] })).toMatchObject({
      status: 'proven',
      reason:
        'Before the fix it is red by what `red:` declares, not by a failed test.',
    })
    expect(
      judge({ newBefore: [declared, red], newAfter: [green] }).reason,
    ).toBeNull()
  })
})

describe('a reproduction test that came with the fix', () => {
  it('can be proven without a seal', () => {
    const runs = { newBefore: [red], newAfter: [green] }

    expect(short(runs, { files: [fresh] })).toBe('proven, unsealed')
    expect(judge(runs, { files: [fresh] }).diff).toBe('')
  })

  it('has no seal either where its original came after code', () => {
    const runs = { newBefore: [red], newAfter: [green] }

    expect(short(runs, { isLate: true })).toBe('proven, unsealed')
  })
})

describe('a reproduction test that was changed', () => {
  const runs = { newBefore: [red], newAfter: [green] }

  it('is judged by its original', () => {
    const files = [changed]
    expect(short({ ...runs, originalAfter: [green] }, { files })).toBe(
      'proven, edited',
    )
    expect(short({ ...runs, originalAfter: [red] }, { files })).toBe(
      'test-changed, broken',
    )
    expect(short({ ...runs, originalAfter: [green, red] }, { files })).toBe(
      'test-changed, broken',
    )
    expect(short({ ...runs, originalAfter: [none] }, { files })).toBe(
      'inconclusive, no seal',
    )
    expect(short(runs, { files })).toBe('inconclusive, no seal')
  })

  it('says what its original showed on the fixed code, and what to do', () => {
    const remedy =
      'Put the original back and add the new test under another name. If the original was wrong, a person can accept the new one with `accept-test`.'
    const reasonOf = (originalAfter: readonly RunColour[]): unknown => {
      const proof = judge({ ...runs, originalAfter }, { files: [changed] })
      return [proof.reason, proof.remedy]
    }

    expect(reasonOf([green, none])).toEqual([
      'The reproduction test shows nothing in its original version, on the fixed code: it does not build.',
      remedy,
    ])
    expect(reasonOf([])).toEqual([
      'The reproduction test was not run in its original version, on the fixed code.',
      remedy,
    ])
  })

  it('shows the difference, and what the original says', () => {
    const proof = judge(
      { ...runs, originalAfter: [red], originalBefore: [red] },
      { files: [changed] },
    )
    expect(proof).toMatchObject({ diff: '-old\n+new', originalTail: 'left: 5' })
    expect(proof.cells.originalAfter).toEqual({ red: 1, runs: 1 })
  })

  it('is still not fixed when it is red itself', () => {
    expect(short({ newAfter: [red] }, { files: [changed] })).toBe(
      'not-fixed, no seal',
    )
  })

  it('can be accepted by a person, whose word and reason stay', () => {
    const files = [changed]
    const proof = judge({ ...runs, originalAfter: [red] }, { files, accepted })
    expect(proof).toMatchObject({
      status: 'proven',
      seal: 'accepted',
      accepted,
      originalTail: 'left: 5',
    })
    expect(short({ ...runs, originalAfter: [none] }, { files, accepted })).toBe(
      'proven, accepted',
    )
  })

  it('needs no acceptance where its original passes', () => {
    expect(
      judge(
        { ...runs, originalAfter: [green] },
        { files: [changed], accepted },
      ),
    ).toMatchObject({
      seal: 'edited',
      accepted: null,
    })
  })

  it('cannot be accepted out of being green before', () => {
    expect(
      short(
        { newBefore: [green], newAfter: [green], originalAfter: [red] },
        { files: [changed], accepted },
      ),
    ).toBe('not-reproduced, accepted')
  })
})

const colours = fc.array(fc.constantFrom(red, declared, green, none), {
  maxLength: 4,
})
const files = fc.array(
  fc.constantFrom(unchanged, changed, fresh, { ...changed, head: null }),
  { maxLength: 3 },
)

describe('any runs whatever', () => {
  it('are proven only when red before, green after, and sealed, passed by the original, or accepted', () => {
    fc.assert(
      fc.property(
        fc.record({
          newBefore: colours,
          newAfter: colours,
          originalBefore: colours,
          originalAfter: colours,
        }),
        files,
        fc.constantFrom(null, accepted),
        (runs, reproduction, acceptance) => {
          const { status } = judge(runs, {
            files: reproduction,
            accepted: acceptance,
          })
          const isGreen = (cell: readonly RunColour[]): boolean =>
            cell.length > 0 && cell.every((run) => run === green)
          const isSealed =
            reproduction.every(
              (file) =>
                file.original === null || file.original.blob === file.head,
            ) ||
            isGreen(runs.originalAfter) ||
            acceptance !== null
          const isShown =
            runs.newBefore.some(({ colour }) => colour === 'red') &&
            isGreen(runs.newAfter)
          expect(status !== 'proven' || (isShown && isSealed)).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
