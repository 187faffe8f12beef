import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { isPattern, matchesPattern } from '../../src/text/path-pattern.ts'

describe('a pattern', () => {
  it.each([
    ['src/a.rs', 'src/*.rs'],
    ['src/a.rs', 'src/?.rs'],
    ['src/a.rs', '**/a.rs'],
    ['src/a.rs', '**'],
    ['src/a.rs', 'src/**'],
    ['src/a.rs', '**/**/*.rs'],
    ['a.rs', '**/a.rs'],
    ['src/deep/er/a.rs', 'src/**/a.rs'],
    ['src/a.ts', 'src/a.{js,ts}'],
    ['lib/a.ts', '{src,lib}/*.{js,ts}'],
    ['src/x/a.rs', 'src/{x,{y,z}}/a.rs'],
    ['src/z/a.rs', 'src/{x,{y,z}}/a.rs'],
    ['app/[id]/page.tsx', 'app/[id]/*.tsx'],
    ['src/{a}.rs', 'src/{a}.rs'],
    ['.github/workflows/ci.yml', '**/*.yml'],
    ['src/abcabc.rs', 'src/*abc.rs'],
  ])('matches %s: %s', (path, pattern) => {
    expect(matchesPattern(path, pattern)).toBe(true)
  })

  it.each([
    ['src/deep/a.rs', 'src/*.rs'],
    ['src/ab.rs', 'src/?.rs'],
    ['src/a.rs', 'src/*.ts'],
    ['src/a.rs', '*'],
    ['src/a.rs', 'src'],
    ['src/axrs', 'src/a.rs'],
    ['app/i/page.tsx', 'app/[id]/page.tsx'],
    ['src/a.rs', 'SRC/*.rs'],
    ['src/a.rs', ''],
    ['a'.repeat(600), '*'.repeat(600)],
  ])('does not match %s: %s', (path, pattern) => {
    expect(matchesPattern(path, pattern)).toBe(false)
  })

  it('is told from a path', () => {
    expect(isPattern('src/*.rs')).toBe(true)
    expect(isPattern('src/{a,b}.rs')).toBe(true)
    expect(isPattern('app/[id]/page.tsx')).toBe(false)
  })
})

describe('any path and pattern', () => {
  const name = fc.stringMatching(/^[a-c.]{1,6}$/u)
  const path = fc
    .array(name, { minLength: 1, maxLength: 6 })
    .map((names) => names.join('/'))

  it('match when they are the same', () => {
    fc.assert(
      fc.property(path, (path) => {
        expect(matchesPattern(path, path)).toBe(true)
        expect(matchesPattern(path, `**/${path}`)).toBe(true)
        expect(matchesPattern(`x/${path}`, `**/${path}`)).toBe(true)
        expect(matchesPattern(path, path.replaceAll(/[a-c.]+/gu, '*'))).toBe(
          true,
        )
      }),
    )
  })

  it('match as a regular expression does', () => {
    const part = fc.stringMatching(/^[a-c?*]{1,5}$/u)
    const pattern = fc
      .array(fc.oneof(part, fc.constant('**')), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('/'))

    fc.assert(
      fc.property(path, pattern, (path, pattern) => {
        expect(matchesPattern(path, pattern)).toBe(
          expressionOf(pattern).test(`/${path}`),
        )
      }),
    )
  })

  it('come to an answer', () => {
    const part = fc.constantFrom(
      '*',
      '**',
      '{',
      '}',
      ',',
      '?',
      'a',
      '/',
      '{a,b}',
    )
    const pattern = fc
      .array(part, { maxLength: 200 })
      .map((parts) => parts.join(''))

    fc.assert(
      fc.property(path, pattern, (path, pattern) => {
        expect(typeof matchesPattern(path, pattern)).toBe('boolean')
      }),
    )
  })
})

/** The same pattern in other words, over a path with a slash before it. */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('/').map((part) => {
    if (part === '**') return '(?:/[^/]+)*'
    const words = part.replaceAll(/\*+/gu, '[^/]*').replaceAll('?', '[^/]')
    return `/${words}`
  })
  return new RegExp(`^${parts.join('')}$`, 'u')
}
