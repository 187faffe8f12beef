import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { parseMarkdown } from '../../src/markdown/parse.ts'
import { prose } from '../../src/markdown/prose.ts'
import { sentence } from '../../src/markdown/sentence.ts'
import { gateLine, gateMarkdown } from '../../src/markdown/text-gate.ts'
import {
  details,
  fence,
  inlineCode,
  link,
  plain,
  tableCell,
} from '../../src/markdown/write.ts'
import {
  type Destination,
  liveInMarkdown,
  liveInPlainText,
} from '../support/reference-grammar.ts'
import { combinations, runs } from '../support/runs.ts'

const fork = { serverUrl: 'https://github.com', ownRepository: 'me/fork' }

/** The word joiner, which has no width. */
const j = '\u2060'

const sha = '0123456789abcdef0123456789abcdef01234567'

/** More open brackets than the parser may see: what stands before them takes the way without it. */
const unparsed = '\n\n' + '[a'.repeat(800)

function gate(markdown: string, options: Destination = fork): string {
  return gateMarkdown(markdown, options)
}

/** What the way without a parser makes of a text. */
function gateUnparsed(markdown: string): string {
  return gate(markdown + unparsed).slice(0, -unparsed.length)
}

function expectNothingLive(markdown: string): void {
  expect({ markdown, live: liveInMarkdown(markdown, fork) }).toEqual({
    markdown,
    live: [],
  })
}

describe('a text that would stall the parser', () => {
  it('is gated without it', () => {
    expect(parseMarkdown(`a${unparsed}`)).toBeNull()
    expect(gateUnparsed('see `@octocat`')).toBe(`see \`@${j}octocat\``)
  })
})

describe('what is live', () => {
  it.each([
    ['see #12', `see #${j}12`],
    ['GH-12 and gh-3', `GH-${j}12 and gh-${j}3`],
    ['up/repo#12', `up/repo#${j}12`],
    ['up#12', `up#${j}12`],
    ['&#35;12', `#${j}12`],
    ['&num;12', `#${j}12`],
    [String.raw`\#12`, `#${j}12`],
    ['`#12`', `\`#${j}12\``],
    ['# #12', `# #${j}12`],
    [
      '| #1 | @x |\n|---|---|\n| a | b |',
      `| #${j}1 | @${j}x |\n|---|---|\n| a | b |`,
    ],
    ['@octocat and @org/team', `@${j}octocat and @${j}org/team`],
    ['&commat;octocat', `@${j}octocat`],
    [String.raw`\@octocat`, `@${j}octocat`],
    ['_@octocat_', `_@${j}octocat_`],
    ['日本@octocat', `日本@${j}octocat`],
    ['\u017F@octocat', `\u017F@${j}octocat`],
    ['\u212A@octocat', `\u212A@${j}octocat`],
    ['@user@example.com', `@${j}user@example.com`],
    ['a@b.org@octocat', `a@b.org@${j}octocat`],
    ['user@1a2b3c4', `user@${j}1a2b3c4`],
    ['user@1a2b3c4.org', `user@${j}1a2b3c4.org`],
    ['user@example.com\nx@1a2b3c4', `user@example.com\nx@${j}1a2b3c4`],
    [`up/repo@${sha}`, `up/repo@${j}0123456`],
    [`(${sha})`, '(0123456)'],
    ['[^@x]\n\n[^@x]: y', `[^@${j}x]\n\n[^@${j}x]: y`],
    ['[#12](https://example.com)', `[#${j}12](https://example.com)`],
    [
      '[#12](https://github.com/o/r/issues/12)',
      `[#${j}12](https://redirect.github.com/o/r/issues/12)`,
    ],
    ['![see #12](https://example.com/a.png)', `see #${j}12`],
    ['![](a.png)', j],
    ['![a|b](a.png)', String.raw`a\|b`],
    ['#![](a.png)1', `#${j}1`],
    ['![#1][x]\n\n[x]: https://e.com', `#${j}1\n\n[x]: https://e.com`],
    ['a\n  #1\nb', `a\n  #${j}1\nb`],
    ['> a\n>   #1  \nlazy @x', `> a\n>   #${j}1  \nlazy @${j}x`],
    ['- a\n  #1', `- a\n  #${j}1`],
    ['x  #1  y', `x  #${j}1  y`],
    [String.raw`a \*  b #1`, `a * b #${j}1`],
    [String.raw`a \| b #1`, String.raw`a \| b #` + `${j}1`],
    ['a\n&lt; #1\nb', `a\n< #${j}1\nb`],
    ['a&#10;#1', `a #${j}1`],
    ['a\n\n    #1', `a\n\n    #${j}1`],
    ['```\n#1 @x\n```\n@x', `\`\`\`\n#${j}1 @x\n\`\`\`\n@${j}x`],
    ['user@example.com, #1', `user@example.com, #${j}1`],
    ['[^#1]\n\n[^#1]: @x', `[^#${j}1]\n\n[^#${j}1]: @${j}x`],
  ])('is broken in %j', (markdown, expected) => {
    expect(gate(markdown)).toBe(expected)
  })

  it.each([
    'user@example.com',
    '<user@example.com>',
    '`@octocat`',
    `\`${sha}\``,
    '```rust\n#[derive(Debug)]\n@x\n```',
    'C# 12 and F#',
    '＃12 and ＠octocat',
    `#${j}12 @${j}octocat`,
    'GH\u201112',
    'snake_case * a, 5 < 6 && 7 > 6',
    '**bold** _it_ ~~no~~ [x](https://example.com/a_b)',
    'https://github.com/up/repo/blob/main/src/a.rs#L1',
    'https://github.com/me/fork/pull/7',
    '[run](https://github.com/me/fork/actions/runs/7)',
    '[it](https://redirect.github.com/up/repo/issues/12)',
    '<details><summary><b>x</b></summary>\n\ny<br>z\n\n</details>',
    '&lt;T&gt; &amp; &quot;',
    '[a](docs/x.md "title") [a](/docs) [a](#top)',
    '[a](mailto:user@example.com) <mailto:user@example.com>',
    '[a](https://e.com "title")',
    '[a]\n\n[a]: https://e.com "title"',
    'fixes [it](https://e.com/a)',
    'fixed **it** [here](https://github.com/me/fork/pull/1)',
  ])('is not seen in %j', (markdown) => {
    expect(gate(markdown)).toBe(markdown)
  })
})

