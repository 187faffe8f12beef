import { describe, expect, it } from '@jest/globals'
import { hasOddKeys } from '../../src/text/doubled-keys.ts'
import { createRedact } from '../../src/text/redact.ts'
import { isRedactionOf } from '../../src/text/redaction-of.ts'

describe('a text with secrets taken out', () => {
  it.each([
    'DATABASE_URL=postgres://u:hunter22@db node --test',
    'echo integration integration',
    'integration',
    'plain',
  ])('is known for what it was: %s', (whole) => {
    const redact = createRedact(['integration'])

    expect(isRedactionOf(redact(whole), whole)).toBe(true)
  })

  it.each([
    ['echo (redacted)', 'echoes secret'],
    ['a(redacted)a', 'a'],
    ['a (redacted) b (redacted) c', 'a x c b y'],
    ['true', 'node --test'],
    ['(redacted) x', 'secret y'],
  ])('is not taken for another one: %s of %s', (shown, whole) => {
    expect(isRedactionOf(shown, whole)).toBe(false)
  })
})

describe('fields of JSON', () => {
  it.each([
    '{"a": {"b": 1}, "c": [{"b": ":"}, "\\": \\"x\\":"]}',
    '"a"',
    '[{"": 1}, {"\\\\": 2}]',
  ])('are each there once: %s', (json) => {
    expect(hasOddKeys(json, JSON.parse(json))).toBe(false)
  })

  it.each([
    '{"a": 1, "a": 2}',
    '{"a": {"b": 1, "b" \n: 1}}',
    '{"a": 1, "\\u0061": 2}',
    '[{"__proto__": 1}]',
  ])('are there twice, or are none of ours: %s', (json) => {
    expect(hasOddKeys(json, JSON.parse(json))).toBe(true)
  })
})
