import { describe, expect, it } from '@jest/globals'

import { checkCommits } from '../../../src/evidence/checks/commits.ts'
import type { BranchCommit } from '../../../src/plan/plan.ts'
import { findingLines } from '../../support/finding-lines.ts'
import { headSha, makeSpec } from '../../support/staging-facts.ts'

const commit: BranchCommit = {
  sha: headSha,
  parents: [],
  message: 'Fix it',
  changes: [],
}

function check(...commits: readonly string[]): readonly string[] {
  return findingLines(checkCommits(makeSpec('# Fix it', { commits }), [commit]))
}

describe('the gate commits', () => {
  it('has nothing to say of commits of the branch, short or whole', () => {
    expect(check(headSha, headSha.slice(0, 7), headSha.toUpperCase())).toEqual(
      [],
    )
  })

  it('notes what is no SHA, and what is elsewhere, once each', () => {
    expect(
      check('fix: lock', '005-fork-fix', '1234567', 'deadbeef', 'abcdef'),
    ).toEqual([
      'note commits/no-sha: `commits` of the spec names `fix: lock`, `005-fork-fix` and `abcdef`, which are no commit SHAs.',
      'note commits/elsewhere: `commits` of the spec names `1234567` and `deadbeef`, which are no commits of this branch (rebased?).',
    ])
  })

  it('misses no commit of a branch whose commits are not known', () => {
    const spec = makeSpec('# Fix it', { commits: ['1234567'] })

    expect(checkCommits(spec, [])).toEqual([])
  })
})
