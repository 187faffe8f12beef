import { describe, expect, it } from '@jest/globals'
import { cutAtWord, oneLine } from '../../src/pull-request/cut.ts'

describe('a text that is cut at a word', () => {
  it.each([
    ['stays where it fits to the letter', 'one two', 7, 'one two'],
    ['loses the word that does not fit', 'one two three', 12, 'one two…'],
    ['loses a word that does not fit whole', 'one two', 6, 'one…'],
    [
      'is cut within a word that is more than half',
      'a longer-than-that',
      10,
      'a longer-…',
    ],
    [
      'is cut within a word where its space is in the middle',
      'abcd efgh ij',
      10,
      'abcd efgh…',
    ],
    ['keeps no space before the sign', 'ab  cd', 5, 'ab…'],
    ['ends before half a pair', 'abc🦀def', 5, 'abc…'],
    ['keeps a whole pair', 'abc🦀def', 6, 'abc🦀…'],
    ['keeps half a pair that stood there', 'a\uD83Dbcdef', 5, 'a\uD83Dbc…'],
    ['is the sign alone where there is no room', 'abc', 0, '…'],
  ])('%s: %j', (_, text, ...[most, cut]) => {
    expect(cutAtWord(text, most)).toBe(cut)
  })
})

describe('a text on one line', () => {
  it('has one space for white space and control characters of every kind', () => {
    expect(oneLine('  a\n\n b\t\u0007c\r\n')).toBe('a b c')
    expect(oneLine('a b')).toBe('a b')
  })
})
