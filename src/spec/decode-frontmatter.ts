import { type FieldKind, fieldKinds } from './frontmatter-fields.ts'
import { decodeField } from './decode-field.ts'
import {
  specStatuses,
  specTypes,
  type Approval,
  type SpecStatus,
  type SpecType,
} from './spec.ts'
import { parseYaml, type Entry, type Value } from './yaml-nodes.ts'

/** A value of the frontmatter after decoding. */
export type FieldValue =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'list'; readonly value: readonly string[] }
  | { readonly kind: 'approval'; readonly value: Approval }
  | { readonly kind: 'other' }

/** Known fields that have a value, by name, and the keys that chant ignores. */
export type Frontmatter = {
  readonly fields: ReadonlyMap<string, FieldValue>
  readonly unknown: readonly { readonly key: string; readonly offset: number }[]
}

/** Why chant cannot load a frontmatter. */
export type FrontmatterError = {
  readonly error: string
  readonly field: string | null
  readonly message: string
  /** UTF-16 offset in the YAML. */
  readonly offset: number
}

/** What came of decoding a frontmatter. */
export type DecodedFrontmatter =
  | { readonly ok: true; readonly frontmatter: Frontmatter }
  | { readonly ok: false; readonly error: FrontmatterError }

const nothing: Frontmatter = { fields: new Map(), unknown: [] }

/** Decodes the YAML of a frontmatter as chant does; any fault refuses the whole file. Never throws. */
export function decodeFrontmatter(yaml: string): DecodedFrontmatter {
  const parsed = parseYaml(yaml)
  switch (parsed.status) {
    case 'empty':
      return { ok: true, frontmatter: nothing }
    case 'error':
      return refuse(
        'yaml-syntax',
        null,
        `the YAML cannot be read: ${parsed.message}`,
        parsed.offset,
      )
    case 'value':
      return parsed.value.kind === 'map'
        ? decodeEntries(parsed.value.entries)
        : refuse(
            'invalid-type',
            null,
            `expected keys with values, found ${describe(parsed.value)}`,
            0,
          )
  }
}

function decodeEntries(entries: readonly Entry[]): DecodedFrontmatter {
  const fields = new Map<string, FieldValue>()
  const seen = new Set<string>()
  const unknown: { key: string; offset: number }[] = []
  for (const { key, value, offset } of entries) {
    const kind = fieldKinds.get(key)
    if (kind === undefined) {
      unknown.push({ key, offset })
      continue
    }
    if (seen.has(key)) {
      return refuse(
        'duplicate-field',
        key,
        `\`${key}\` stands there twice`,
        offset,
      )
    }
    seen.add(key)
    const decoded = decodeField(key, kind, value)
    if (!decoded.ok) return decoded
    if (decoded.value !== null) fields.set(key, decoded.value)
  }
  return { ok: true, frontmatter: { fields, unknown } }
}

/** A refusal with its place. */
export function refuse(
  ...[error, field, message, offset]: readonly [
    string,
    string | null,
    string,
    number,
  ]
): { readonly ok: false; readonly error: FrontmatterError } {
  return { ok: false, error: { error, field, message, offset } }
}

/** Words for what was found. */
export function describe(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return value.text === ''
        ? 'nothing'
        : `the text "${value.text.slice(0, 60)}"`
    case 'list':
      return 'a list'
    case 'map':
      return 'keys with values'
  }
}
