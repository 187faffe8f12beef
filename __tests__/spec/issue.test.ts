import { describe, expect, it } from '@jest/globals'

import {
  findIssue,
  issueNumberInBranch,
  issueNumbersInLabels,
  issueNumbersInTitle,
} from '../../src/spec/issue.ts'

describe('the issue number of a branch name', () => {
  it.each([
    ['fix/issue-1234', 1234],
    ['fix/1234-slug', 1234],
    ['fix/1234_slug', 1234],
    ['fix/1234', 1234],
    ['issue-1234-slug', 1234],
    ['fix/gh-1234', 1234],
    ['fix/GH-1234', 1234],
    ['fix/#1234', 1234],
    ['fix/issues/1234', 1234],
    ['fix/lost-writes-issue-1234', 1234],
    ['someone/fix-issue-1234', 1234],
    ['fix/issue-1234/second-try', 1234],
    ['fix/2031-slug', 2031],
    ['fix/2031', 2031],
  ])('%s: %d', (branch, issue) => {
    expect(issueNumberInBranch(branch)).toBe(issue)
  })

  it.each([
    'fix/slug',
    'chant/2026-01-28-00g-it2',
    'chant/005-fork-fix',
    'fix/20260128',
    'fix/2026-01-fix',
    'fix/v1234',
    'fix/1.2.3',
    'fix/3d-render',
    'fix/utf-8',
    'fix/tissue-1',
    'fix/99999999999',
    'main',
  ])('%s: none', (branch) => {
    expect(issueNumberInBranch(branch)).toBeNull()
  })
})

describe('the issue number of a spec', () => {
  it('is read from labels that are exactly issue-N', () => {
    expect(
      issueNumbersInLabels(['bug', 'issue-12', 'issue-012', 'my-issue-3']),
    ).toEqual([12])
  })

  it.each([
    ['Fix #12', [12]],
    ['Fix issue 12: lost writes', [12]],
    ['Fix issue #12 and GH-13', [12, 13]],
    ['(gh-12)', [12]],
    ['Issues 12.', [12]],
    ['Fix #123', [123]],
    ['Fix #12a', []],
    ['Fix #12.5', []],
    ['Fix 12', []],
    ['tissue 12', []],
    ['high-12', []],
  ])('is read from the title %j as %j', (title, issues) => {
    expect(issueNumbersInTitle(title)).toEqual(issues)
  })

  it('comes from input, branch, label and title in this order', () => {
    const spec = { labels: ['issue-3'], title: 'Fix #4', path: 'a.md' }

    expect(findIssue({ input: 1, branch: 'fix/2', spec })).toEqual({
      value: 1,
      source: 'input `issue`',
    })
    expect(findIssue({ input: null, branch: 'fix/2', spec })).toEqual({
      value: 2,
      source: 'the branch name',
    })
    expect(findIssue({ input: null, branch: 'fix/x', spec })).toEqual({
      value: 3,
      source: 'a label of a.md',
    })
    expect(
      findIssue({
        input: null,
        branch: 'fix/x',
        spec: { ...spec, labels: [] },
      }),
    ).toEqual({ value: 4, source: 'the title of a.md' })
    expect(findIssue({ input: null, branch: 'fix/x', spec: null })).toBeNull()
  })
})
