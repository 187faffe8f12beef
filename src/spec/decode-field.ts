import type { FieldKind } from './frontmatter-fields.ts'
import type { FieldValue, FrontmatterError } from './decode-frontmatter.ts'
import { type Approval, specStatuses, specTypes } from './spec.ts'
import { type Entry, isNull, type Value } from './yaml-nodes.ts'

/** A decoded value, `null` for one that counts as absent, or why it cannot be decoded. */
export type DecodedField =
  | { readonly ok: true; readonly value: FieldValue | null }
  | { readonly ok: false; readonly error: FrontmatterError }

/** Decodes one known field by chant's rules for its kind. */
export function decodeField(
  key: string,
  kind: FieldKind,
  value: Value,
): DecodedField {
  switch (kind) {
    case 'type':
      return decodeChoice(key, value, specTypes)
    case 'status':
      return decodeChoice(key, value, specStatuses)
    case 'verification':
      return isNull(value)
        ? absent
        : decodeChoice(key, value, verificationStatuses)
    case 'ids':
      return isNull(value) ? absent : decodeIds(key, value)
    case 'list':
      return isNull(value) ? absent : decodeList(key, value)
    case 'text':
      return isNull(value) ? absent : decodeText(key, value)
    case 'bool':
      return isNull(value)
        ? absent
        : decodeTyped(key, value, booleans, 'true or false')
    case 'count':
      return isNull(value)
        ? absent
        : decodeTyped(key, value, wholeNumber, 'a whole number')
    case 'approval':
      return isNull(value) ? absent : decodeApproval(key, value)
    case 'retry-state':
      return isNull(value) ? absent : decodeRetryState(key, value)
  }
}

const absent: DecodedField = { ok: true, value: null }
const other: DecodedField = { ok: true, value: { kind: 'other' } }
const verificationStatuses = ['passed', 'failed', 'partial'] as const
const approvalStatuses = ['pending', 'approved', 'rejected'] as const
const booleans = /^(?:true|True|TRUE|false|False|FALSE)$/u
const wholeNumber =
  /^\+?(?:0|[1-9]\d{0,9}|0x[\da-fA-F]{1,8}|0o[0-7]{1,11}|0b[01]{1,32})$/u

/** Plain text that serde_yaml takes for a number or a boolean; leading zeros keep it text. */
const typedScalar =
  /^(?:true|True|TRUE|false|False|FALSE|[-+]?(?:0|[1-9]\d{0,30})(?:\.\d{0,30})?(?:[eE][-+]?\d{1,10})?|[-+]?\.\d{1,30}(?:[eE][-+]?\d{1,10})?|[-+]?0x[\da-fA-F]{1,32}|[-+]?0o[0-7]{1,43}|[-+]?0b[01]{1,128}|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/u

function fail(
  key: string,
  value: Value,
  expected: string,
  error = 'invalid-type',
): DecodedField {
  const found = describeValue(value)
  const message = `\`${key}\` must be ${expected}, found ${found}`
  return {
    ok: false,
    error: { error, field: key, message, offset: value.offset },
  }
}

function describeValue(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return value.text === '' ? 'nothing' : `"${value.text.slice(0, 60)}"`
    case 'list':
      return 'a list'
    case 'map':
      return 'keys with values'
  }
}

/** Not optional: present and empty is a fault. */
function decodeChoice(
  key: string,
  value: Value,
  allowed: readonly string[],
): DecodedField {
  const expected = `one of ${allowed.join(', ')}`
  if (value.kind !== 'scalar') return fail(key, value, expected)
  return allowed.includes(value.text)
    ? { ok: true, value: { kind: 'text', value: value.text } }
    : fail(key, value, expected, 'unknown-variant')
}

function decodeText(key: string, value: Value): DecodedField {
  return value.kind === 'scalar'
    ? { ok: true, value: { kind: 'text', value: value.text } }
    : fail(key, value, 'a text')
}

function decodeTyped(
  key: string,
  value: Value,
  grammar: RegExp,
  ...[expected]: readonly [string]
): DecodedField {
  const fits =
    value.kind === 'scalar' && value.isPlain && grammar.test(value.text)
  return fits ? other : fail(key, value, expected)
}

function decodeList(key: string, value: Value): DecodedField {
  if (value.kind !== 'list') return fail(key, value, 'a list')
  const texts: string[] = []
  for (const item of value.items) {
    if (item.kind !== 'scalar') return fail(key, item, 'a list of texts')
    texts.push(item.text)
  }
  return { ok: true, value: { kind: 'list', value: texts } }
}

/** Here scalars are typed: `12` and `true` are no ids, `001` and `2026-01-01` are. */
function decodeIds(key: string, value: Value): DecodedField {
  const items = value.kind === 'list' ? value.items : [value]
  const texts: string[] = []
  for (const item of items) {
    if (item.kind !== 'scalar' || isTyped(item)) {
      return fail(key, item, 'a spec id or a list of spec ids')
    }
    texts.push(item.text)
  }
  return { ok: true, value: { kind: 'list', value: texts } }
}

function isTyped(value: Extract<Value, { kind: 'scalar' }>): boolean {
  return isNull(value) || (value.isPlain && typedScalar.test(value.text))
}

function valueOf(entries: readonly Entry[], key: string): Value | undefined {
  return entries.find((entry) => entry.key === key)?.value
}

function decodeApproval(key: string, value: Value): DecodedField {
  if (value.kind !== 'map') return fail(key, value, 'keys with values')
  const { entries } = value
  const required = valueOf(entries, 'required')
  if (required !== undefined) {
    const decoded = decodeTyped(
      `${key}.required`,
      required,
      booleans,
      'true or false',
    )
    if (!decoded.ok) return decoded
  }
  const status = valueOf(entries, 'status')
  if (status !== undefined) {
    const decoded = decodeChoice(`${key}.status`, status, approvalStatuses)
    if (!decoded.ok) return decoded
  }
  for (const name of ['by', 'at']) {
    const text = valueOf(entries, name)
    if (text === undefined || isNull(text)) continue
    const decoded = decodeText(`${key}.${name}`, text)
    if (!decoded.ok) return decoded
  }
  return { ok: true, value: { kind: 'approval', value: approvalOf(entries) } }
}

function approvalOf(entries: readonly Entry[]): Approval {
  const text = (key: string): string | null => {
    const value = valueOf(entries, key)
    return value?.kind === 'scalar' && !isNull(value) ? value.text : null
  }
  return {
    required: text('required')?.toLowerCase() === 'true',
    status: approvalStatuses.find((one) => one === text('status')) ?? 'pending',
    by: text('by'),
    at: text('at'),
  }
}

function decodeRetryState(key: string, value: Value): DecodedField {
  if (value.kind !== 'map') return fail(key, value, 'keys with values')
  for (const name of ['attempts', 'last_retry_time', 'next_retry_time']) {
    if (valueOf(value.entries, name) === undefined) {
      return fail(
        key,
        value,
        `keys with values, \`${name}\` among them`,
        'missing-field',
      )
    }
  }
  return other
}
