import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { printableText } from '../../src/text/printable.ts'
import {
  firstCharacters,
  lastCharacters,
  lastLines,
} from '../../src/text/truncate.ts'

describe('text as a person may see it', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a title', '\u001b]0;title\u0007text', 'text'],
    [
      'a hidden link',
      '\u001b]8;;https://e.com\u001b\\text\u001b]8;;\u001b\\',
      'text',
    ],
    ['8-bit sequences', '\u009b31mred', 'red'],
    ['a line that is written over', 'safe\rred', 'safe\nred'],
    ['line ends of other systems', 'a\r\nb\u2028c\u0085d', 'a\nb\nc\nd'],
    ['backspaces and bells', 'a\b\u0007b', 'ab'],
    ['reordered text', 'a\u202eb', String.raw`a\u{202E}b`],
    ['hidden letters', 'a\u200b\u{e0041}b', String.raw`a\u{200B}\u{E0041}b`],
    ['half a character', 'a\ud800b', 'a\ufffdb'],
    ['ordinary text', 'ä 日本 😀\tx\n', 'ä 日本 😀\tx\n'],
  ])('%s', (_name, text, expected) => {
    expect(printableText(text)).toBe(expected)
  })

  it('is the same when it is made twice, and holds no control character', () => {
    const parts = fc.constantFrom(
      '\u001b',
      '[',
      ']',
      '31m',
      ';',
      '\u0007',
      'a',
      '\u202e',
      '\r',
      '\n',
      '\ud800',
      '\u009b',
      '\\',
      '😀',
      '\u0090',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), (given) => {
        const once = printableText(given.join(''))
        expect(printableText(once)).toBe(once)
        expect(once).not.toMatch(/(?![\t\n])\p{Cc}|\p{Cs}/u)
      }),
    )
  })
})

describe('cutting', () => {
  it('never leaves half a character', () => {
    expect(firstCharacters('a😀b', 2)).toBe('a')
    expect(firstCharacters('a😀b', 3)).toBe('a😀')
    expect(lastCharacters('a😀b', 2)).toBe('b')
    expect(lastCharacters('a😀b', 3)).toBe('😀b')
  })

  it('keeps whole last lines within both bounds', () => {
    const text = 'one\ntwo\nthree\n\n'

    expect(lastLines(text, { lines: 2, characters: 100 })).toBe('two\nthree')
    expect(lastLines(text, { lines: 3, characters: 8 })).toBe('three')
    expect(lastLines('abcdef', { lines: 3, characters: 3 })).toBe('def')
  })
})
