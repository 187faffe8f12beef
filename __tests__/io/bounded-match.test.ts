import { describe, expect, it } from '@jest/globals'
import { matchInTime } from '../../src/io/bounded-match.ts'

describe('an expression that somebody wrote', () => {
  it.each([
    ['^lost \\d+ keys$', 'begin\nlost 3 keys\nend', true],
    ['^lost \\d+ keys$', 'begin\nhas lost 3 keys\nend', false],
    ['one\\ntwo', 'zero\none\ntwo', true],
    ['one.two', 'one\ntwo', false],
    ['\\p{L}!', 'ä!', true],
  ])(
    'is looked for at every line and over line ends: %s in %j',
    (source, text, matches) => {
      expect(matchInTime(source, text)).toBe(matches)
    },
  )

  it('is given up where the engine would step back without end', () => {
    expect(matchInTime('^(a+)+$', `${'a'.repeat(50)}!`, 50)).toBeNull()
    expect(matchInTime('^(a+)+$', 'a'.repeat(50), 3_000)).toBe(true)
  })

  it('is given up where each of many spaces begins a new attempt', () => {
    const text = ' '.repeat(256 * 1024)

    expect(matchInTime(String.raw`\s*\n\s*x`, text, 50)).toBeNull()
  })

  it('is an error where it is none', () => {
    expect(() => matchInTime('(', 'text')).toThrow('Invalid regular expression')
  })
})
