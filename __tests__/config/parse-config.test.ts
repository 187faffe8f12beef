import * as fc from 'fast-check'
import { describe, expect, it } from '@jest/globals'
import { Refusal } from '../../src/errors.ts'
import { configOf, noInputs, refusalOf } from './support.ts'

describe('a configuration that cannot be used', () => {
  it('names file, line, key and the nearest known key', () => {
    const text = 'verify:\n  test:\n    run: cargo test\n    timout: 30m\n'

    expect(() => configOf(text)).toThrow(
      '`.github/staging-pr.yml` line 4: `verify.test.timout` is not a known key; did you mean `timeout`?',
    )
  })

  it('says what to do', () => {
    const refuse = () => configOf('base: 1')

    expect(refuse).toThrow(
      expect.objectContaining({
        remedy: 'Correct .github/staging-pr.yml and push again.',
      }),
    )
  })

  it('lists everything that is wrong, by line', () => {
    const text = [
      'gates:',
      '  scope: wran',
      '  scop: warn',
      'timeout: 30',
      'reuse: yes',
    ].join('\n')

    expect(refusalOf(() => configOf(text)).split('\n')).toEqual([
      'line 2: `gates.scope` must be one of error, warn, note, off; found the text "wran"; did you mean `warn`?',
      'line 3: `gates.scop` is not a known key; did you mean `scope`?',
      'line 4: `timeout` must be a time with its unit, such as 90s, 30m or 1h; found the number 30.',
      'line 5: `reuse` must be true or false; found the text "yes".',
    ])
  })

  it('lists twenty problems and counts the others', () => {
    const text = Array.from({ length: 30 }, (_, index) => `x${index}: 1`)

    const lines = refusalOf(() => configOf(text.join('\n'))).split('\n')

    expect(lines).toHaveLength(21)
    expect(lines[20]).toBe('And 10 more.')
  })

  it('names the input and its line', () => {
    const verify = 'test: cargo test\nfmt:\n  rum: cargo fmt\n'
    const refuse = () => configOf(null, { inputs: { ...noInputs, verify } })

    expect(refusalOf(refuse).split('\n')).toEqual([
      'input `verify` line 2: `verify.fmt.run` is missing; it must be a command.',
      'input `verify` line 3: `verify.fmt.rum` is not a known key; did you mean `run`?',
    ])
  })

  it.each([
    [
      'base: 1234',
      'line 1: `base` must be a branch name; found the number 1234; put it in quotes.',
    ],
    [
      'verify: {test: {run: 5}}',
      'line 1: `verify.test.run` must be a command; found the number 5; put it in quotes.',
    ],
    [
      'verify: {test: 5}',
      'line 1: `verify.test` must be a command, or keys with `run` among them; found the number 5.',
    ],
    [
      'verify: {test: " "}',
      'line 1: `verify.test` must be a command; found white space only.',
    ],
    [
      'verify:',
      'line 1: `verify` must be steps by name, such as {test: cargo test}; found nothing.',
    ],
    [
      'verify: {a: {run: x, timeout: 99999999h}}',
      'line 1: `verify.a.timeout` must be a time with its unit, such as 90s, 30m or 1h; found the text "99999999h".',
    ],
    [
      'verify: {a: {run: x, retries: "1"}}',
      'line 1: `verify.a.retries` must be a whole number from 0 to 10; found the text "1".',
    ],
    [
      'verify: {a: {run: x, red: "("}}',
      'line 1: `verify.a.red` must be a valid regular expression; found the text "(".',
    ],
    [
      'verify: {a: {run: x, working-directory: a/../../b}}',
      'line 1: `verify.a.working-directory` must be a folder inside the repository, without a leading / and ..; found the text "a/../../b".',
    ],
    [
      'verify: {Test_1: x}',
      'line 1: `verify.Test_1` must be a step id: a lower-case letter, then lower-case letters, digits or hyphens, 40 at most.',
    ],
    [
      'env: {set: {A-B: x}}',
      'line 1: `env.set.A-B` must be the name of an environment variable: letters, digits and _, no digit first.',
    ],
    [
      'branches: fix/**',
      'line 1: `branches` must be a list such as [a, b], each a branch pattern such as fix/**; found the text "fix/**".',
    ],
    [
      'just text',
      'line 1: the configuration must be keys with values; found the text "just text".',
    ],
  ])('explains %j', (text, message) => {
    expect(refusalOf(() => configOf(text))).toBe(message)
  })

  it.each([
    [
      'verify: {a: x, b: {run: y, needs: [aa]}}',
      'line 1: `verify.b.needs[0]` names `aa`, which is no step; did you mean `a`?',
    ],
    [
      'verify:\n  a: {run: x, needs: [b]}\n  b: y\n',
      'line 2: `verify.a.needs[0]` names `b`, which stands below; steps run in order.',
    ],
    [
      'verify: {a: {run: x, needs: [a]}}',
      'line 1: `verify.a.needs[0]` names the step itself.',
    ],
    [
      'verify:\n  reproduction: x\n  race: {run: y, kind: reproduction}\n',
      'line 3: `verify.race` is a second reproduction step beside `reproduction`; there can be one.',
    ],
    [
      'verify: {test: x}\ncriteria:\n  edge cases: tset\n',
      'line 3: `criteria.edge cases` names `tset`, which is no step; did you mean `test`?',
    ],
    [
      'verify: {}\ncriteria: {edge cases: test}',
      'line 2: `criteria.edge cases` names `test`, which is no step; there are no steps.',
    ],
  ])('checks what steps refer to in %j', (text, message) => {
    expect(refusalOf(() => configOf(text))).toBe(message)
  })
})