describe('addresses', () => {
  const issue = '[o/r issue 1](https://redirect.github.com/o/r/issues/1)'

  it.each([
    ['https://github.com/o/r/issues/1', issue],
    ['<https://github.com/o/r/issues/1>', issue],
    ['www.github.com/o/r/issues/1', issue],
    ['(http://github.com/o/r/issues/1).', `(${issue}).`],
    ['https://github.com:443/o/r/issues/1', issue],
    ['https://github.com./o/r/issues/1', issue],
    [
      'HTTPS://GITHUB.COM/O/R/ISSUES/1',
      '[O/R issue 1](https://redirect.github.com/O/R/ISSUES/1)',
    ],
    [
      'https://github.com/o/r/%69ssues/1',
      '[o/r issue 1](https://redirect.github.com/o/r/%69ssues/1)',
    ],
    [
      'https://github.com/o/r/pull/1/files',
      '[o/r pull request 1](https://redirect.github.com/o/r/pull/1/files)',
    ],
    [
      'https://github.com/o/r/discussions/1',
      '[o/r discussion 1](https://redirect.github.com/o/r/discussions/1)',
    ],
    [
      `https://github.com/o/r/commit/${sha}`,
      `[o/r commit 0123456](https://redirect.github.com/o/r/commit/${sha})`,
    ],
    ['https://e.com/@x', `[https://e.com/@${j}x](https://e.com/%40x)`],
    ['<https://e.com/#1>', `[https://e.com/#${j}1](https://e.com/#%31)`],
    [
      'https://e.com/a|b#1',
      `[https://e.com/a\\|b#${j}1](https://e.com/a%7Cb#%31)`,
    ],
    ['<ftp://e.com/x>', '`ftp://e.com/x`'],
    ['<javascript:alert(1)>', '`javascript:alert(1)`'],
  ])('%s is shown as %s', (markdown, expected) => {
    expect(gate(markdown)).toBe(expected)
  })

  it.each([
    '//github.com/o/r/issues/1',
    '/o/r/issues/1',
    '../../../o/r/issues/1',
    'https://github.com/o/r/./issues/1',
    'https://github.com/o/r/x/../issues/1',
    'https://github&period;com/o/r/issues/1',
    'https&colon;//github.com/o/r/issues/1',
    `https://github${j}.com/o/r/issues/1`,
    'https://GitHub。com/o/r/issues/1',
    '<https://github.com/o/r/issues/1>',
    'https://github.com/o/r/issues/1 "title"',
  ])('a link to %s leads to the host without backlinks', (address) => {
    expect(gate(`[a](${address})`)).toBe(
      '[a](https://redirect.github.com/o/r/issues/1)',
    )
  })

  it.each([
    ['[a](javascript:alert(1))', `${j}a${j}`],
    ['[a](https:github.com/o/r/issues/1)', `${j}a${j}`],
    ['[**a**](javascript:x)', `${j}**a**${j}`],
    ['[see #1](javascript:x)', `${j}see #${j}1${j}`],
    ['[a](x//y#1)', `${j}a${j}`],
    [
      '[a](http://github.com/me/fork/pull/new/x)',
      `${j}a (\`http://github${j}.com/me/fork/pull/new/x\`)`,
    ],
    ['[](javascript:x)', `${j}${j}`],
    ['[a](x#1)', `${j}a${j}`],
    ['[a](x.md "#1")', `${j}a${j}`],
    ['[a](mailto:@x)', `${j}a${j}`],
    ['[a](mailto:user@example.com "#1")', `${j}a${j}`],
    [
      '[a](//github.com/me/fork/pull/new/x)',
      `${j}a (\`//github${j}.com/me/fork/pull/new/x\`)`,
    ],
    [
      '[a](https://github.com/me/fork/pull/new/x)',
      `${j}a (\`https://github${j}.com/me/fork/pull/new/x\`)`,
    ],
    [
      'https://github.com/me/fork/compare/main...x',
      `\`https://github${j}.com/me/fork/compare/main...x\``,
    ],
    [
      'https://x@github.com/o/r/issues/1',
      `\`https://x@github${j}.com/o/r/issues/1\``,
    ],
  ])('%s is no link any more', (markdown, expected) => {
    expect(gate(markdown)).toBe(expected)
  })

  it('of definitions lead there too', () => {
    expect(gate('[b]\n\n[b]: https://github.com/o/r/issues/1 "#2"')).toBe(
      '[b]\n\n[b]: https://redirect.github.com/o/r/issues/1',
    )
  })

  it.each([
    ['[a](https://e.com "#1")', '[a](https://e.com/)'],
    ['[a]: https://e.com "#1"', '[a]: https://e.com/'],
    ['[a]: https://e.com "b"\n\n#1', `[a]: https://e.com "b"\n\n#${j}1`],
    ['[#1]\n\n[#1]: https://e.com', `[#${j}1]\n\n[#${j}1]: https://e.com/`],
  ])('stay where only what stands around them is live: %j', (markdown, out) => {
    expect(gate(markdown)).toBe(out)
  })

  it.each([
    ['[a]: javascript:x', `${j}a: \`javascript:x\``],
    ['[@a]: x.md', `${j}@${j}a: \`x.md\``],
    [
      '[a]: https://github.com/me/fork/issues/new',
      `${j}a: \`https://github${j}.com/me/fork/issues/new\``,
    ],
  ])(
    'of a definition become text where they may be no link: %j',
    (markdown, out) => {
      expect(gate(markdown)).toBe(out)
    },
  )

  it('of a server whose name has a hyphen are broken like any other', () => {
    const server = {
      serverUrl: 'https://git-hub.example-of.com',
      ownRepository: 'me/fork',
    }
    const host = 'https://git-hub.example-of'

    expect(gate(`${host}.com/up/repo/issues/1`, server)).toBe(
      `\`${host}${j}.com/up/repo/issues/1\``,
    )
    expect(gate(`${host}.com/me/fork/pull/1`, server)).toBe(
      `${host}.com/me/fork/pull/1`,
    )
  })

  it('of a server of its own are no links, since that has no such host', () => {
    const server = {
      serverUrl: 'https://git.example.com',
      ownRepository: 'me/fork',
    }

    expect(gate('https://git.example.com/up/repo/issues/1', server)).toBe(
      `\`https://git.example${j}.com/up/repo/issues/1\``,
    )
    expect(gate('https://git.example.com/me/fork/pull/1', server)).toBe(
      'https://git.example.com/me/fork/pull/1',
    )
    expect(
      liveInMarkdown(
        gate('[x](https://git.example.com/up/repo/pull/2)', server),
        server,
      ),
    ).toEqual([])
  })
})

