import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml'

/** A YAML value as chant's decoder sees it. */
export type Value =
  | {
      readonly kind: 'scalar'
      /** As written; nothing is typed, since commit hashes look like numbers. */
      readonly text: string
      /** Quoted or block text is text whatever it says; plain text may mean null, a number, a boolean. */
      readonly isPlain: boolean
      readonly offset: number
    }
  | {
      readonly kind: 'list'
      readonly items: readonly Value[]
      readonly offset: number
    }
  | {
      readonly kind: 'map'
      readonly entries: readonly Entry[]
      readonly offset: number
    }

/** A key with its value, repeats kept. */
export type Entry = {
  readonly key: string
  readonly value: Value
  /** UTF-16 offset of the key in the YAML. */
  readonly offset: number
}

/** The YAML of a frontmatter, or why it is none. */
export type ParsedYaml =
  | { readonly status: 'value'; readonly value: Value }
  | { readonly status: 'empty' }
  | {
      readonly status: 'error'
      readonly message: string
      readonly offset: number
    }

/** More is not parsed: the parser is quadratic in keys, and real frontmatters are below one KiB. UTF-16 units. */
const maxCharacters = 16 * 1024

/** Deeper nesting is not parsed: it can exhaust the stack beyond catching. */
const maxDepth = 64

/** Parses a frontmatter without typing its scalars. Never throws. */
export function parseYaml(text: string): ParsedYaml {
  const refusal = refuseUnparsed(text)
  if (refusal !== null) return refusal
  try {
    const document = parseDocument(text, {
      schema: 'failsafe',
      uniqueKeys: false,
      merge: false,
      prettyErrors: false,
      // A second document is an error; `silent` would leave it out without a word.
      logLevel: 'error',
    })
    const [error] = document.errors
    if (error !== undefined) {
      return { status: 'error', message: error.message, offset: error.pos[0] }
    }
    return readContents(document)
  } catch (cause) {
    // The parser throws other things than its own errors on hostile input (CVE-2026-33532).
    const message = cause instanceof Error ? cause.message : String(cause)
    return { status: 'error', message, offset: 0 }
  }
}

function refuseUnparsed(text: string): ParsedYaml | null {
  if (text.length > maxCharacters) {
    const message = `the frontmatter is longer than ${maxCharacters} characters`
    return { status: 'error', message, offset: 0 }
  }
  const control = text.search(/(?![\t\n\r\u0080-\u009f])\p{Cc}/u)
  if (control >= 0) {
    return {
      status: 'error',
      message: 'control characters are not allowed',
      offset: control,
    }
  }
  return nestingOf(text) > maxDepth
    ? {
        status: 'error',
        message: `nested deeper than ${maxDepth} levels`,
        offset: 0,
      }
    : null
}

/** Upper bound of the nesting: open brackets, or indented `- ` and keys. */
function nestingOf(text: string): number {
  let brackets = 0
  let deepest = 0
  for (const character of text) {
    if (character === '[' || character === '{') brackets += 1
    if (character === ']' || character === '}')
      brackets = Math.max(0, brackets - 1)
    deepest = Math.max(deepest, brackets)
  }
  const dashes = text
    .split('\n')
    .map(
      (line) =>
        /^(?:[ -]{0,512})/u.exec(line)?.[0].replaceAll(' ', '').length ?? 0,
    )
  return Math.max(deepest, ...dashes)
}

function readContents(document: Document.Parsed): ParsedYaml {
  const { contents } = document
  const isBlank =
    contents === null ||
    (isScalar(contents) && contents.type === 'PLAIN' && contents.value === '')
  if (isBlank) return { status: 'empty' }
  const budget = { left: 10_000 }
  return { status: 'value', value: readNode(contents, document, budget) }
}

type Budget = { left: number }

/** Resolves aliases; how much they may unfold to is bounded. */
function readNode(
  node: unknown,
  document: Document.Parsed,
  budget: Budget,
): Value {
  budget.left -= 1
  if (budget.left < 0) throw new Error('aliases unfold to too much')
  if (isAlias(node)) {
    const target = node.resolve(document)
    if (target === undefined) throw new Error(`unknown alias ${node.source}`)
    return readNode(target, document, budget)
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => readNode(item, document, budget))
    return { kind: 'list', items, offset: offsetOf(node) }
  }
  if (isMap(node)) {
    const entries = node.items.map((pair) => readPair(pair, document, budget))
    return { kind: 'map', entries, offset: offsetOf(node) }
  }
  return readScalar(node)
}

function readPair(
  { key, value }: Pair,
  document: Document.Parsed,
  budget: Budget,
): Entry {
  const name = readNode(key, document, budget)
  return {
    key: name.kind === 'scalar' ? name.text : `(${name.kind})`,
    value: readNode(value, document, budget),
    offset: name.offset,
  }
}

function readScalar(node: unknown): Value {
  if (!isScalar(node))
    return { kind: 'scalar', text: '', isPlain: true, offset: 0 }
  return {
    kind: 'scalar',
    text:
      typeof node.value === 'string' && node.value !== ''
        ? node.value
        : variantOf(node.tag),
    isPlain: (node.type ?? 'PLAIN') === 'PLAIN',
    offset: offsetOf(node),
  }
}

/** serde_yaml takes the tag of an empty scalar (`!completed`) for its value. */
function variantOf(tag: string | undefined): string {
  return tag !== undefined && /^![\w-]{1,40}$/u.test(tag) ? tag.slice(1) : ''
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0
}

/** Plain empty, `null`, `Null`, `NULL` and `~`. */
export function isNull(value: Value): boolean {
  return (
    value.kind === 'scalar' &&
    value.isPlain &&
    ['', '~', 'null', 'Null', 'NULL'].includes(value.text)
  )
}
