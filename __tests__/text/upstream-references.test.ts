import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import {
  refersUpstream,
  withoutReferences,
} from '../../src/text/upstream-references.ts'

describe('a reference in a commit message', () => {
  it.each([
    ['Fix #1234: keys are lost', 'Fix issue 1234: keys are lost'],
    ['Fixes #1', 'Fixes issue 1'],
    ['Close issue #12 and PR #13', 'Close issue 12 and PR 13'],
    ['See GH-9 (gh-10)', 'See issue 9 (issue 10)'],
    ['From apache/arrow#7', 'From issue 7'],
    ['From apache#7', 'From issue 7'],
    ['(#5)', '(issue 5)'],
    ['a,#5;#6', 'a,issue 5;issue 6'],
    [
      'https://github.com/apache/arrow/issues/7#issuecomment-1',
      'issue 7 of apache/arrow',
    ],
    ['see http://www.github.com/a/b/pull/7.', 'see pull request 7 of a/b.'],
    ['github.com/a/b/discussions/3', 'discussion 3 of a/b'],
  ])('%j is said in words: %j', (message, words) => {
    expect(refersUpstream(message)).toBe(true)
    expect(withoutReferences(message)).toBe(words)
    expect(refersUpstream(words)).toBe(false)
  })

  it.each([
    'Keep both keys',
    'Port it to C#7 and F#5',
    'fix/issue-1234 is done',
    'the colour #fff and the anchor #top',
    'an entity &#39; in text',
    'Co-authored-by: A <1234+a@users.noreply.github.com>',
    'https://github.com/a/b/commit/abc, https://example.org/a/b/issues/1',
    'Revert 0123456789abcdef0123456789abcdef01234567',
  ])('%j is none', (message) => {
    expect(refersUpstream(message)).toBe(false)
  })

  it('is gone from whatever message it stood in', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '#1',
        'GH-2',
        'a/b#3',
        'owner#4',
        'Fixes ',
        ' ',
        '\n',
        '(',
        'github.com/a/b/issues/5',
        'issue ',
        '#',
        '&',
        '/',
        '-',
      ),
      fc.string({ maxLength: 5 }),
    )

    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const words = withoutReferences(parts.join(''))

        expect(withoutReferences(words)).toBe(words)
      }),
    )
  })
})