describe('HTML', () => {
  it.each([
    ['<!-- note -->', String.raw`\<!-- note -->`],
    ['<img src=x onerror=y>', String.raw`\<img src=x onerror=y>`],
    ['<b onclick="x">a</b>', String.raw`\<b onclick="x">a</b>`],
    ['<DETAILS>', String.raw`\<DETAILS>`],
    ['<script>alert(1)</script>', String.raw`\<script>alert(1)\</script>`],
    ['a &#8238;b', String.raw`a \u{202E}b`],
    ['a <i>b</i>', String.raw`a \<i>b\</i>`],
    [
      '<details>\n<img src=x>\n</details>',
      '<details>\n&lt;img src=x>\n</details>',
    ],
    [
      '<details>&#35;1 &amp; @x</details>',
      `<details>&amp;#${j}35;1 &amp; @${j}x</details>`,
    ],
    ['<summary>#1</summary>', `<summary>#${j}1</summary>`],
    [
      '<!-- staging-pr:begin v1 -->\n@x\n<!-- staging-pr:end -->\n#1',
      `<!-- staging-pr:begin v1 -->\n@${j}x\n<!-- staging-pr:end -->\n#${j}1`,
    ],
  ])('%j becomes text', (markdown, expected) => {
    expect(gate(markdown)).toBe(expected)
  })

  it.each([
    'x <!-- staging-pr:end -->',
    '> <!-- staging-pr:end -->',
    ' <!-- staging-pr:end -->',
    '<!--staging-pr:end-->',
    '<!-- staging-pr:begin\n-->',
    '<!-- staging-pr:begin @x -->',
    '<!-- staging-pr:begin x --> more',
  ])('%j is no marker of the generated region', (markdown) => {
    expect(gate(markdown)).not.toMatch(/^<!-- ?staging-pr/mu)
    expectNothingLive(gate(markdown))
  })
})

