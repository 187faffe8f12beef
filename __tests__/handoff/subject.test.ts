import { describe, expect, it } from '@jest/globals'
import { customsFacts } from '../../src/handoff/customs-facts.ts'
import type { HandoffFacts } from '../../src/handoff/handoff-facts.ts'
import { ownSubjectOf } from '../../src/handoff/own-subject.ts'
import { subjectOf } from '../../src/handoff/subject.ts'
import type { BranchCommit } from '../../src/plan/plan.ts'
import { makeContext } from '../support/staging-facts.ts'
import { handoffOf, makeHandoff } from '../support/handoff-facts.ts'

const conventional: Partial<HandoffFacts> = {
  customs: {
    conventionalCommits: true,
    signOff: false,
    disclosure: null,
    noAiCoAuthors: null,
  },
}

function commit(message: string, ...paths: readonly string[]): BranchCommit {
  return {
    sha: 'a'.repeat(40),
    parents: ['b'.repeat(40)],
    message,
    changes: paths.map((path) => ({
      path,
      blob: 'c'.repeat(40),
      previousBlob: null,
    })),
  }
}

function own(message: string): string | null {
  return ownSubjectOf([commit(message, 'src/lock.ts')], [])
}

describe('a title that stated the bug', () => {
  it.each([
    [
      'Data loss during concurrent writes',
      'Fix data loss during concurrent writes',
    ],
    ['Keys are lost', 'Fix: keys are lost'],
    ['fix: keys are lost', 'Fix: keys are lost'],
    ['Crash when the list is empty', 'Fix crash when the list is empty'],
    ['Parser crashes on empty input', 'Fix: parser crashes on empty input'],
    ['A lock that is never released', 'Fix a lock that is never released'],
    ['Handle empty input', 'Handle empty input'],
    ['Correctly handle empty input', 'Correctly handle empty input'],
    ['HTTP header is cut', 'Fix: HTTP header is cut'],
    ['Fix data loss', 'Fix data loss'],
  ])('states the change: %s', (title, subject) => {
    expect(subjectOf(handoffOf(`# ${title}\n`))).toBe(subject)
  })

  it.each([
    [
      'Data loss during concurrent writes',
      'fix: data loss during concurrent writes',
    ],
    ['fix: fix: keys are lost', 'fix: keys are lost'],
    ['HTTP header is cut', 'fix: HTTP header is cut'],
  ])('has one prefix where upstream has them: %s', (title, subject) => {
    expect(subjectOf(handoffOf(`# ${title}\n`, conventional))).toBe(subject)
  })

  it('keeps the capital of a name', () => {
    const spec =
      '# Windows paths are cut\n\nIt works on Linux, not on Windows.\n'
    expect(subjectOf(handoffOf(spec))).toBe('Fix: Windows paths are cut')
  })
})

describe('the subject of the one commit that changes the code', () => {
  it.each([
    ['Hold the lock while writing', 'Hold the lock while writing'],
    ['Hold `f()` while writing (#12)', 'Hold `f()` while writing'],
    ['Fix #12: keys are lost', 'Fix: keys are lost'],
    ['Hold the lock, fixes up/keep#12', 'Hold the lock'],
    ['fix(lock): hold it while writing.', 'fix(lock): hold it while writing'],
    ['chant(005-fix): Hold the lock', 'Hold the lock'],
    ['Hold the lock (https://github.com/a/b/issues/1)', 'Hold the lock'],
  ])('says it: %s', (message, subject) => {
    expect(own(message)).toBe(subject)
  })

  it.each([
    'Fix it',
    'wip',
    'WIP hold the lock',
    'update',
    'Update lock.ts',
    'fix: fix it',
    'Fix #12',
    'Fixes https://github.com/a/b/issues/12',
    'fix issue 12',
    'Fix #12 by holding it',
    'fixup! Hold the lock',
    'squash! Hold the lock',
    'Merge branch main',
    'Revert "Hold the lock"',
    'chant(005-fix): finalize spec',
    'Address review comments',
    'Lock',
  ])('is passed over where it says nothing: %s', (message) => {
    expect(own(message)).toBeNull()
  })

  it('is that of no commit where two change code, and tests, pages and files of the fork are no code', () => {
    const fix = commit('Hold the lock', 'src/lock.ts', '.chant/specs/1.md')
    const others = [
      commit('Add a test', 'tests/lock.test.ts'),
      commit('Say so in the readme', 'README.md'),
      commit('Stage it here', '.github/staging-pr.yml'),
    ]
    const forkOnly = ['.chant/specs/1.md', '.github/staging-pr.yml']

    expect(ownSubjectOf([...others, fix], forkOnly)).toBe('Hold the lock')
    expect(
      ownSubjectOf([fix, commit('Hold it longer', 'src/lock.ts')], forkOnly),
    ).toBeNull()
    expect(ownSubjectOf(others, forkOnly)).toBeNull()
  })

  it.each([
    ['Hold the lock', {}, 'Hold the lock'],
    ['fix(lock): hold it', {}, 'fix(lock): hold it'],
    ['Hold the lock', conventional, 'fix: hold the lock'],
    ['Fix: hold the lock', conventional, 'fix: hold the lock'],
    ['feat(lock): hold it', conventional, 'feat(lock): hold it'],
    ['Fix the lock of @me', {}, 'Fix the lock of me'],
  ])('is the title before the spec is: %s', (ownSubject, customs, subject) => {
    expect(
      subjectOf(handoffOf('# Keys are lost\n', { ...customs, ownSubject })),
    ).toBe(subject)
  })
})

describe('a title that says little', () => {
  const context = makeContext({ branch: 'fix/issue-1234' })

  it('is told where neither spec nor commit says more', () => {
    const facts = makeHandoff({ context })

    expect(subjectOf(facts)).toBe('Fix what the tests show')
    expect(customsFacts(facts)).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('there is no spec'),
        isTrouble: true,
      }),
    ])
  })

  it('is not told where one does', () => {
    expect(customsFacts(handoffOf('# Keys are lost\n'))).toEqual([])
    expect(
      customsFacts(makeHandoff({ context }, { ownSubject: 'Hold the lock' })),
    ).toEqual([])
  })
})
