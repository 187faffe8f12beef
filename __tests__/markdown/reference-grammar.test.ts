import { describe, expect, it } from '@jest/globals'

import {
  isLiveAddress,
  liveInMarkdown,
  liveInPlainText,
} from '../support/reference-grammar.ts'

const destination = {
  serverUrl: 'https://github.com',
  ownRepository: 'me/fork',
}

function kinds(markdown: string): readonly string[] {
  const found = liveInMarkdown(markdown, destination)
  return [...new Set(found.map(({ kind }) => kind))].sort()
}

const sha = 'a'.repeat(40)

describe('the grammar that the gate is tested by', () => {
  it.each([
    ['@octocat', ['mention']],
    ['(@org/team)', ['mention']],
    ['\u212A@octocat', ['mention']],
    ['@<!-- -->octocat', ['comment', 'mention']],
    ['&commat;octocat', ['mention']],
    ['see #12', ['number']],
    ['`#12`', ['number']],
    ['&#35;12', ['number']],
    ['up/repo#12', ['number']],
    ['gh-12', ['number']],
    ['fixes: #12', ['closing', 'number']],
    ['fixes #\u206012', ['closing']],
    ['CLOSES [it](https://github.com/me/fork/issues/1)', ['closing']],
    ['https://github.com/up/repo/issues/1', ['address']],
    ['[x](//github.com/up/repo/pull/1)', ['address']],
    ['[x](/up/repo/%69ssues/1)', ['address']],
    ['[x]\n\n[x]: http://www.github.com/up/repo/commit/abc', ['address']],
    ['[x](https://github.com/me/fork/pull/new/fix)', ['address']],
    [sha, ['commit']],
    ['user@1a2b3c4', ['commit']],
    ['<!-- x -->', ['comment']],
    [' <!-- staging-pr:end -->', ['comment']],
    ['<img src="x">', ['html']],
    ['<b onclick="x">', ['html']],
    ['![x](y)', ['picture']],
  ])('takes %j for %j', (markdown, expected) => {
    expect(kinds(markdown)).toEqual(expected)
  })

  it.each([
    'user@example.com',
    '`@octocat`',
    '```\n@octocat\n```',
    '#\u206012',
    '@\u2060octocat',
    'issue 12',
    '# 12',
    'GH\u201112',
    'prefixes 12',
    `\`${sha}\``,
    'a'.repeat(41),
    'https://redirect.github.com/up/repo/issues/1',
    'https://github.com/me/fork/pull/1',
    'https://github.com/up/repo',
    'https://github.com/up/repo/issues',
    '<details open><summary><b>x</b></summary>\n\ny\n\n</details>',
    '<!-- staging-pr:begin v1 -->\n\nx\n\n<!-- staging-pr:end -->',
    '#*1*',
  ])('takes %j for nothing live', (markdown) => {
    expect(kinds(markdown)).toEqual([])
  })

  it('knows the pages of a server of its own', () => {
    const server = {
      serverUrl: 'https://git.example.com',
      ownRepository: 'me/fork',
    }

    expect(isLiveAddress('https://git.example.com/up/x/issues/1', server)).toBe(
      true,
    )
    expect(
      isLiveAddress('https://git.example.com/me/fork/issues/1', server),
    ).toBe(false)
  })

  it('takes no code for protection in a text that is no Markdown', () => {
    const found = liveInPlainText('`@octocat` `#12`', destination)

    expect(found.map(({ kind }) => kind)).toEqual(['number', 'mention'])
  })
})
