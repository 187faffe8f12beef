import { describe, expect, it } from '@jest/globals'
import { gateStrictly } from '../../../src/markdown/gate/strict.ts'

const server = {
  serverUrl: 'https://git.example.com',
  ownRepository: 'me/fork',
}

/** The text with `~` wherever a joiner was put. */
function strictly(text: string): string {
  return gateStrictly(text, server).replaceAll('\u2060', '~')
}

describe('a text that no parser sees', () => {
  it.each([
    ['@octocat\nfixes #1', '@~octocat\nfi~xes #~1'],
    ['<img src=x>', '<~img src=x>'],
    ['<IMG SRC=x>', '<~IMG SRC=x>'],
    ['a</x><?y <!-- z', 'a<~/x><~?y <~!-- z'],
    ['<details><x>', '<details><~x>'],
    ['<https://e.com> <x>', '<https://e.com> <~x>'],
    ['[a](https://e.com x)', '[a]~(https://e.com x)'],
    ['<httpx://a.b>', '<~httpx://a.b>'],
    ['&#35;12 &commat;x', '&~#~35;12 &~commat;x'],
    ['&amp;&COMMAT;', '&amp;&~COMMAT;'],
    ['![a](https://e.com/a.png)', '!~[a](https://e.com/a.png)'],
    ['[a]: https://e.com', '[a]~: https://e.com'],
    [
      '[a](b) [a](//b) [a](javascript:b)',
      '[a]~(b) [a]~(//b) [a]~(javascript:b)',
    ],
    ['[a](https://é.com/)', '[a]~(https:~//é.com/)'],
    [
      String.raw`\@ \# \- \/ \. \: \_ \&`,
      String.raw`\~@ \~# \~- \~/ \~. \~: \~_ \~&`,
    ],
    ['http://e.é.com/', 'http:~//e.é.com/'],
    ['fixes [a](https://e.com/)', 'fix~es [a](https://e.com/)'],
    ['Close: [a', 'Close~: [a'],
    ['resolved  [a', 'resolve~d  [a'],
    ['_fix [a', '_fix~ [a'],
  ])('is broken by joiners alone: %j', (text, out) => {
    expect(strictly(text)).toBe(out)
    expect(gateStrictly(text, server).replaceAll('\u2060', '')).toBe(text)
  })

  it.each([
    [
      'https://github.com/a/b/%69ssues/1',
      'https:~//~github.com/a/b/%69ssues/1',
    ],
    ['HTTP://x@GitHub.com/a/./b', 'HTTP:~//x@~GitHub.com/a/./b'],
    ['https://github.com/a/../b', 'https:~//~github.com/a/../b'],
    [String.raw`https://github.com/a\b`, String.raw`https:~//~github.com/a\b`],
    ['https://git.example.com/a/%69', 'https:~//~git.example.com/a/%69'],
  ])('has an address broken that may hide a page: %j', (text, out) => {
    expect(strictly(text)).toBe(out)
  })

  it.each([
    '<!-- staging-pr:begin v1 run=7.1 head=1a2b. Write above or below; kept. -->',
    '<!-- staging-pr:begin -->',
    '<!-- staging-pr:review Ticks in this list are kept. -->',
    '<!-- staging-pr:end -->',
    '<!-- staging-pr:end--> \t',
    '<details open><summary><b>x</b></summary><br>',
    '<https://e.com/> <http://e.com/>',
    'a < b, a <5, <-, R & D, &1',
    '&lt;T&gt;',
    '[a](https://e.com/x) [a](http://e.com) [a](#top) [a] (b)',
    String.raw`\* \a \\`,
    'https://github.com/a/b https://e.com/%20 https://githubxcom/%20',
    'https://github.com/a/.b https://github.com/a/b/...',
    'prefix [a, fixing [a, fixes a, fix, [a',
    'é http and https: é http://e.com/é',
  ])('keeps what is harmless byte for byte: %j', (text) => {
    expect(strictly(text)).toBe(text)
  })
})
