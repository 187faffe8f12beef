import { describe, expect, it } from '@jest/globals'
import {
  anyHost,
  breakCode,
  breakNumbers,
  breakReferences,
  endsInClosingWord,
  findReferences,
  insertJoiners,
  type ReferenceScope,
  wordJoiner,
} from '../../src/markdown/references.ts'

const fork: ReferenceScope = {
  hosts: ['github.com', 'git-hub.example.com'],
  own: 'github.com/me/fork',
}
const sha = '0123456789abcdefABCDEF0123456789abcdef01'

/** A text with `~` wherever a joiner was put. */
function broken(text: string, scope = fork): string {
  return breakReferences(text, scope).replaceAll(wordJoiner, '~')
}

/** `kind start@at` of each. */
function found(text: string, scope = fork): readonly string[] {
  return findReferences(text, scope).map(
    ({ kind, start, at }) => `${kind} ${start}@${at}`,
  )
}

describe('a name', () => {
  it.each([
    ['@octocat', '@~octocat'],
    ['(@a) _@B _@9', '(@~a) _@~B _@~9'],
    ['see @o/team', 'see @~o/team'],
    ['me@0123abc', 'me@~0123abc'],
    [`me@${sha} x`, `me@~0123456 x`],
    ['a@b.org@c', 'a@b.org@~c'],
    ['x.y+z@b.org@c-d@e', 'x.y+z@b.org@~c-d@~e'],
  ])('is broken behind its sign: %s', (text, out) => {
    expect(broken(text)).toBe(out)
  })

  it.each([
    ['me@example.com'],
    ['a@b'],
    ['A@b Z@c 9@d'],
    ['me@0123ab'],
    ['me@0123abcx'],
    [`me@${'a'.repeat(41)}`],
    ['@ octocat'],
    ['@-a @_a @'],
    ['a@b c@d'],
  ])('is none in %s', (text) => {
    expect(broken(text)).toBe(text)
  })
})

describe('a number', () => {
  it.each([
    ['#1', '#~1'],
    ['up/repo#12', 'up/repo#~12'],
    ['a#0', 'a#~0'],
    ['GH-1 gh-9 Gh-12 gH-0', 'GH-~1 gh-~9 Gh-~12 gH-~0'],
    ['(GH-1) _gh-2', '(GH-~1) _gh-~2'],
  ])('is broken behind its mark: %s', (text, out) => {
    expect(broken(text)).toBe(out)
  })

  it.each([
    ['# 1'],
    ['#a'],
    ['aGH-1'],
    ['9gh-1'],
    ['ZGH-1'],
    ['GH-a'],
    ['GH 1'],
    ['GH-'],
  ])('is none in %s', (text) => {
    expect(broken(text)).toBe(text)
  })

  it('alone is broken where only numbers are asked for', () => {
    expect(
      breakNumbers(`@a #1 GH-2 fixes #3`).replaceAll(wordJoiner, '~'),
    ).toBe('@a #~1 GH-~2 fixes #~3')
  })
})

describe('a commit', () => {
  it('is shortened to seven digits, and nothing else of the text is', () => {
    expect(broken(`in ${sha}, and @a`)).toBe('in 0123456, and @~a')
    expect(broken(`${sha} ${sha}`)).toBe('0123456 0123456')
    expect(found(`x ${sha}`)).toEqual(['commit 2@9'])
  })

  it('ends where an address begins', () => {
    for (const link of ['https://a.b', 'HTTP://a.b', 'ftp://a.b']) {
      expect(broken(`${sha}${link}`)).toBe(`0123456${link}`)
    }
    expect(broken(`${sha}https:a`)).toBe(`${sha}https:a`)
  })

  it.each([
    [`a${sha}`],
    [`${sha}a`],
    [`${sha}0`],
    [`Z${sha}`],
    [`9${sha}Z`],
    [sha.slice(1)],
    [sha.replace('0', 'g')],
  ])('is none in %s', (text) => {
    expect(broken(text)).toBe(text)
  })

  it.each([
    [`https://example.com/${sha}`],
    [`http://example.com/a/${sha}/b`],
    [`(HTTPS://example.com/${sha})`],
    [`https://example.com/${'a/'.repeat(130)}${sha}`],
    [`${'long '.repeat(100)}https://example.com/${sha}`],
  ])('stays whole in an address: %s', (text) => {
    expect(broken(text)).toBe(text)
  })

  it.each([
    [`https://example.com/ ${sha}`],
    [`https://example.com/<${sha}`],
    [`https://example.com/>${sha}`],
    [`https://example.com/"${sha}`],
    [`https://example.com/\`${sha}`],
    [`ftp://example.com/${sha}`],
    [`xhttps://example.com/${sha}`],
    [`9http://example.com/${sha}`],
    [`httpx://example.com/${sha}`],
    [`//example.com/${sha}`],
    [`${sha} https://example.com/`],
    [`https://example.com/${'a/'.repeat(160)}${sha}`],
  ])('is shortened where no address protects it: %s', (text) => {
    expect(broken(text)).toBe(text.replace(sha, '0123456'))
  })

  it('is shortened in an address that is broken itself', () => {
    const page = `https://github.com/up/repo/commit/${sha}`

    expect(broken(page)).toBe('https:~//github~.com/up/repo/commit/0123456')
    expect(broken(`https://github.com/me/fork/commit/${sha}`)).toBe(
      `https://github.com/me/fork/commit/${sha}`,
    )
  })
})