const keywords = [
  'close',
  'closes',
  'closed',
  'fix',
  'fixes',
  'fixed',
  'resolve',
  'resolves',
  'resolved',
]

const references = [
  '#12',
  'GH-12',
  'up/repo#12',
  'up#12',
  'https://github.com/up/repo/issues/12',
]

const places: Readonly<Record<string, (text: string) => string>> = {
  'a paragraph': (text) => text,
  'a list': (text) => `- ${text}\n- other`,
  'a task': (text) => `- [ ] ${text}`,
  'a nested quote': (text) => `- a\n  - > ${text}`,
  'a table': (text) => `| a | b |\n| --- | --- |\n| ${text} | x |`,
  'a heading': (text) => `## ${text}`,
  'an underlined heading': (text) => `${text}\n===`,
  'the text of a link': (text) => `[${text}](https://example.com)`,
  'the title of a link': (text) => `[x](https://example.com "${text}")`,
  'a link with a definition': (text) =>
    `[${text}][x]\n\n[x]: https://example.com`,
  'the text of a picture': (text) => `![${text}](https://example.com/a.png)`,
  'a footnote': (text) => `a[^1]\n\n[^1]: ${text}`,
  'a folded part': (text) =>
    `<details><summary>${text}</summary>\n\n${text}\n\n</details>`,
  'a tag': (text) => `<a href="x" title="${text}">${text}</a>`,
  'a comment': (text) => `<!-- ${text} -->`,
  'bold text': (text) => `**${text}**`,
  'a box': (text) => `> [!NOTE]\n> ${text}`,
  code: (text) => `\`${text}\``,
  'a code block': (text) => `\`\`\`\n${text}\n\`\`\``,
  'an indented code block': (text) => `    ${text}`,
}

describe('closing keywords', () => {
  const cases = Object.keys(places)

  it.each(cases)('close nothing from %s', (place) => {
    const put = places[place] ?? String
    for (const [keyword, reference] of combinations(keywords, references)) {
      const text = put(`${keyword.toUpperCase()}: ${reference}`)
      expectNothingLive(gate(text))
      expectNothingLive(gateUnparsed(put(`${keyword} ${reference}`)))
      expectNothingLive(gate(prose(put(`${keyword} ${reference}`), fork)))
    }
  })

  it('are broken before a link to a thread, wherever that leads', () => {
    expect(
      gate('fixes [it](https://redirect.github.com/up/repo/issues/1)'),
    ).toBe(`fi${j}xes [it](https://redirect.github.com/up/repo/issues/1)`)
    expect(gate('Closes https://github.com/me/fork/issues/3')).toBe(
      `Cl${j}oses https://github.com/me/fork/issues/3`,
    )
  })

  it.each([
    ['fixes [x]\n\n[x]: https://e.com', `fi${j}xes [x]\n\n[x]: https://e.com`],
    [
      'fixes [x][y]\n\n[y]: https://e.com',
      `fi${j}xes [x][y]\n\n[y]: https://e.com`,
    ],
    ...['discussions', 'discussion', 'pull', 'issues', 'issue'].map((page) => [
      `fixes [x](https://github.com/me/fork/${page}/1)`,
      `fi${j}xes [x](https://github.com/me/fork/${page}/1)`,
    ]),
  ])('are broken before %j', (markdown, out) => {
    expect(gate(markdown)).toBe(out)
  })

  it('stay as they are where they are words', () => {
    const text = 'This fixes the cache, resolves names and closes files.'

    expect(gate(text)).toBe(text)
  })
})

