import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createRedact, redacted } from '../../src/text/redact.ts'

const secret = 's3cr3t/value+with=odd&letters'
const redact = createRedact([secret])

describe('a known value', () => {
  it('goes out of a text, wherever it stands', () => {
    expect(redact(`a${secret}b ${secret}`)).toBe(`a${redacted}b ${redacted}`)
  })

  it('goes in the forms in which it usually turns up', () => {
    const basic = Buffer.from(`x-access-token:${secret}`).toString('base64')

    for (const form of [
      encodeURIComponent(secret),
      JSON.stringify({ secret }),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      basic,
    ]) {
      expect(redact(form)).toContain(redacted)
    }
    expect(redact(basic).length).toBeLessThan(basic.length)
  })

  it('goes within a text of JSON, where its own signs are escaped', () => {
    const clean = createRedact(['pass"word\\with signs'])

    expect(
      clean(JSON.stringify({ a: 'my pass"word\\with signs, it is' })),
    ).toBe(`{"a":"my ${redacted}, it is"}`)
  })

  it('goes line by line where it has several', () => {
    const key = createRedact(['first line of it\nsecond line of it'])

    expect(key('log: second line of it')).toBe(`log: ${redacted}`)
  })

  it('goes in each place that base64 can have for it, and its neighbours stay', () => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      const form = Buffer.from(`${before}${secret}zz`).toString('base64')
      const clean = redact(`x ${form} y`)

      expect(clean).toMatch(/^x [A-Za-z0-9+/]{0,5}\(redacted\)[\w+/=]{0,6} y$/u)
    }
  })

  it('goes in base64 for addresses, where it has signs of its own', () => {
    const signs = '>>>>????>>>>????'
    const clean = createRedact([signs])

    expect(clean(Buffer.from(signs).toString('base64'))).toContain(redacted)
    expect(clean(Buffer.from(signs).toString('base64url'))).toContain(redacted)
    expect(clean('-_-_-_-_-_ ++++//// stay')).toBe('-_-_-_-_-_ ++++//// stay')
  })

  it('goes whole where another value is its beginning', () => {
    const both = createRedact(['beginning', 'beginning-and-end'])

    expect(both('a beginning-and-end of it')).toBe(`a ${redacted} of it`)
    expect(both('a beginning of it')).toBe(`a ${redacted} of it`)
  })

  it('goes without the white space around it', () => {
    expect(createRedact(['  \tpassword\n'])('my password.')).toBe(
      `my ${redacted}.`,
    )
  })

  it('goes from eight characters on', () => {
    expect(createRedact(['12345678'])('is 12345678')).toBe(`is ${redacted}`)
    expect(createRedact(['1234567'])('is 1234567')).toBe('is 1234567')
    expect(createRedact(['   1234567   '])('is 1234567')).toBe('is 1234567')
  })

  it('stays when it is a short word, which would only ruin the log', () => {
    expect(createRedact(['true', 'main', ''])('it is true on main')).toBe(
      'it is true on main',
    )
  })
})

