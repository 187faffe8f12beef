import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { readFileDiffs } from '../../src/preview-page/file-diffs.ts'
import { firstLines } from '../../src/preview-page/first-lines.ts'
import { byLine, highlight } from '../../src/preview-page/highlight.ts'
import { textOf } from '../support/preview-pages.ts'
import { runs } from '../support/runs.ts'

function diff(path: string, ...lines: readonly string[]): string {
  return [
    `diff --git a/${path} b/${path}`,
    `--- a/${path}`,
    `+++ b/${path}`,
    ...lines,
    '',
  ].join('\n')
}

describe('the hunks of a diff', () => {
  it('carry the line on both sides', () => {
    const files = readFileDiffs(
      diff('a.rs', '@@ -3,3 +3,3 @@ fn main', ' same', '-old', '+new', ' end'),
    )

    expect(files.get('a.rs')).toEqual([
      {
        header: '@@ -3,3 +3,3 @@ fn main',
        lines: [
          { kind: 'same', text: 'same', oldLine: 3, newLine: 3 },
          { kind: 'removed', text: 'old', oldLine: 4, newLine: null },
          { kind: 'added', text: 'new', oldLine: null, newLine: 4 },
          { kind: 'same', text: 'end', oldLine: 5, newLine: 5 },
        ],
      },
    ])
  })

  it('hold lines that look like headers of a diff', () => {
    const files = readFileDiffs(
      diff(
        'a.sql',
        '@@ -1,2 +1,1 @@',
        '--- a/other',
        '-diff --git a/x b/x',
        '+++ b/other',
      ) + diff('b.sql', '@@ -1 +1 @@', '-1', '+2'),
    )

    expect([...files.keys()]).toEqual(['a.sql', 'b.sql'])
    expect(files.get('a.sql')?.[0]?.lines.map(({ text }) => text)).toEqual([
      '-- a/other',
      'diff --git a/x b/x',
      '++ b/other',
    ])
  })

  it('are found under the old path of a deleted file, and under a quoted name', () => {
    const deleted = diff('gone.txt', '@@ -1 +0,0 @@', '-x').replace(
      '+++ b/gone.txt',
      '+++ /dev/null',
    )
    const quoted = diff('x', '@@ -0,0 +1 @@', '+x').replace(
      '+++ b/x',
      '+++ "b/t\\303\\251st.rs"',
    )

    expect([...readFileDiffs(deleted + quoted).keys()]).toEqual([
      'gone.txt',
      'tést.rs',
    ])
  })

  it('say nothing of a missing line end, and show what is invisible', () => {
    const files = readFileDiffs(
      diff(
        'a.txt',
        '@@ -0,0 +1,2 @@',
        '+a\u202eb\u001b[31m',
        '+c\r',
        '\\ No newline at end of file',
      ),
    )

    expect(files.get('a.txt')?.[0]?.lines.map(({ text }) => text)).toEqual([
      'a\\u{202E}b',
      'c',
    ])
  })

  it('cut a very long line and say by how much', () => {
    const files = readFileDiffs(
      diff('a.js', '@@ -0,0 +1 @@', `+${'x'.repeat(5_000)}`),
    )

    expect(files.get('a.js')?.[0]?.lines[0]?.text).toBe(
      `${'x'.repeat(1_000)} … (4000 more characters)`,
    )
  })

  it('are shown up to a number of lines, and the rest is counted', () => {
    const hunks = readFileDiffs(
      diff('a', '@@ -0,0 +1,2 @@', '+1', '+2', '@@ -9,0 +9,2 @@', '+3', '+4'),
    ).get('a')

    const shown = firstLines(hunks ?? [], 3)
    expect(shown.hunks.map(({ lines }) => lines.length)).toEqual([2, 1])
    expect([shown.lines, shown.left]).toEqual([3, 1])
    expect(firstLines(hunks ?? [], 0)).toEqual({ hunks: [], lines: 0, left: 4 })
  })
})

describe('code in colours', () => {
  it('has the same text line by line, whatever it is', () => {
    const code = fc.array(
      fc.constantFrom(
        '"',
        "'",
        '`',
        '/*',
        '*/',
        '//',
        '#',
        '\n',
        ' x',
        '{',
        '}',
        'fn ',
        '<b>',
        '&amp;',
      ),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(
        code,
        fc.constantFrom('rust', 'javascript', 'python', 'yaml', 'bash'),
        (pieces, language) => {
          const text = pieces.join('')

          const lines = byLine(highlight(text, language) ?? [])

          const folded = (line: string): string =>
            line.replace(/\s+/gu, ' ').trim()
          expect(
            lines.map((children) =>
              textOf({ type: 'root', children: [...children] }),
            ),
          ).toEqual(text.split('\n').map(folded))
        },
      ),
      { numRuns: runs(300) },
    )
  })
})