const tokens = [
  '#',
  '1',
  '12',
  '@',
  'octocat',
  'GH-',
  'up/repo',
  '/',
  '.',
  '\\',
  '`',
  '```',
  '*',
  '**',
  '_',
  '~~',
  '[',
  ']',
  '(',
  ')',
  '![',
  '](',
  '<',
  '>',
  '<!--',
  '-->',
  '<b>',
  '</b>',
  '<details>',
  '<a href="',
  '">',
  '&#35;',
  '&commat;',
  '&num;',
  '&amp;',
  '&lt;',
  '&#8238;',
  'https://github.com/up/repo/issues/1',
  'https://github.com/me/fork/pull/2',
  'https://github.com/',
  'www.github.com/up/repo/pull/3',
  'http://',
  'https://e.com/x',
  'issues/',
  'fixes ',
  'Closes: ',
  'resolved',
  '\n',
  '\n\n',
  '  \n',
  ' ',
  '    ',
  '- ',
  '1. ',
  '> ',
  '# ',
  '| ',
  '| --- |\n',
  '[^1]',
  '[^1]: ',
  '[x]: ',
  '---',
  '===',
  '\t',
  '\u200b',
  j,
  '\u202e',
  '\u017f',
  '\u212a',
  'é',
  sha,
  '1a2b3c4',
  '!',
  ':',
  '"',
  'word',
  '<!-- staging-pr:end -->',
  '%23',
  '%2F',
  '\0',
  '\u001b[31m',
  '\r',
  '😀',
  '\ud800',
  'redirect.',
  'a@b.co',
  '- [ ] ',
  '~~~',
  '+ ',
]

/** The same texts on every run, so that a failure is there for everybody. */
const seed = 20_261_129

const hostile = fc
  .array(fc.constantFrom(...tokens), { minLength: 1, maxLength: 16 })
  .map((parts) => parts.join(''))

const writers: Readonly<Record<string, (text: string) => string>> = {
  'the gate': gate,
  'the gate without its parser': gateUnparsed,
  prose: (text) => prose(text, fork),
  'prose and gate': (text) => gate(prose(text, fork)),
  'plain text': plain,
  'code in a line': inlineCode,
  'a code block': (text) => fence(text),
  'a folded part': (text) => details(text, plain(text)),
  'the text of a link': (text) => link(text, 'https://example.com'),
  'a cell': (text) =>
    `| a |\n| --- |\n| ${tableCell(plain(text))} ${tableCell(inlineCode(text))} |`,
}

describe('whatever a text holds', () => {
  it.each(Object.keys(writers))('nothing is live after %s', (name) => {
    const write = writers[name] ?? String
    fc.assert(
      fc.property(hostile, (text) => {
        expectNothingLive(write(text))
      }),
      { numRuns: runs(400), seed },
    )
  })

  it('a second gate finds nothing to do', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const texts = [text, text + unparsed, prose(text, fork), plain(text)]
        for (const once of texts.map((one) => gate(one))) {
          expect(gate(once)).toBe(once)
        }
      }),
      { numRuns: runs(300), seed },
    )
  })

  it('a line has nothing live in it, is one line, and short enough', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 80 }), (text, most) => {
        const line = gateLine(text, { maxCharacters: most })
        expect(liveInPlainText(line, fork)).toEqual([])
        expect(line.length).toBeLessThanOrEqual(most)
        expect(line).not.toMatch(/[\n\r\t]/u)
        expect(gateLine(line, { maxCharacters: most })).toBe(line)
        const first = sentence(text, most)
        expect(liveInPlainText(first, fork)).toEqual([])
        expect(first.length).toBeLessThanOrEqual(most)
      }),
      { numRuns: runs(500), seed },
    )
  })

  it('its words are still there, in their order', () => {
    const words = fc.array(
      fc.constantFrom('alpha', 'beta', '@gamma', '#7', 'delta', 'fixes'),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(words, (given) => {
        const text = given.join(' ')
        for (const write of [gate, gateUnparsed, plain]) {
          expect(write(text).replaceAll(j, '')).toBe(text)
        }
        expect(prose(text, fork).replaceAll(j, '').replaceAll('\\', '')).toBe(
          text,
        )
      }),
      { numRuns: runs(100) },
    )
  })
})
