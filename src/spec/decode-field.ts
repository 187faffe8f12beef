import type {
  FieldKind,
  FieldValue,
  FrontmatterError,
} from './frontmatter-fields.ts'
import { type Approval, specStatuses, specTypes } from './spec.ts'
import { type Entry, isNull, type Value } from './yaml-nodes.ts'

/** A decoded value, `null` for one that counts as absent, or why it cannot be decoded. */
export type DecodedField =
  | { readonly ok: true; readonly value: FieldValue | null }
  | { readonly ok: false; readonly error: FrontmatterError }

/** A key as messages name it, with its value. */
type Field = { readonly key: string; readonly value: Value }

type Decoder = (field: Field) => DecodedField

const verificationStatuses = ['passed', 'failed', 'partial'] as const
const approvalStatuses = ['pending', 'approved', 'rejected'] as const

const decoders: Readonly<Record<FieldKind, Decoder>> = {
  type: oneOf(specTypes),
  status: oneOf(specStatuses),
  verification: oneOf(verificationStatuses),
  ids: decodeIds,
  list: decodeList,
  text: decodeText,
  bool: decodeBoolean,
  count: decodeCount,
  approval: decodeApproval,
  'retry-state': decodeRetryState,
}

/** Not optional: present and empty is a fault. */
const filled: ReadonlySet<FieldKind> = new Set(['type', 'status'])

/** Decodes one known field by chant's rules for its kind. */
export function decodeField(kind: FieldKind, field: Field): DecodedField {
  const isAbsent = isNull(field.value) && !filled.has(kind)
  return isAbsent ? { ok: true, value: null } : decoders[kind](field)
}

const other: DecodedField = { ok: true, value: { kind: 'other' } }

function refuse(
  { key, value }: Field,
  expected: string,
  error = 'invalid-type',
): DecodedField {
  const message = `\`${key}\` must be ${expected}, found ${describe(value)}`
  return {
    ok: false,
    error: { error, field: key, message, offset: value.offset },
  }
}

function describe(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return value.text === '' ? 'nothing' : `"${value.text.slice(0, 60)}"`
    case 'list':
      return 'a list'
    case 'map':
      return 'keys with values'
  }
}

function oneOf(allowed: readonly string[]): Decoder {
  const expected = `one of ${allowed.join(', ')}`
  return (field) => {
    const { value } = field
    if (value.kind !== 'scalar') return refuse(field, expected)
    return allowed.includes(value.text)
      ? { ok: true, value: { kind: 'text', value: value.text } }
      : refuse(field, expected, 'unknown-variant')
  }
}

function decodeText(field: Field): DecodedField {
  return field.value.kind === 'scalar'
    ? { ok: true, value: { kind: 'text', value: field.value.text } }
    : refuse(field, 'a text')
}

function decodeBoolean(field: Field): DecodedField {
  const fits = /^(?:true|True|TRUE|false|False|FALSE)$/u.test(
    plainText(field.value),
  )
  return fits ? other : refuse(field, 'true or false')
}

/** 32 bits, in any base that YAML has; leading zeros make it text. */
function decodeCount(field: Field): DecodedField {
  const text = plainText(field.value).replace(/^\+/u, '')
  const fits =
    /^(?:0|[1-9]\d{0,9}|0x[\da-fA-F]{1,8}|0o[0-7]{1,11}|0b[01]{1,32})$/u.test(
      text,
    ) && Number(text) <= 0xffff_ffff
  return fits ? other : refuse(field, 'a whole number')
}

/** Text of a scalar that may be more than text, else `""`. */
function plainText(value: Value): string {
  return value.kind === 'scalar' && value.isPlain ? value.text : ''
}

function decodeList(field: Field): DecodedField {
  const { key, value } = field
  if (value.kind !== 'list') return refuse(field, 'a list')
  const texts: string[] = []
  for (const item of value.items) {
    if (item.kind !== 'scalar')
      return refuse({ key, value: item }, 'a list of texts')
    texts.push(item.text)
  }
  return { ok: true, value: { kind: 'list', value: texts } }
}

/** Here scalars are typed: `12` and `true` are no ids, `001` and `2026-01-01` are. */
function decodeIds({ key, value }: Field): DecodedField {
  const items = value.kind === 'list' ? value.items : [value]
  const texts: string[] = []
  for (const item of items) {
    if (item.kind !== 'scalar' || isNull(item) || isTyped(plainText(item))) {
      const expected = 'a spec id or a list of spec ids'
      return refuse({ key, value: item }, expected)
    }
    texts.push(item.text)
  }
  return { ok: true, value: { kind: 'list', value: texts } }
}

/** Whether serde_yaml takes plain text for a boolean or a number; digits after a leading zero are text. */
function isTyped(text: string): boolean {
  if (/^[-+]?0\d+$/u.test(text)) return false
  const isDecimal =
    /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/u.test(text) &&
    Number.isFinite(Number(text))
  return (
    isDecimal ||
    /^(?:true|True|TRUE|false|False|FALSE|[-+]?0x[\da-fA-F]{1,32}|[-+]?0o[0-7]{1,43}|[-+]?0b[01]{1,128}|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/u.test(
      text,
    )
  )
}

function valueOf(entries: readonly Entry[], key: string): Value | undefined {
  return entries.find((entry) => entry.key === key)?.value
}

const approvalDecoders: ReadonlyMap<string, Decoder> = new Map([
  ['required', decodeBoolean],
  ['status', oneOf(approvalStatuses)],
  ['by', optional(decodeText)],
  ['at', optional(decodeText)],
])

function optional(decoder: Decoder): Decoder {
  return (field) => (isNull(field.value) ? other : decoder(field))
}

function decodeApproval(field: Field): DecodedField {
  const { key, value } = field
  if (value.kind !== 'map') return refuse(field, 'keys with values')
  const seen = new Set<string>()
  for (const entry of value.entries) {
    const decoder = approvalDecoders.get(entry.key)
    if (decoder === undefined) continue
    const part = { key: `${key}.${entry.key}`, value: entry.value }
    if (seen.has(entry.key)) {
      return refuse(part, 'given once', 'duplicate-field')
    }
    seen.add(entry.key)
    const decoded = decoder(part)
    if (!decoded.ok) return decoded
  }
  const approval = approvalOf(value.entries)
  return { ok: true, value: { kind: 'approval', value: approval } }
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

function decodeRetryState(field: Field): DecodedField {
  const { value } = field
  if (value.kind !== 'map') return refuse(field, 'keys with values')
  const missing = ['attempts', 'last_retry_time', 'next_retry_time'].find(
    (name) => valueOf(value.entries, name) === undefined,
  )
  return missing === undefined
    ? other
    : refuse(
        field,
        `keys with values, \`${missing}\` among them`,
        'missing-field',
      )
}
