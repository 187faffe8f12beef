import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type * as z from 'zod/mini'

import { Refusal } from '../../src/errors.ts'
import {
  decodeEvidence,
  parseEvidence,
} from '../../src/evidence/decode-evidence.ts'
import type { Evidence } from '../../src/evidence/evidence.ts'
import {
  evidenceJsonSchema,
  type evidenceSchema,
} from '../../src/evidence/evidence-schema.ts'
import { finding } from '../../src/finding.ts'
import { makeEvidence } from '../support/staging-facts.ts'

/** Readonly all the way down, as the type of evidence is. */
type Deep<Value> = { readonly [Key in keyof Value]: Deep<Value[Key]> }
type Decoded = Deep<z.output<typeof evidenceSchema>>

/** Evidence and the schema's output have the same fields: each is the other. */
function sameType(evidence: Evidence): Decoded {
  const decoded: Decoded = evidence
  const back: Evidence = decoded
  return back
}

const full = makeEvidence({
  run: { id: null, attempt: null, repositoryId: null },
  criteria: [
    { text: 'It is fixed', checked: true, state: 'proved', by: 'test' },
    { text: 'It is documented', checked: false, state: 'open', by: null },
  ],
  findings: [
    finding({ rule: 'dependencies', severity: 'note', message: 'Seen.' }),
    finding({
      rule: 'criteria/near-miss-heading',
      severity: 'warn',
      message: 'A heading is not counted.',
      remedy: 'Write `##`.',
      path: '.chant/specs/005.md',
      line: 12,
    }),
  ],
  conclusion: 'incomplete',
})

/** Evidence as it is read from a file, to be spoiled. */
function stored(): Record<string, unknown> {
  return Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(full))))
}

function messageOf(value: unknown): string {
  try {
    decodeEvidence(value)
    return 'accepted'
  } catch (error) {
    return error instanceof Refusal
      ? error.message
      : `crashed: ${String(error)}`
  }
}

describe('evidence that a run has written', () => {
  it('is read as it was', () => {
    const text = JSON.stringify(full)

    expect(parseEvidence(text, 'evidence.json')).toEqual(full)
    expect(decodeEvidence(JSON.parse(text))).toEqual(sameType(full))
  })

  it('may lack a spec', () => {
    expect(messageOf({ ...stored(), spec: null })).toBe('accepted')
  })
})

