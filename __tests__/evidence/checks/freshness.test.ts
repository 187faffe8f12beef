import { describe, expect, it } from '@jest/globals'

import {
  checkFreshness,
  type Freshness,
} from '../../../src/evidence/checks/freshness.ts'
import { findingLines } from '../../support/finding-lines.ts'

function check(freshness: Partial<Freshness>): readonly string[] {
  return findingLines(
    checkFreshness({
      behind: null,
      conflicts: null,
      upstream: 'upstreamorg/project main',
      ...freshness,
    }),
  )
}

describe('the gate freshness', () => {
  it('has nothing to say of what was not looked at, or is in order', () => {
    expect(check({})).toEqual([])
    expect(check({ behind: 0, conflicts: [] })).toEqual([])
  })

  it('counts what upstream is ahead', () => {
    expect(check({ behind: 1 })).toEqual([
      'error freshness/behind: The fix branch is 1 commit behind upstreamorg/project main.',
    ])
    expect(check({ behind: 23 })).toEqual([
      'error freshness/behind: The fix branch is 23 commits behind upstreamorg/project main.',
    ])
  })

  it('names the files of a conflict', () => {
    expect(check({ conflicts: ['a.rs', 'b.rs', 'c.rs', 'd.rs'] })).toEqual([
      'error freshness/conflict: A merge with upstreamorg/project main conflicts in `a.rs`, `b.rs`, `c.rs` and 1 more.',
    ])
  })
})
