import {
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLSeq,
} from 'yaml'
import { delimiterSurprise, splitFrontmatter } from './split-frontmatter.ts'
import { trimStart } from './spec-text.ts'
import { saidIn, saysAsMeant } from './says-as-meant.ts'
import { yamlText } from './yaml-text.ts'

/** A key of the frontmatter and what it shall say: one line of text, or a list of such. */
export type FrontmatterEdit = {
  readonly key: string
  readonly value: string | readonly string[]
}

/** Replaces a part of the YAML; both ends are UTF-16 offsets. */
type Change = {
  readonly from: number
  readonly to: number
  readonly text: string
}

/**
 * The text of a spec with some keys of its frontmatter set, and not a character
 * changed besides: comments, other keys, their order and line ends stay. A spec
 * without frontmatter gets one. `null` where that cannot be done, which the
 * result itself is asked.
 */
export function editFrontmatter(
  text: string,
  edits: readonly FrontmatterEdit[],
): string | null {
  if (delimiterSurprise(text) !== null) return null
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const { yaml } = splitFrontmatter(text)
  if (yaml === null) {
    const fresh = edits.map((edit) => linesFor(edit, { lineEnd, indent: '' }))
    const edited = `---${lineEnd}${fresh.join('')}---${lineEnd}${text}`
    return saysAsMeant(text, edited, edits) ? edited : null
  }
  const edited = saidIn(yaml) && editYaml(yaml, edits, lineEnd)
  if (edited === null) return null
  const start = text.length - trimStart(text).length + '---'.length
  const whole = text.slice(0, start) + edited + text.slice(start + yaml.length)
  return saysAsMeant(text, whole, edits) ? whole : null
}

function editYaml(
  yaml: string,
  edits: readonly FrontmatterEdit[],
  lineEnd: string,
): string | null {
  const { contents, errors } = parseDocument(yaml, {
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'error',
    keepSourceTokens: true,
  })
  const isEmpty = contents === null || (isScalar(contents) && !contents.value)
  if (errors.length > 0) return null
  if (!isEmpty && (!isMap(contents) || contents.flow === true)) return null
  const pairs: readonly Pair[] = isMap(contents) ? contents.items : []
  const indent = ' '.repeat(columnOf(yaml, startOf(pairs[0]?.key)))
  const end = yaml.lastIndexOf('\n') + 1
  const pairOf = ({ key: name }: FrontmatterEdit): Pair | undefined =>
    pairs.find(({ key }) => isScalar(key) && key.value === name)
  const changes = edits.flatMap((edit) => {
    const pair = pairOf(edit)
    return pair === undefined
      ? []
      : [changeOf(yaml, pair, { edit, lineEnd, indent })]
  })
  if (changes.includes(null)) return null
  const fresh = edits
    .filter((edit) => pairOf(edit) === undefined)
    .map((edit) => ({
      from: end,
      to: end,
      text: linesFor(edit, { lineEnd, indent }),
    }))
  // What is filled in at the end comes before what is new there.
  return applied(yaml, [...changes.filter((one) => one !== null), ...fresh])
}

/** The last one first, so that offsets hold; those at one place in their order. */
function applied(yaml: string, changes: readonly Change[]): string {
  return changes
    .toReversed()
    .toSorted((one, other) => other.from - one.from)
    .reduce(
      (text, { from, to, text: put }) =>
        text.slice(0, from) + put + text.slice(to),
      yaml,
    )
}

type Layout = { readonly lineEnd: string; readonly indent: string }

/** A key that was not there yet, with lists as chant writes them. */
function linesFor(
  { key, value }: FrontmatterEdit,
  { lineEnd, indent }: Layout,
): string {
  if (typeof value === 'string') {
    return `${indent}${key}: ${yamlText(value)}${lineEnd}`
  }
  if (value.length === 0) return `${indent}${key}: []${lineEnd}`
  return `${indent}${key}:${lineEnd}${itemLines(value, { lineEnd, indent })}`
}

function itemLines(
  items: readonly string[],
  { lineEnd, indent }: Layout,
): string {
  return items.map((item) => `${indent}- ${yamlText(item)}${lineEnd}`).join('')
}

function changeOf(
  yaml: string,
  pair: Pair,
  { edit, lineEnd, indent }: Layout & { readonly edit: FrontmatterEdit },
): Change | null {
  const { value: node } = pair
  const { value } = edit
  const from = startOf(node)
  const to = endOf(yaml, node)
  if (from < 0 || to < from) return null
  if (from === to) return fillEmpty(yaml, pair, { edit, lineEnd, indent })
  if (typeof value === 'string') return { from, to, text: yamlText(value) }
  if (!isSeq(node) || node.flow === true || value.length === 0) {
    const isBelow = isSeq(node) && node.flow !== true
    // Below its key a list in brackets has to be indented.
    const text = `${isBelow ? '  ' : ''}[${value.map(yamlText).join(', ')}]`
    return { from, to, text }
  }
  const sources = itemSources(yaml, node)
  const gap = `${lineEnd}${' '.repeat(columnOf(yaml, from))}`
  const text = value.map((one) => `- ${sources.get(one) ?? yamlText(one)}`)
  return { from, to, text: text.join(gap) }
}

/** Items as they are written, comments behind them too, by what they say. */
function itemSources(
  yaml: string,
  { items }: YAMLSeq,
): ReadonlyMap<string, string> {
  return new Map(
    items.flatMap((item): [string, string][] => {
      if (!isScalar(item) || typeof item.value !== 'string') return []
      const start = startOf(item)
      const [line = ''] = yaml.slice(start).split(/\r?\n/u, 1)
      return [[item.value, line.trimEnd()]]
    }),
  )
}

/** A key without a value gets one behind its colon, or a list below. */
function fillEmpty(
  yaml: string,
  { srcToken }: Pair,
  { edit: { value }, ...layout }: Layout & { readonly edit: FrontmatterEdit },
): Change | null {
  const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind')
  if (colon === undefined) return null
  const at = colon.offset + 1
  if (typeof value === 'string') {
    return { from: at, to: at, text: ` ${yamlText(value)}` }
  }
  if (value.length === 0) return { from: at, to: at, text: ' []' }
  const next = yaml.indexOf('\n', at) + 1
  return { from: next, to: next, text: itemLines(value, layout) }
}

function startOf(node: unknown): number {
  return rangeOf(node)?.[0] ?? -1
}

/** Where the last letter of a value ends; what follows on its line is a comment. */
function endOf(yaml: string, node: unknown): number {
  const [start = -1, end = -1] = rangeOf(node) ?? []
  return Math.max(start, yaml.slice(0, end).trimEnd().length)
}

function rangeOf(node: unknown): readonly number[] | null {
  return typeof node === 'object' &&
    node !== null &&
    'range' in node &&
    Array.isArray(node.range)
    ? node.range.filter((one): one is number => typeof one === 'number')
    : null
}

function columnOf(yaml: string, offset: number): number {
  return offset < 0 ? 0 : offset - (yaml.lastIndexOf('\n', offset - 1) + 1)
}
