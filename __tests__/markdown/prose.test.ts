import { describe, expect, it } from '@jest/globals'

import { isPlaceholder } from '../../src/markdown/placeholder.ts'
import { prose } from '../../src/markdown/prose.ts'
import { sentence } from '../../src/markdown/sentence.ts'
import {
  alert,
  details,
  fence,
  inlineCode,
  link,
  plain,
  tableCell,
} from '../../src/markdown/write.ts'

const fork = { serverUrl: 'https://github.com', ownRepository: 'me/fork' }
const j = '\u2060'

function written(markdown: string): string {
  return prose(markdown, fork)
}

describe('prose of a spec', () => {
  it.each([
    ['A paragraph\non two lines.', 'A paragraph on two lines.'],
    ['# Title\n\nText', '**Title**\n\nText'],
    ['- a\n  - b\n\n1. c', '- a\n  - b\n\n1) c'],
    ['- [x] done\n- [ ] open', '- ☑ done\n- ☐ open'],
    ['> quote', '> quote'],
    ['> [!WARNING]\n> Careful', '> **Warning:** Careful'],
    [
      '| a | b |\n| - | - |\n| `x|y` | z |',
      '| a | b |\n| --- | --- |\n| \\`x | y\\` |',
    ],
    ['```js\nfix()\n```', '```js\nfix()\n```'],
    ['```mermaid\ngraph\n```', '```text\ngraph\n```'],
    ['***', ''],
    ['Use Vec<String> & co.', String.raw`Use Vec\<String> & co.`],
    ['<details><summary>More</summary>\n\ntext\n\n</details>', 'More\n\ntext'],
    ['a<br>b <b>c</b>', 'a<br>b c'],
    ['text <!-- hidden --> more', 'text more'],
    ['![shot](https://e.com/a.png)', '[shot](https://e.com/a.png)'],
    ['![shot](a.png)', 'shot (`a.png`)'],
    ['see [docs](docs/a.md)', 'see docs (`docs/a.md`)'],
    ['see [x](javascript:alert(1))', 'see x'],
    ['a[^1]\n\n[^1]: note', 'a (note)'],
    [
      'wow !https://github.com/o/r/issues/1',
      'wow \\![o/r issue 1](https://redirect.github.com/o/r/issues/1)',
    ],
    ['snake_case, a * b and 2 < 3', 'snake_case, a * b and 2 < 3'],
    ['a &#8238;b', String.raw`a \u{202E}b`],
    ['<https://e.com/x>', '<https://e.com/x>'],
    ['TODO', ''],
    ['[brief summary]', ''],
  ])('%j is written as %j', (markdown, expected) => {
    expect(written(markdown)).toBe(expected)
  })

  it('is shown as written when it is long or deeply nested', () => {
    expect(written('word '.repeat(2_000))).toMatch(
      /^It is long, so it is shown as written, without its last \d+ characters:\n\n```text\nword /u,
    )
    expect(written(`${'> '.repeat(40)}x`)).toMatch(
      /^It is deeply nested, so it is shown as written:\n\n```text\n/u,
    )
  })

  it('reads the same when it is written twice', () => {
    const text = '**Bold** `code` [x](https://e.com/) ~~no~~ *it*\n\n- a\n- b'

    expect(written(written(text))).toBe(written(text))
  })
})

describe('texts that are no Markdown', () => {
  it('show literally', () => {
    expect(plain('*a* [b](c) `d` <e> # f')).toBe(
      String.raw`\*a\* [b\](c) \`d\` \<e> # f`,
    )
    expect(plain('# no heading')).toBe(String.raw`\# no heading`)
    expect(plain('1. no list')).toBe(String.raw`1\. no list`)
    expect(plain('https://e.com')).toBe(`https:${j}//e.com`)
  })

  it('get a fence that is longer than any inside', () => {
    expect(inlineCode('a ` b `` c')).toBe('```a ` b `` c```')
    expect(inlineCode('`')).toBe('`` ` ``')
    expect(inlineCode('')).toBe('')
    expect(fence('```\nx\n```')).toBe('````text\n```\nx\n```\n````')
    expect(fence('x', 'ru st')).toBe('```text\nx\n```')
  })

  it('cannot pass for the markers of the generated region', () => {
    expect(fence('<!-- staging-pr:end -->')).toBe(
      `\`\`\`text\n<${j}!-- staging-pr:end -->\n\`\`\``,
    )
  })

  it('stay within their cell, link and summary', () => {
    expect(tableCell('a | b\nc')).toBe(String.raw`a \| b<br>c`)
    expect(link('a](b)', 'https://e.com/(x)')).toBe(
      String.raw`[a\](b)](https://e.com/%28x%29)`,
    )
    expect(link('a', 'javascript:x')).toBe('a')
    expect(details('A <b>: c', 'body')).toBe(
      '<details><summary><b>A &lt;b&gt;:</b> c</summary>\n\nbody\n\n</details>',
    )
    expect(alert('NOTE', ['a\nb', '', 'c'])).toBe('> [!NOTE]\n> a\n> b\n>\n> c')
  })
})

describe('the first sentence of a text', () => {
  it.each([
    ['The lock is missing. More.', 'The lock is missing.'],
    ['# Title\n\n- **First** point. Second.', 'First point.'],
    ['Use e.g. Rust. Then.', 'Use e.g. Rust.'],
    ['Version 1.2 is out! Yes', 'Version 1.2 is out!'],
    ['| a |\n| - |\n\nText', 'Text'],
    ['```\ncode\n```\n', ''],
    ['<!-- TODO -->\n\nTBD', ''],
    ['See [the docs](https://e.com) for #12', `See the docs for #${j}12`],
  ])('%j: %j', (markdown, expected) => {
    expect(sentence(markdown, 80)).toBe(expected)
  })

  it('is cut with an ellipsis, never within a character', () => {
    expect(sentence('word word word', 10)).toBe('word word…')
    expect(sentence('😀😀😀', 4)).toBe('😀…')
  })
})

describe('a placeholder', () => {
  it.each([
    '',
    ' \n',
    'TODO: write',
    'tbd.',
    'N/A',
    '...',
    '- [ ] TODO',
    '<what changed>',
    '(describe it)',
    '<!-- x -->',
    '**TBD**',
  ])('is %j', (text) => {
    expect(isPlaceholder(text)).toBe(true)
  })

  it.each([
    'Todos are kept',
    '<https://e.com>',
    '[x] done',
    'None of it',
    '[a](b) and more',
  ])('is not %j', (text) => {
    expect(isPlaceholder(text)).toBe(false)
  })
})
