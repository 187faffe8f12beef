import type * as z from 'zod/mini'
import { at } from './context/decode.ts'
import { Refusal } from './errors.ts'
import { hasOddKeys } from './text/doubled-keys.ts'
import { printableText } from './text/printable.ts'
import { firstCharacters } from './text/truncate.ts'

/** What a document is read as, and how messages speak of it. */
export type DocumentForm<Content> = {
  readonly schema: z.ZodMiniType<Content>
  /** Kind of the document, such as `evidence`. */
  readonly what: string
  /** Larger ones were not written by a run. UTF-16 units. */
  readonly maxCharacters: number
  readonly remedy: string
}

/**
 * Reads untrusted JSON text. `name` is the file as messages name it. Throws
 * {@link Refusal} with the first place that is not as it must be, what was
 * expected there and what was found.
 */
export function parseDocument<Content>(
  text: string,
  name: string,
  form: DocumentForm<Content>,
): Content {
  const { what, maxCharacters, remedy } = form
  if (text.length > maxCharacters) {
    throw new Refusal(
      `${name}: expected ${what} of at most ${maxCharacters} characters; found ${text.length}.`,
      { remedy },
    )
  }
  return decodeDocument(parseJson(text, name, remedy), name, form)
}

function parseJson(text: string, name: string, remedy: string): unknown {
  const value = parsed(text, name, remedy)
  if (!hasOddKeys(text, value)) return value
  throw new Refusal(`${name} names a field twice, or one \`__proto__\`.`, {
    remedy,
  })
}

function parsed(text: string, name: string, remedy: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refusal(`${name} is not JSON.`, { remedy, cause })
  }
}

/** The same for a value that is parsed already. Throws {@link Refusal}. */
export function decodeDocument<Content>(
  value: unknown,
  name: string,
  { schema, remedy }: Pick<DocumentForm<Content>, 'schema' | 'remedy'>,
): Content {
  const decoded = schema.safeParse(value)
  if (decoded.success) return decoded.data
  const [issue] = decoded.error.issues
  throw new Refusal(
    issue === undefined
      ? `${name} cannot be read.`
      : `${name}, ${describePlace(issue.path)}: ${describeIssue(issue, value)}.`,
    { remedy },
  )
}

type Issue = z.core.$ZodIssue

/** `steps[0].status` */
function describePlace(path: Issue['path']): string {
  const place = path
    .map((key) =>
      typeof key === 'number' ? `[${key}]` : `.${quote(String(key))}`,
    )
    .join('')
    .replace(/^\./u, '')
  return place === '' ? 'at the top' : `\`${place}\``
}

function describeIssue(issue: Issue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    return `expected no field \`${quote(key)}\``
  }
  const found = at(value, ...issue.path.map(String))
  return `expected ${describeExpected(issue)}; found ${describeFound(found)}`
}

function describeExpected(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    return typeNames[issue.expected] ?? issue.expected
  }
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.join(', ')
    return issue.values.length === 1 ? allowed : `one of ${allowed}`
  }
  if (issue.code === 'invalid_format') {
    return `a text that matches ${issue.pattern ?? issue.format}`
  }
  return describeBound(issue)
}

function describeBound(issue: Issue): string {
  if (issue.code === 'too_big') {
    return `at most ${issue.maximum}${unitOf(issue.origin)}`
  }
  if (issue.code === 'too_small') {
    return `at least ${issue.minimum}${unitOf(issue.origin)}`
  }
  if (issue.code === 'invalid_union') {
    return 'the name of a gate, alone or with a detail (`criteria/open`)'
  }
  return issue.code === 'invalid_key' ? 'shorter names' : 'fewer entries'
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters'
  return origin === 'array' ? ' items' : ''
}

function describeFound(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value)
  }
  if (typeof value !== 'string') return `a ${typeof value}`
  return value.length > 60
    ? `"${quote(value)}…", ${value.length} characters`
    : `"${quote(value)}"`
}

function quote(text: string): string {
  return printableText(firstCharacters(text, 60)).replace(/\s+/gu, ' ')
}
