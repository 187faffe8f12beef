import { describe, expect, it } from '@jest/globals'

import type {
  AcceptedChange,
  ReproductionFile,
} from '../../../src/evidence/evidence.ts'
import { acceptedChange } from '../../../src/evidence/proof/accepted-change.ts'

const blob = 'ab'.repeat(20)
const other = 'cd'.repeat(20)

function changed(head: string | null): ReproductionFile {
  return {
    path: `test/${String(head)}.js`,
    original: { blob: 'e'.repeat(40), commit: 'c' },
    head,
  }
}

function acceptance(test: string): AcceptedChange {
  return {
    test,
    reason: 'It asked for too much.',
    source: 'input `accept-test`',
  }
}

describe('an acceptance', () => {
  it('covers the changed test whose blob it names, in full, short, or in capitals', () => {
    for (const test of [blob, blob.slice(0, 12), blob.toUpperCase()]) {
      expect(acceptedChange([changed(blob)], [acceptance(test)])).toEqual(
        acceptance(test),
      )
    }
  })

  it('covers nothing by another blob, by too few digits, or by none', () => {
    for (const test of [other, blob.slice(0, 11), '']) {
      expect(acceptedChange([changed(blob)], [acceptance(test)])).toBeNull()
    }
  })

  it('has to cover every changed file', () => {
    const files = [changed(blob), changed(other)]
    expect(acceptedChange(files, [acceptance(blob)])).toBeNull()
    expect(
      acceptedChange(files, [acceptance(other), acceptance(blob)]),
    ).toEqual(acceptance(blob))
  })

  it('cannot cover a test that is gone', () => {
    expect(acceptedChange([changed(null)], [acceptance(blob)])).toBeNull()
  })

  it('is not needed where nothing was changed', () => {
    const file = { path: 'a', original: { blob, commit: 'c' }, head: blob }
    expect(acceptedChange([file], [acceptance(blob)])).toBeNull()
  })
})
