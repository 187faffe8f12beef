import { closesFence, fenceOf, headingOf } from './blocks.ts'

/** What a labelled part of Release Notes or User Impact is about. */
export type PartKind =
  | 'before'
  | 'after'
  | 'cost'
  | 'migration'
  | 'implementation'
  | 'plain'

/** A part of such a section, from its label to the next one. */
type Part = {
  readonly kind: PartKind
  /** Markdown without the label. */
  readonly text: string
  /** Index of its first line in the section's text, from 0. */
  readonly index: number
}

/** A section taken apart. */
export type LabelledSection = {
  readonly parts: readonly Part[]
  /** First heading that is no label, such as `Fixed: … (#12)`. */
  readonly headline: { readonly text: string; readonly index: number } | null
}

const labels: Readonly<Record<Exclude<PartKind, 'plain'>, readonly string[]>> =
  {
    before: [
      'before',
      'previously',
      'previous behavior',
      'previous behaviour',
      'current behavior',
      'current behaviour',
      'before this change',
      'what users see before this change',
    ],
    after: [
      'after',
      'now',
      'impact',
      'user impact',
      'new behavior',
      'new behaviour',
      'expected behavior',
      'expected behaviour',
      'after this change',
      'what users see after this change',
    ],
    cost: ['cost', 'costs', 'performance', 'performance impact', 'trade-offs'],
    migration: [
      'migration',
      'upgrade',
      'upgrading',
      'breaking change',
      'breaking changes',
    ],
    implementation: [
      'technical details',
      'technical detail',
      'implementation',
      'details',
    ],
  }

const kindByLabel = new Map<string, PartKind>([
  ...labels.before.map((label) => [label, 'before'] as const),
  ...labels.after.map((label) => [label, 'after'] as const),
  ...labels.cost.map((label) => [label, 'cost'] as const),
  ...labels.migration.map((label) => [label, 'migration'] as const),
  ...labels.implementation.map((label) => [label, 'implementation'] as const),
])

type OpenPart = {
  kind: PartKind
  lines: string[]
  index: number
  /** It ends with its paragraph: it was told by its first word, not by a label. */
  isParagraph: boolean
}

/**
 * Takes Release Notes or User Impact apart by their labels: `**Impact:** …`,
 * `### Before`, or a paragraph that begins with “Previously”.
 */
export function labelledParts(text: string): LabelledSection {
  let headline: LabelledSection['headline'] = null
  let fence: string | null = null
  let part: OpenPart = openPart('plain', 0)
  const done: OpenPart[] = [part]
  const open = (next: OpenPart): void => {
    part = next
    done.push(part)
  }
  for (const [index, line] of text.split('\n').entries()) {
    if (fence !== null) {
      part.lines.push(line)
      if (closesFence(line, fence)) fence = null
      continue
    }
    fence = fenceOf(line)
    const heading = headingOf(line)
    if (heading !== null) {
      const kind = kindByLabel.get(nameOf(heading.text))
      if (kind === undefined) headline ??= { text: heading.text, index }
      open(openPart(kind ?? 'plain', index + 1))
    } else {
      const next = startOf(line, index, part)
      if (next === null) part.lines.push(line)
      else open(next)
    }
  }
  return { parts: done.flatMap(close), headline }
}

function openPart(kind: PartKind, index: number): OpenPart {
  return { kind, lines: [], index, isParagraph: false }
}

/** The part that this line begins, or `null` when it continues the open one. */
function startOf(line: string, index: number, part: OpenPart): OpenPart | null {
  const label = labelOf(line)
  if (label !== null) {
    return { ...openPart(label.kind, index), lines: [label.rest] }
  }
  if (line.trim() === '') {
    return part.isParagraph ? openPart('plain', index + 1) : null
  }
  const isStart = (part.lines.at(-1) ?? '').trim() === ''
  if (isStart && part.kind !== 'before' && beginsWithBefore(line)) {
    const lines = [line]
    return { ...openPart('before', index), lines, isParagraph: true }
  }
  return null
}

function beginsWithBefore(line: string): boolean {
  return /^(?:Previously|Before this (?:change|fix|release))\b/iu.test(line)
}

/** A known label at the start of a line, `**Impact:** …` or `- **Impact**: …`. */
function labelOf(
  line: string,
): { readonly kind: PartKind; readonly rest: string } | null {
  const text = line.trimStart().replace(/^[-*+] /u, '')
  if (!text.startsWith('**')) return null
  const end = text.indexOf('**', 2)
  if (end === -1) return null
  const inner = text.slice(2, end).trim()
  const rest = text.slice(end + 2)
  if (!inner.endsWith(':') && !rest.startsWith(':')) return null
  const kind = kindByLabel.get(nameOf(inner))
  return kind === undefined
    ? null
    : { kind, rest: rest.replace(/^:/u, '').trim() }
}

function nameOf(label: string): string {
  return label.replace(/:$/u, '').trim().toLowerCase()
}

/** The label is no part of what it says. */
function withoutOpening(text: string): string {
  const rest = text.replace(/^Previously,?\s+/iu, '')
  return rest === text ? text : rest.charAt(0).toUpperCase() + rest.slice(1)
}

function close({ kind, lines, index, isParagraph }: OpenPart): readonly Part[] {
  const blank = lines.findIndex((line) => line.trim() !== '')
  if (blank === -1) return []
  const text = lines.join('\n').trim()
  const said = kind === 'before' ? withoutOpening(text) : text
  const part = { kind, text: said, index: index + blank }
  return isParagraph ? splitAtNow(part) : [part]
}

/** “Previously, A. Now B.” in one paragraph tells both sides. */
function splitAtNow(part: Part): readonly Part[] {
  const at = /[.!?]\s(?=Now\b)/u.exec(part.text)?.index
  if (at === undefined) return [part]
  const after = part.text.slice(at + 1).trim()
  return [
    { ...part, text: part.text.slice(0, at + 1) },
    { ...part, kind: 'after', text: after },
  ]
}
