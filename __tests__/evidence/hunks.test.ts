import { describe, expect, it } from '@jest/globals'

import { hunksIn } from '../../src/evidence/hunks.ts'
import { readDiff } from '../../src/plan/diff.ts'
import { diffOf } from '../support/small-diff.ts'
import { makeChange } from '../support/staging-facts.ts'

function shapes(...args: Parameters<typeof hunksIn>): readonly string[] {
  return hunksIn(...args).map(({ path, removed, added }) => {
    const texts = (lines: typeof removed): string =>
      lines.map(({ text }) => text).join('|')
    return `${path}: ${texts(removed)} → ${texts(added)}`
  })
}

describe('hunks', () => {
  it('pair what was removed with what was added in its place', () => {
    const diff = diffOf(
      'a.rs',
      { at: 3, removed: 'one', added: 'two\nthree' },
      { at: 9, removed: 'four' },
      { at: 20, added: 'five' },
      { at: 30, removed: 'six', added: 'seven' },
    )

    expect(shapes(diff, [])).toEqual([
      'a.rs: one → two|three',
      'a.rs: four → ',
      'a.rs:  → five',
      'a.rs: six → seven',
    ])
  })

  it('of a renamed file come under its new path', () => {
    const diff = readDiff(
      'diff --git a/old.rs b/new.rs\nrename from old.rs\nrename to new.rs\n--- a/old.rs\n+++ b/new.rs\n@@ -4,1 +4,1 @@\n-one\n+two\n',
    )
    const renamed = makeChange('new.rs', {
      status: 'renamed',
      previousPath: 'old.rs',
    })

    expect(shapes(diff, [renamed])).toEqual(['new.rs: one → two'])
  })

  it('of two files stay apart', () => {
    const diff = [
      ...diffOf('a.rs', { at: 1, removed: 'one' }),
      ...diffOf('b.rs', { at: 2, added: 'two' }),
    ]

    expect(shapes(diff, [])).toEqual(['a.rs: one → ', 'b.rs:  → two'])
  })
})
