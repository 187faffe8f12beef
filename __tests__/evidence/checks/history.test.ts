import { describe, expect, it } from '@jest/globals'

import { checkHistory } from '../../../src/evidence/checks/history.ts'
import type { BranchCommit } from '../../../src/plan/plan.ts'
import { findingLines } from '../../support/finding-lines.ts'
import { mergeBaseSha } from '../../support/staging-facts.ts'

function commit(
  digit: string,
  message: string,
  parents: readonly string[] = ['0'],
): BranchCommit {
  return { sha: digit.repeat(40), parents, message, changes: [] }
}

describe('the gate history', () => {
  it('has nothing to say of commits that can go upstream', () => {
    const commits = [
      'Fix the lock\n\nWIP no more.',
      'chant(005-fork-fix): keep the lock',
      'Wipe the buffer',
      'fixup the docs',
    ].map((message) => commit('a', message))

    expect(checkHistory(commits, mergeBaseSha)).toEqual([])
  })

  it('names those that cannot, one finding a kind', () => {
    const commits = [
      commit('1', 'fixup! Fix the lock'),
      commit('2', 'WIP: more'),
      commit('3', '[wip] more'),
      commit('4', 'squash! Fix the lock'),
      commit('5', "Merge branch 'main'", ['a', 'b']),
      commit('6', 'chant(005-fork-fix): finalize spec'),
      commit('7', 'chant(005.1): update spec status to in_progress'),
      commit('8', 'chant: Record agent transcript for 005'),
    ]

    expect(findingLines(checkHistory(commits, mergeBaseSha))).toEqual([
      'error history/unfinished: The branch holds 4 fixup or WIP commits: `1111111`, `2222222`, `3333333` and 1 more.',
      'error history/merge: The branch holds 1 merge: `5555555`.',
      "error history/bookkeeping: The branch holds 3 commits of chant's bookkeeping: `6666666`, `7777777` and `8888888`.",
    ])
  })

  it('says how they are folded in', () => {
    const [found] = checkHistory([commit('1', 'amend! A')], mergeBaseSha)

    expect(found?.remedy).toBe(
      'Fold them in: `git rebase -i --autosquash 4be01d2f6a7b`.',
    )
  })
})
