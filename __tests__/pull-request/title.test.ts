import { describe, expect, it } from '@jest/globals'

import type { StagingFacts } from '../../src/pull-request/staging-facts.ts'
import { stagingTitle } from '../../src/pull-request/title.ts'
import { sourced } from '../../src/sourced.ts'
import {
  found,
  makeContext,
  makeFacts,
  makeSpec,
} from '../support/staging-facts.ts'

function titleOf(body: string, overrides: Partial<StagingFacts> = {}): string {
  return stagingTitle(
    makeFacts({ search: found(makeSpec(body)), ...overrides }),
  )
}

const withoutIssue = { issue: null }

describe('title of the staging PR', () => {
  it('takes the heading of the release notes before the title of the spec', () => {
    const title = titleOf(
      '# Phase 5: Fork fix\n\n## Release Notes\n\n### Fixed: Data loss during concurrent writes (#1234)\n',
    )

    expect(title).toBe('Fix issue 1234: Data loss during concurrent writes')
  })

  it.each([
    ['Fix worker deadlock', 'Fix issue 1234: Worker deadlock'],
    ['fix(pool): worker deadlock', 'Fix issue 1234: Worker deadlock'],
    ['fix!: worker deadlock', 'Fix issue 1234: Worker deadlock'],
    ['Fix issue #1234: worker deadlock.', 'Fix issue 1234: Worker deadlock'],
    ['Fixes #1234: Worker deadlock', 'Fix issue 1234: Worker deadlock'],
    [
      'Implement fix for Issue #1234: Worker deadlock',
      'Fix issue 1234: Worker deadlock',
    ],
    ['Repair issue 1234: worker deadlock', 'Fix issue 1234: Worker deadlock'],
    ['Address 12 byte limit', 'Fix issue 1234: Address 12 byte limit'],
    ['Bug: worker deadlock', 'Fix issue 1234: Worker deadlock'],
    [
      'Phase 2: Reproduction - Create failing test for Issue #1234',
      'Fix issue 1234: Create failing test',
    ],
    ['Worker deadlock (#1234)', 'Fix issue 1234: Worker deadlock'],
    ['Worker deadlock---', 'Fix issue 1234: Worker deadlock'],
    [
      'Make `pool.join()` **return**',
      'Fix issue 1234: Make pool.join() return',
    ],
    [
      'merge_and_cleanup ignores main_branch',
      'Fix issue 1234: merge_and_cleanup ignores main_branch',
    ],
  ])('reads “%s”', (specTitle, expected) => {
    expect(titleOf(`# ${specTitle}\n`)).toBe(expected)
  })

  it('says nothing twice', () => {
    const title = titleOf('# Fix issue #1234: Fix: fix worker deadlock\n')

    expect(title).toBe('Fix issue 1234: Worker deadlock')
  })

  it('falls back to the branch in words', () => {
    const context = makeContext({ branch: 'fix/1234-empty_keys-again' })

    const title = titleOf('# Implement fix for Issue #1234\n', { context })

    expect(title).toBe('Fix issue 1234: Empty keys again')
  })

  it('is the issue alone when nothing says more', () => {
    const title = titleOf('no title at all\n')

    expect(title).toBe('Fix issue 1234')
  })

  it('keeps the verb of the spec where no issue is known', () => {
    expect(titleOf('# Fix worker deadlock\n', withoutIssue)).toBe(
      'Fix worker deadlock',
    )
    expect(titleOf('# Fixed: Worker deadlock (#12)\n', withoutIssue)).toBe(
      'Worker deadlock',
    )
  })

  it('names the branch when there is neither issue nor words', () => {
    const context = makeContext({ branch: 'fix/77' })

    const title = titleOf('', { ...withoutIssue, context })

    expect(title).toBe('Stage fix/77')
  })

  it('takes the first sentence of a title that is a paragraph', () => {
    const title = titleOf(
      '# Bug: cleanup ignores the configured branch. When it differs, every job switches branches twice, which rewrites hundreds of files.\n',
    )

    expect(title).toBe('Fix issue 1234: Cleanup ignores the configured branch')
  })

  it('is cut at a word at about 72 characters', () => {
    const title = titleOf(
      '# Keep the configured branch while many jobs run beside each other in one folder\n',
    )

    expect(title).toBe(
      'Fix issue 1234: Keep the configured branch while many jobs run beside…',
    )
  })

  it.each([['# Close #99 and `x` # 3\n'], [`# ${'\u{1F600}'.repeat(200)}\n`]])(
    'never holds a reference, a backtick or half a character: %j',
    (body) => {
      const title = titleOf(body)

      expect(title).not.toMatch(/[#`\n]/u)
      expect(title).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/u)
      expect(title.length).toBeLessThanOrEqual(72)
    },
  )

  it('carries the number of the issue, wherever it was found', () => {
    const title = titleOf('# Worker deadlock\n', {
      issue: sourced(7, 'input `issue`'),
    })

    expect(title).toBe('Fix issue 7: Worker deadlock')
  })
})
