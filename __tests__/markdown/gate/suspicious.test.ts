import { describe, expect, it } from '@jest/globals'
import { isSuspicious } from '../../../src/markdown/gate/suspicious.ts'

const server = {
  serverUrl: 'https://git.example.com',
  ownRepository: 'me/fork',
}

describe('a text that the gate might have to change', () => {
  it.each([
    'see #12',
    '@octocat',
    String.raw`\@x`,
    String.raw`\#1`,
    String.raw`GH\-1`,
    String.raw`a\/b`,
    String.raw`github\.com`,
    String.raw`https\:`,
    String.raw`a\_b`,
    String.raw`\&`,
    '![a](https://e.com/a.png)',
    '[a]: https://e.com',
    '[a][b]',
    '[a](b)',
    '[a](//e.com)',
    '[a](javascript:b)',
    '[a](https:///b)',
    String.raw`[a](https://\b)`,
    '[a](#1)',
    'https://e.comé',
    'http://\u200be.com',
    'fixes [a](https://e.com)',
    'Closes: <https://e.com>',
    'resolve http://e.com',
    'closed https://e.com',
    'fixed [a',
    'fix: [a',
    'resolves [a',
    'resolved [a',
    'close [a',
    'closes [a',
    'closed [a',
    'resolve [a',
    'fixes [a',
    'https://github.com/a/b/%69ssues/1',
    'https://github.com/a/./b',
    'https://GITHUB.com/a/../b',
    String.raw`https://git.example.com/a\b`,
    'safe\n<img src=x>',
    '</x>',
    '<!-- x -->',
    '<?x',
    '<B onclick=x>',
    '&#35;12',
    '&COMMAT;x',
    '&#x40;x',
    ' <!-- staging-pr:end -->',
  ])('is one for the parser: %j', (text) => {
    expect(isSuspicious(text, server)).toBe(true)
  })

  it.each([
    '',
    'Words, (brackets), [x] and *stars*: a\\*b \\ c.',
    '# Title\n\n- [ ] item\n\n> quote\n\n| a | b |\n| --- | --- |\n| 1 | 2 |',
    '[a](https://e.com/x) [b](http://e.com) [c](#top) https://e.com/x.y',
    'https://github.com/a/b/blob/main/c.ts https://e.com/%20',
    'https://github.com/a/b (50 % of it)',
    'https://github.com/a/.b/c https://github.com/a/..',
    'It fixes the cache, closes files and resolves names: see below.',
    'fixes       [a](https://e.com)',
    '<details open><summary><b>a</b></summary><br></details>',
    'a < b, <5, <-, 1 & 2, R&D, &a b;, &;, R & D &lt; x',
    '%20 is a space: https://github.com/a/b',
    '&lt;T&gt; &amp; &quot; &nbsp;',
    '<!-- staging-pr:begin v1 run=7.1 -->\na\n<!-- staging-pr:end -->',
  ])('is none that is safe as it stands: %j', (text) => {
    expect(isSuspicious(text, server)).toBe(false)
  })
})
