import { describe, expect, it } from '@jest/globals'

import { checkResearch } from '../../../src/evidence/checks/research.ts'
import type { BranchCommit } from '../../../src/plan/plan.ts'
import { findingLines } from '../../support/finding-lines.ts'
import { makeDocument, makeSpec } from '../../support/staging-facts.ts'

const spec = makeSpec('# Fix it')
const research = '.chant/research/cause.md'
const documents = [makeDocument(research), makeDocument('notes/impact.md')]

function commit(digit: string, ...paths: readonly string[]): BranchCommit {
  const changes = paths.map((path) => ({
    path,
    blob: '1'.repeat(40),
    previousBlob: null,
  }))
  return { sha: digit.repeat(40), parents: ['0'], message: 'A', changes }
}

function check(...commits: readonly BranchCommit[]): readonly string[] {
  return findingLines(checkResearch(spec, { documents }, commits))
}

describe('research that is changed after the fix was begun', () => {
  it('is named, with the last commit that changed it', () => {
    expect(
      check(
        commit('1', research),
        commit('2', 'src/store.rs'),
        commit('3', research),
        commit('4', research, 'notes/impact.md'),
      ),
    ).toEqual([
      'error research/late: `.chant/research/cause.md` was changed in 4444444, after the fix was begun in 2222222.',
      'error research/late: `notes/impact.md` was changed in 4444444, after the fix was begun in 2222222.',
    ])
  })

  it('is in order beside specs, tests and other research', () => {
    expect(
      check(
        commit('1', '.chant/specs/005.md', 'notes/impact.md'),
        commit('2', 'tests/a.rs', '.github/workflows/staging.yml'),
        commit('3', research),
        commit('4', 'src/store.rs'),
      ),
    ).toEqual([])
  })

  it('is in order in the very commit that begins the fix', () => {
    expect(check(commit('1', research, 'src/store.rs'))).toEqual([])
  })
})
