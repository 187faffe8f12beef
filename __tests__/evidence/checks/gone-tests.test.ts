import { describe, expect, it } from '@jest/globals'
import { checkGoneTests } from '../../../src/evidence/checks/test-integrity/gone-tests.ts'
import type { BlobChange, BranchCommit } from '../../../src/plan/plan.ts'

function commit(
  sha: string,
  ...changes: readonly (readonly [
    path: string,
    previous: string | null,
    blob: string | null,
  ])[]
): BranchCommit {
  return {
    sha,
    parents: ['p'],
    message: sha,
    changes: changes.map(([path, previousBlob, blob]): BlobChange => ({
      path,
      previousBlob,
      blob,
    })),
  }
}

function gone(...commits: readonly BranchCommit[]): readonly string[] {
  return checkGoneTests({
    commits,
    isStaging: (path) => path.startsWith('.chant/'),
  }).map(({ message }) => message)
}

const added = commit('a', ['tests/bug.rs', null, 'one'])
const fix = commit('b', ['src/lib.rs', 'old', 'new'])

describe('a reproduction test that the branch added', () => {
  it('is missed when a tamer one under another name came with the fix', () => {
    const renamed = commit(
      'b',
      ['tests/bug.rs', 'one', null],
      ['tests/bug_v2.rs', null, 'two'],
      ['src/lib.rs', 'old', 'new'],
    )

    expect(gone(added, renamed)).toEqual([
      'tests/bug.rs, which the branch added before the fix, is gone.',
    ])
  })

  it('is not missed when it was only moved', () => {
    const moved = commit(
      'c',
      ['tests/bug.rs', 'one', null],
      ['tests/regression/bug.rs', null, 'one'],
    )

    expect(gone(added, fix, moved)).toEqual([])
  })

  it('is not missed while it is there, changed or not', () => {
    expect(gone(added, fix)).toEqual([])
    expect(
      gone(added, fix, commit('c', ['tests/bug.rs', 'one', 'two'])),
    ).toEqual([])
  })
})

describe('other files that come and go', () => {
  it('are nobody’s business: scratch files, tests written after the fix began, specs', () => {
    expect(
      gone(
        commit('a', ['.chant/specs/x.md', null, 's']),
        fix,
        commit('c', ['tests/new.rs', null, 'n'], ['notes.txt', null, 't']),
        commit(
          'd',
          ['tests/new.rs', 'n', null],
          ['notes.txt', 't', null],
          ['.chant/specs/x.md', 's', null],
        ),
      ),
    ).toEqual([])
  })
})