describe('a token that is known by its look', () => {
  it.each([
    ['ghp_', `ghp_${'a1'.repeat(18)}`],
    ['ghs_ with a JWT', `ghs_15368_eyJ${'aB3-_.'.repeat(60)}`],
    ['github_pat_', `github_pat_${'A'.repeat(22)}_${'b'.repeat(59)}`],
    ['npm', `npm_${'x'.repeat(36)}`],
    ['AWS', 'AKIAIOSFODNN7EXAMPLE'],
    ['Slack', 'xoxb-123456789012-abcdefghijkl'],
    ['GitLab', `glpat-${'a1'.repeat(10)}`],
    ['PyPI', `pypi-AgEI${'aB'.repeat(40)}`],
    ['crates.io', `cio${'aB1z'.repeat(8)}`],
    ['Docker Hub', `dckr_pat_${'a-B'.repeat(9)}`],
    ['Google', `AIza${'aB1z5'.repeat(7)}`],
    ['DigitalOcean', `dop_v1_${'0a'.repeat(32)}`],
    ['SendGrid', `SG.${'a'.repeat(22)}.${'b'.repeat(43)}`],
    ['Stripe', `sk_live_${'a1'.repeat(12)}`],
    ['a language model', `sk-ant-${'a1-'.repeat(12)}`],
    ['a hub of models', `hf_${'aB'.repeat(17)}`],
    [
      'JWT',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N',
    ],
  ])('goes: %s', (_, token) => {
    expect(redact(`token=${token} end`)).toBe(`token=${redacted} end`)
  })

  it.each([
    'cio is an acronym, and circle is a shape',
    'task-anticipation-of-the-next-sk-antenna',
    'hf_model, AIza, SG.1.2, sk_live_',
  ])('does not make words of %j go', (text) => {
    expect(redact(text)).toBe(text)
  })

  it('goes behind a hyphen as well, and what stands before it stays', () => {
    const token =
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N'

    expect(redact(`--token-${token} end`)).toBe(`--token-${redacted} end`)
    expect(redact(`a-eyJ-b-${token}.x`)).toBe(`a-${redacted}.x`)
    expect(redact(`x${token}`)).toBe(`x${token}`)
    expect(redact('a-eyJhbGciOiJI.eyJzdWIiOiIxMj.short')).toBe(
      'a-eyJhbGciOiJI.eyJzdWIiOiIxMj.short',
    )
  })

  it.each([
    ...['p', 'o', 'u', 's', 'r'].map((kind) => [`gh${kind}_${'a'.repeat(36)}`]),
    [`github_pat_${'A'.repeat(22)}`],
    ['ASIAIOSFODNN7EXAMPLE'],
    ...['a', 'b', 'p', 'o', 's', 'r'].map((kind) => [`xox${kind}-a-1-2-3-4-5`]),
    ['eyJhbGciOiJIU.eyJzdWIiOiIxM.dozjgNryP4'],
  ])('goes at its shortest: %s', (token) => {
    expect(redact(`(${token})`)).toBe(`(${redacted})`)
  })

  it.each([
    [`ghp_${'a'.repeat(35)}`],
    [`ghx_${'a'.repeat(36)}`],
    [`xghp_${'a'.repeat(36)}`],
    [`github_pat_${'A'.repeat(21)}`],
    [`xgithub_pat_${'A'.repeat(22)}`],
    [`npm_${'x'.repeat(35)}`],
    [`npm_${'x'.repeat(37)}`],
    [`xnpm_${'x'.repeat(36)}`],
    ['AKIAIOSFODNN7EXAMPL'],
    ['AKIAIOSFODNN7EXAMPLEX'],
    ['XAKIAIOSFODNN7EXAMPLE'],
    ['AKIBIOSFODNN7EXAMPLE'],
    ['AKIAiosfodnn7example'],
    ['xoxz-123456789012'],
    ['xoxb-123456789'],
    ['axoxb-1234567890'],
    ['eyJhbGciOiJI.eyJzdWIiOiIxMj.dozjgNryP4'],
    ['eyJhbGciOiJIU.eyJzdWIiOiI.dozjgNryP4'],
    ['eyJhbGciOiJIU.abJzdWIiOiIxMj.dozjgNryP4'],
    ['eyJhbGciOiJIU.eyJzdWIiOiIxMj.dozjgNryP'],
    ['-----BEGIN PUBLIC KEY-----'],
    ['https://me:ab@example.com'],
    ['https://me:hunter22/example.com'],
    ['me:hunter22@example.com'],
  ])('stays where it is none: %s', (text) => {
    expect(redact(`(${text})`)).toBe(`(${text})`)
  })

  it('goes with all letters that belong to it, and nothing behind them', () => {
    const tail = 'Aa0_-'
    const jwt = `eyJ${tail.repeat(3)}.eyJ${tail.repeat(3)}.${tail.repeat(3)}`

    expect(redact(`${jwt}.x`)).toBe(`${redacted}.x`)
    expect(redact(`ghs_${'Aa0._-'.repeat(9)}+x`)).toBe(`${redacted}+x`)
    expect(redact(`github_pat_${'Aa0_'.repeat(9)}-x`)).toBe(`${redacted}-x`)
    expect(redact(`xoxb-${'Aa0-'.repeat(9)}_x`)).toBe(`${redacted}_x`)
  })

  it('goes as a key without an end, with or without a kind', () => {
    const lines = 'MII/Eow+\nAAAA==\n'

    for (const kind of ['', 'EC ', 'OPENSSH ']) {
      const head = `-----BEGIN ${kind}PRIVATE KEY-----`
      const end = `-----END ${kind}PRIVATE KEY-----`
      expect(redact(`x ${head}${lines}`)).toBe(`x ${redacted}`)
      expect(redact(`x ${head}\n${lines}${end}. y`)).toBe(`x ${redacted}. y`)
    }
  })

  it('goes out of an address with every sign that a user name may have', () => {
    expect(redact('git+ssh://a.b%40c+d-e_1:p/w@host')).toBe(
      'git+ssh://a.b%40c+d-e_1:p/w@host',
    )
    expect(redact('ftp://a.b%40c+d-e_1:pw$@host')).toBe(
      `ftp://a.b%40c+d-e_1:${redacted}@host`,
    )
    expect(redact('https://:secret@host')).toBe(`https://:${redacted}@host`)
  })

  it('goes out of an address, and the address stays', () => {
    expect(redact('https://me:hunter22@example.com/a')).toBe(
      `https://me:${redacted}@example.com/a`,
    )
  })

  it('goes out of an address where it stands for the user', () => {
    const token = 'a1-_.'.repeat(4)

    expect(redact(`https://${token}@example.com/a`)).toBe(
      `https://${redacted}@example.com/a`,
    )
    for (const text of [
      `https://${token.slice(1)}@example.com/a`,
      `${token}@example.com`,
      `https://${token}.example.com/a`,
      'https://example.com/to/the/users/of/that/server/me@example.com',
    ]) {
      expect(redact(text)).toBe(text)
    }
  })

  it('goes as a whole key', () => {
    const key =
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nAAAA==\n-----END RSA PRIVATE KEY-----'

    expect(redact(`x ${key} y`)).toBe(`x ${redacted} y`)
  })
})

describe('any text', () => {
  it('never holds the value afterwards, and nothing else changes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 8, maxLength: 40 }),
        fc.string({ maxLength: 100 }),
        fc.string({ maxLength: 100 }),
        (value, before, after) => {
          const clean = createRedact([value])
          const known = value.trim()
          const text = `${before}${value}${after}`

          if (known.length >= 8) expect(clean(text)).not.toContain(known)
        },
      ),
      { seed: 7, numRuns: 300 },
    )
  })

  it('stays as it is without a secret', () => {
    const text =
      'test result: ok. 12 passed; see https://example.com/a:b and git@github.com:o/r.git'

    expect(redact(text)).toBe(text)
  })
})