describe('an address', () => {
  it.each([
    'issues/1',
    'issue/1',
    'pull/1',
    'pulls/1',
    'discussions/1',
    'discussion/1',
    'commit/1',
    'commits/1',
    'compare/a',
    'ISSUES/1',
  ])('of a page upstream is broken in scheme and host: %s', (page) => {
    expect(broken(`https://github.com/up/repo/${page}`)).toBe(
      `https:~//github~.com/up/repo/${page}`,
    )
  })

  it.each([
    ['http://github.com/up/repo/pull/1', 'http:~//github~.com/up/repo/pull/1'],
    ['www.github.com/up/repo/pull/1', 'www~.github~.com/up/repo/pull/1'],
    ['github.com/up/repo/pull/1', 'github~.com/up/repo/pull/1'],
    [
      'www.example.com github.com/up/repo/pull/1',
      'www.example.com github~.com/up/repo/pull/1',
    ],
    ['GitHub.com/up/repo/pull/1', 'GitHub~.com/up/repo/pull/1'],
    ['github.com./up/repo/pull/1', 'github~.com./up/repo/pull/1'],
    ['github.com:443/up/repo/pull/1', 'github~.com:443/up/repo/pull/1'],
    ['github.com//up//repo//pull/1', 'github~.com//up//repo//pull/1'],
    [
      'https://me@github.com/up/repo/pull/1',
      'https:~//me@github~.com/up/repo/pull/1',
    ],
    [
      'https://git-hub.example.com/up/repo/pull/1',
      'https:~//git-hub.example~.com/up/repo/pull/1',
    ],
    [
      'https://git-hub.example.com/me/fork/pull/1',
      'https:~//git-hub.example~.com/me/fork/pull/1',
    ],
    [
      'https://github.com/me/fork/compare/main...a',
      'https:~//github~.com/me/fork/compare/main...a',
    ],
    [
      'https://github.com/me/fork/issues/new',
      'https:~//github~.com/me/fork/issues/new',
    ],
    [
      'https://github.com/me/fork/pull/new/branch',
      'https:~//github~.com/me/fork/pull/new/branch',
    ],
    [
      'x https://github.com/up/a/pull/1 https://github.com/up/b/pull/2',
      'x https:~//github~.com/up/a/pull/1 https:~//github~.com/up/b/pull/2',
    ],
  ])('is broken: %s', (text, out) => {
    expect(broken(text)).toBe(out)
  })

  it.each([
    ['https://github.com/me/fork/pull/1'],
    ['https://github.com/ME/Fork/issues/1'],
    ['https://github.com/me/fork/issues/newer'],
    ['https://github.com/up/repo'],
    ['https://github.com/up/repo/tree/main'],
    ['https://github.com/up/repo/pull'],
    ['https://github.com/up'],
    ['https://redirect.github.com/up/repo/pull/1'],
    ['https://agithub.com/up/repo/pull/1'],
    ['https://a-github.com/up/repo/pull/1'],
    ['https://github.community/up/repo/pull/1'],
    ['https://github.com:123456/up/repo/pull/1'],
    ['https://githubxcom/up/repo/pull/1'],
    ['https://git.other.com/up/repo/pull/1'],
    ['https://github.com/up repo/x/pull/1'],
  ])('stays: %s', (text) => {
    expect(broken(text)).toBe(text)
  })

  it('says where it stands, to the letter', () => {
    expect(found('a https://github.com/up/repo/issues/12 b')).toEqual([
      'scheme 2@8',
      'address 10@16',
    ])
    expect(found(`closes: #1 @me GH-2 x@${sha}`)).toEqual([
      'closing 0@2',
      'number 8@9',
      'mention 11@12',
      'number 15@18',
      'mention 21@22',
      'commit 22@29',
    ])
  })

  it('of a server whose name has no dot is broken before its last letter', () => {
    const scope: ReferenceScope = { hosts: ['build'], own: null }

    expect(broken('https://build/up/repo/pull/1', scope)).toBe(
      'https:~//buil~d/up/repo/pull/1',
    )
  })

  it('of any server is broken where nobody knows which', () => {
    const text = 'https://git.example.com/up/repo/issues/1'

    expect(broken(text, anyHost)).toBe(
      'https:~//git.example~.com/up/repo/issues/1',
    )
    expect(broken('https://localhost/up/repo/pull/1', anyHost)).toBe(
      'https:~//l~ocalhost/up/repo/pull/1',
    )
    expect(broken('https://agithub.com/up/repo/pull/1', anyHost)).toBe(
      'https:~//agithub~.com/up/repo/pull/1',
    )
    expect(broken('https://github.com.example.org/a/b/pull/1', anyHost)).toBe(
      'https:~//github.com.example~.org/a/b/pull/1',
    )
    expect(broken('https://github.com/me/fork/pull/1', anyHost)).toBe(
      'https:~//github~.com/me/fork/pull/1',
    )
    expect(broken('https://a.github.com:80/up/r/pull/1', anyHost)).toBe(
      'https:~//a.github~.com:80/up/r/pull/1',
    )
    expect(broken(text)).toBe(text)
  })

  it.each([
    ['https://redirect.github.com/up/repo/pull/1'],
    ['https://me@redirect.github.com/up/repo/pull/1'],
    ['https://git.example.com/up/repo'],
    ['https://git.example.com'],
    [`https://git.example${wordJoiner}.com/up/repo/pull/1`],
  ])('of any server stays where it leads to no page: %j', (text) => {
    expect(breakReferences(text, anyHost)).toBe(text)
  })
})

