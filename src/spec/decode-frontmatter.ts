import { decodeField } from './decode-field.ts'
import {
  fieldKinds,
  type FieldValue,
  type FrontmatterError,
} from './frontmatter-fields.ts'
import { type Entry, parseYaml, type Value } from './yaml-nodes.ts'

/** Known fields that have a value, by name, and the keys that chant ignores. */
export type Frontmatter = {
  readonly fields: ReadonlyMap<string, FieldValue>
  readonly unknown: readonly { readonly key: string; readonly offset: number }[]
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
      return refuse({
        error: 'yaml-syntax',
        field: null,
        message: `the YAML cannot be read: ${parsed.message}`,
        offset: parsed.offset,
      })
    case 'value':
      return parsed.value.kind === 'map'
        ? decodeEntries(parsed.value.entries)
        : refuse({
            error: 'invalid-type',
            field: null,
            message: `expected keys with values, found ${describe(parsed.value)}`,
            offset: 0,
          })
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
      const message = `\`${key}\` stands there twice`
      return refuse({ error: 'duplicate-field', field: key, message, offset })
    }
    seen.add(key)
    const decoded = decodeField(kind, { key, value })
    if (!decoded.ok) return decoded
    if (decoded.value !== null) fields.set(key, decoded.value)
  }
  return { ok: true, frontmatter: { fields, unknown } }
}

function refuse(error: FrontmatterError): DecodedFrontmatter {
  return { ok: false, error }
}

function describe(value: Exclude<Value, { kind: 'map' }>): string {
  if (value.kind === 'list') return 'a list'
  return `the text "${value.text.slice(0, 60)}"`
}