describe('other JSON', () => {
  const [step] = full.steps

  it.each([
    [{ schemaVersion: 2 }, '`schemaVersion`: expected 1; found 2'],
    [{ head: null }, '`head`: expected an object; found null'],
    [{ product: undefined }, '`product`: expected a text; found nothing'],
    [
      { conclusion: 'fine' },
      '`conclusion`: expected one of ready, incomplete, failed, inconclusive, stale; found "fine"',
    ],
    [
      { steps: [step, { ...step, status: 'done' }] },
      '`steps[1].status`: expected one of passed, failed, timed-out, not-started, skipped, cancelled; found "done"',
    ],
    [
      { steps: [{ ...step, flaky: 'no' }] },
      '`steps[0].flaky`: expected true or false; found "no"',
    ],
    [
      { steps: [{ ...step, id: '../x' }] },
      '`steps[0].id`: expected a text that matches /^[a-z][a-z0-9-]{0,39}$/u; found "../x"',
    ],
    [{ steps: {} }, '`steps`: expected a list; found an object'],
    [
      { run: { id: 1.5, attempt: 1, repositoryId: 1 } },
      '`run.id`: expected a whole number; found 1.5',
    ],
    [
      { run: { id: -1, attempt: 1, repositoryId: 1 } },
      '`run.id`: expected at least 0; found -1',
    ],
    [
      {
        findings: [
          finding({ rule: 'spec', severity: 'note', message: '', line: 0 }),
        ],
      },
      '`findings[0].line`: expected at least 1; found 0',
    ],
    [
      { findings: [{ ...full.findings[0], rule: 'mine/open' }] },
      '`findings[0].rule`: expected the name of a gate, alone or with a detail (`criteria/open`); found "mine/open"',
    ],
    [{ extra: 1 }, 'at the top: expected no field `extra`'],
    [
      { base: { ref: 'main', sha: full.base.sha, x: 1 } },
      '`base`: expected no field `x`',
    ],
  ])('is refused by the place: %j', (change, expected) => {
    expect(messageOf({ ...stored(), ...change })).toBe(`evidence, ${expected}.`)
  })

  it.each([null, 1, 'text', [], [[]], {}])('is refused whole: %j', (value) => {
    expect(messageOf(value)).toMatch(/^evidence, .*: expected .*; found .*\.$/u)
  })

  it('is refused when it is longer than evidence can be', () => {
    const many = Array.from({ length: 1_001 }, () => step)
    const tools = Array.from({ length: 101 }, (_, at) => [`tool-${at}`, '1'])
    const long = 'a'.repeat(300_001)

    expect(messageOf({ ...stored(), steps: many })).toBe(
      'evidence, `steps`: expected at most 1000 items; found a list of 1001.',
    )
    expect(
      messageOf({ ...stored(), toolchain: Object.fromEntries(tools) }),
    ).toBe('evidence, `toolchain`: expected fewer entries; found an object.')
    expect(messageOf({ ...stored(), steps: [{ ...step, tail: long }] })).toBe(
      `evidence, \`steps[0].tail\`: expected at most 300000 characters; found "${'a'.repeat(60)}…", 300001 characters.`,
    )
  })

  it('does not reach the terminal as it stands', () => {
    expect(
      messageOf({ ...stored(), conclusion: '\u001b[31mred\u202e' }),
    ).toMatch(/found "red\\u\{202E\}"\.$/u)
  })

  it('changes no prototype', () => {
    const text = JSON.stringify(full).replace(
      '"toolchain":{',
      '"toolchain":{"__proto__":{"polluted":1},',
    )
    const decoded = decodeEvidence(JSON.parse(text))

    expect(Object.getPrototypeOf(decoded.toolchain)).toBe(Object.prototype)
    expect(Object.keys(decoded.toolchain)).toEqual(['Linux', 'rustc'])
    expect({}).not.toHaveProperty('polluted')
    expect(messageOf(JSON.parse(text.replace('{', '{"__proto__":{},')))).toBe(
      'evidence, at the top: expected no field `__proto__`.',
    )
  })

  it('never crashes the reader', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(...Object.keys(full)),
        (value, key) => {
          expect(messageOf(value)).toMatch(/^evidence, /u)
          expect(messageOf({ ...stored(), [key]: value })).toMatch(
            /^(?:evidence, |accepted$)/u,
          )
        },
      ),
    )
  })
})

describe('a file', () => {
  it('that is not JSON is named', () => {
    expect(() =>
      parseEvidence('{"schemaVersion": 1', 'out/evidence.json'),
    ).toThrow('out/evidence.json is not JSON.')
    expect(() => parseEvidence('{}', 'out/evidence.json')).toThrow(
      'out/evidence.json, `schemaVersion`: expected 1; found nothing.',
    )
  })

  it('that is too long is not parsed', () => {
    expect(() =>
      parseEvidence(' '.repeat(32 * 1024 * 1024 + 1), 'evidence.json'),
    ).toThrow(
      'evidence.json: expected evidence of at most 33554432 characters; found 33554433.',
    )
  })
})

describe('the JSON Schema', () => {
  const validate = new Ajv2020().compile(evidenceJsonSchema())

  it('accepts what a run writes', () => {
    expect(validate(stored())).toBe(true)
  })

  it.each([
    { conclusion: 'fine' },
    { extra: 1 },
    { findings: [{ ...full.findings[0], rule: 'mine/open' }] },
    { head: { ...full.head, sha: 'HEAD' } },
  ])('refuses %j', (change) => {
    expect(validate({ ...stored(), ...change })).toBe(false)
  })
})