describe('a closing keyword', () => {
  it.each([
    'close',
    'closes',
    'closed',
    'fix',
    'fixes',
    'fixed',
    'resolve',
    'resolves',
    'resolved',
    'FIXES',
  ])('is broken before a reference: %s', (word) => {
    const out = `${word.slice(0, 2)}~${word.slice(2)}`

    expect(broken(`${word} #1`)).toBe(`${out} #~1`)
    expect(broken(`x ${word}: up/repo#1`)).toBe(`x ${out}: up/repo#~1`)
    for (const scheme of ['http', 'https']) {
      const link = `${scheme}://example.com`
      expect(broken(`${word} ${link}`)).toBe(`${out} ${link}`)
    }
  })

  it.each([
    ['fixes  \n #1', 'fi~xes  \n #~1'],
    ['fixes [#1]', 'fi~xes [#~1]'],
    ['fixes (#1', 'fi~xes (#~1'],
    ['fixes <https://a.b>', 'fi~xes <https://a.b>'],
    ['fixes:::::: #1'.replace(' ', ''), 'fi~xes::::::#~1'],
    ['fixes a-b/c_d.e#1', 'fi~xes a-b/c_d.e#~1'],
    ['fixes GH-1', 'fi~xes GH-~1'],
    [`fixes ${sha}`, 'fi~xes 0123456'],
    ['_fixes #1', '_fi~xes #~1'],
  ])('is broken over what stands between: %j', (text, out) => {
    expect(broken(text)).toBe(out)
  })

  it.each([
    ['fixes it'],
    ['fixes'],
    ['fixes#'],
    ['it fixes, with care'],
    ['fixes a: b'],
    ['fixes a/b and c'],
  ])('stays before a word: %s', (text) => {
    expect(broken(text)).toBe(text)
  })

  it.each([
    ['prefixes #1', 'prefixes #~1'],
    ['9fix #1', '9fix #~1'],
    ['fixing #1', 'fixing #~1'],
    ['fixs #1', 'fixs #~1'],
    ['fixes a, #1', 'fixes a, #~1'],
    ['fixes       #1', 'fixes       #~1'],
    ['fixes a:b#1', 'fixes a:b#~1'],
    ['fixes#1', 'fixes#~1'],
    [`fixes ${'a'.repeat(301)}#1`, `fixes ${'a'.repeat(301)}#~1`],
  ])('stays where it is none: %s', (text, out) => {
    expect(broken(text)).toBe(out)
  })

  it.each([
    ['It fixes ', 5],
    ['close:', 2],
    ['and Resolved: [', 6],
    ['fixed (', 2],
    ['resolve ', 2],
    ['fix <', 2],
    [`${'long '.repeat(10)}closes `, 52],
  ])('is found at the end of a text, whatever follows: %j', (text, at) => {
    expect(endsInClosingWord(text)).toBe(at)
  })

  it.each([['fixes'], ['fixes x'], ['prefix '], ['fixes [['], ['9fix '], ['']])(
    'is not found in %j',
    (text) => {
      expect(endsInClosingWord(text)).toBeNull()
    },
  )
})

describe('code', () => {
  it('has numbers, addresses and our markers broken, and names and commits as they are', () => {
    expect(
      breakCode(
        `@a #1 ${sha} https://git.example.com/up/r/pull/2 fixes x`,
      ).replaceAll(wordJoiner, '~'),
    ).toBe(`@a #~1 ${sha} https://git.example~.com/up/r/pull/2 fixes x`)
    expect(
      breakCode(
        '<!-- staging-pr:end --> <!--staging-pr <!--  STAGING-PR <!-- other -->',
      ).replaceAll(wordJoiner, '~'),
    ).toBe(
      '<~!-- staging-pr:end --> <~!--staging-pr <~!--  STAGING-PR <!-- other -->',
    )
  })
})

describe('joiners', () => {
  it('stand at each of the offsets and nowhere else', () => {
    expect(insertJoiners('abcd', [])).toBe('abcd')
    expect(insertJoiners('abcd', [1, 3])).toBe(`a${wordJoiner}bc${wordJoiner}d`)
  })
})