describe('the YAML of a configuration', () => {
  it('may hold nothing but comments', () => {
    expect(configOf('# nothing yet\n').branches.source).toBe('default')
  })

  it('keeps off, yes and no as the texts that they are', () => {
    expect(configOf('gates: {scope: off}').gates.scope).toBe('off')
  })

  it.each([
    ['base: a\nbase: b', 'line 2: `base` stands there twice.'],
    [
      'base: &name main\nupstream-base: *name',
      'line 2: `upstream-base` is a YAML alias; write the value out.',
    ],
    ['base: !!binary aGk=', 'line 1: `base` has a YAML tag; leave it out.'],
    [
      'base: !env BASE',
      'line 1: the YAML cannot be read: Unresolved tag: !env.',
    ],
    ['? [a]\n: b', 'line 1: `?` is no plain key.'],
    [
      'base: a\n---\nbase: b',
      'line 2: a second YAML document begins here; there can be one.',
    ],
    ['base: \u0007', 'line 1: control characters are not allowed.'],
    [
      'x: '.padEnd(70_000, 'x'),
      'line 1: the configuration is larger than 64 KiB.',
    ],
    [`a: ${'['.repeat(5000)}`, 'line 1: nested deeper than 64 levels.'],
    ['- '.repeat(5000), 'line 1: nested deeper than 64 levels.'],
    ['? '.repeat(5000), 'line 1: nested deeper than 64 levels.'],
    [
      `base: x\n${' '.repeat(300)}y: 1`,
      'line 2: nested deeper than 64 levels.',
    ],
  ])('is read strictly: %.40j', (text, message) => {
    expect(refusalOf(() => configOf(text))).toBe(message)
  })

  it.each(['__proto__: {polluted: 1}', 'gates: {__proto__: {polluted: 1}}'])(
    'has no key `__proto__`: %s',
    (text) => {
      expect(refusalOf(() => configOf(text))).toContain(
        '__proto__` is not a known key',
      )
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    },
  )

  it('has no merge keys', () => {
    expect(refusalOf(() => configOf('<<: {base: main}'))).toContain(
      '`<<` is not a known key',
    )
  })

  it.each(['constructor: 1', 'toString: 1', 'gates: {constructor: error}'])(
    'does not take %s for something that it knows',
    (text) => {
      expect(refusalOf(() => configOf(text))).toContain('is not a known key')
    },
  )
})

const words =
  'verify test run gates scope env set needs __proto__ constructor prototype << criteria red'.split(
    ' ',
  )
const signs = [
  ': ',
  '\n',
  '\n  ',
  '- ',
  '? ',
  '|\n',
  '---\n',
  '%YAML 1.1\n',
  '&a ',
  '*a',
  '!!',
].concat(Array.from('[]{},#"\'>'))

describe('hostile configurations', () => {
  const word = fc.constantFrom(...words)
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      word,
      fc.string(),
      fc.double(),
      fc.constantFrom(null, true, false, '*a', '&a x', '!!set {a}', '0x1F'),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(word, tie('any'), { maxKeys: 5, noNullPrototype: true }),
    ),
  })).any

  function outcome(text: string): 'read' | 'refused' {
    try {
      configOf(text)
      return 'read'
    } catch (error) {
      if (error instanceof Refusal) return 'refused'
      throw error
    }
  }

  function expectNoPollution(): void {
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(Reflect.get({}, 'run')).toBeUndefined()
  }

  it('are read or refused, whatever their values are', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(outcome(JSON.stringify(given) ?? '')).toMatch(/^re/u)
        expectNoPollution()
      }),
    )
  })

  it('are read or refused, whatever their text is', () => {
    const piece = fc.oneof(
      word,
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom(...signs),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(outcome(pieces.join(''))).toMatch(/^re/u)
        expectNoPollution()
      }),
      { numRuns: 1000 },
    )
  })
})
