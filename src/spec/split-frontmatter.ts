import { lineAt, linesOf, trim, trimStart } from './spec-text.ts'

/** A spec file cut into frontmatter and body as chant cuts it (`Spec::load`). */
export type SplitFile = {
  /** Text between the delimiters, or `null` when there is no frontmatter. */
  readonly yaml: string | null
  /** Line of the file, from 1, in which {@link yaml} begins. */
  readonly yamlLine: number
  readonly body: string
  /** Line of the file in which {@link body} begins. */
  readonly bodyLine: number
}

const delimiter = '---'

/**
 * The YAML ends at the next `---` found anywhere after the first one, inside a
 * value too; without a second one everything is body.
 */
export function splitFrontmatter(text: string): SplitFile {
  const start = text.length - trimStart(text).length
  const trimmed = trim(text)
  const whole = {
    yaml: null,
    yamlLine: 1,
    body: trimmed,
    bodyLine: lineAt(text, start),
  }
  if (!trimmed.startsWith(delimiter)) return whole
  const end = trimmed.indexOf(delimiter, delimiter.length)
  if (end < 0) return whole
  const rest = trimmed.slice(end + delimiter.length)
  const body = trimStart(rest)
  return {
    yaml: trimmed.slice(delimiter.length, end),
    yamlLine: lineAt(text, start),
    body,
    bodyLine: lineAt(
      text,
      start + end + delimiter.length + (rest.length - body.length),
    ),
  }
}

/** Why a stricter reading, with delimiters alone on their lines, would give something else. */
export type DelimiterSurprise =
  | 'byte-order-mark'
  | 'text-before'
  | 'long-opener'
  | 'not-closed'
  | 'cut-in-value'

/** Compares chant's cut with the one that the author most probably meant; `null` when they agree. */
export function delimiterSurprise(text: string): {
  readonly kind: DelimiterSurprise
  readonly line: number
} | null {
  const lines = linesOf(text)
  const marks = lines.flatMap((line, index) =>
    trim(line) === delimiter ? [index + 1] : [],
  )
  const split = splitFrontmatter(text)
  if (split.yaml === null) return surpriseWithout(text, lines, marks)
  const first = lines.findIndex((line) => trim(line) !== '')
  if (trim(lines[first] ?? '') !== delimiter) {
    return { kind: 'long-opener', line: first + 1 }
  }
  const closing = closingLine(split)
  return marks[1] === closing ? null : { kind: 'cut-in-value', line: closing }
}

/** Line in which chant found its second delimiter. */
function closingLine({ yaml, yamlLine }: SplitFile): number {
  return yamlLine + (yaml?.split('\n').length ?? 1) - 1
}

function surpriseWithout(
  text: string,
  lines: readonly string[],
  marks: readonly number[],
): { readonly kind: DelimiterSurprise; readonly line: number } | null {
  if (text.startsWith('\ufeff') && lines[0]?.slice(1).startsWith(delimiter)) {
    return { kind: 'byte-order-mark', line: 1 }
  }
  const [first, second] = marks
  if (first === undefined) return null
  if (trim(text).startsWith(delimiter))
    return { kind: 'not-closed', line: first }
  const looksLikeKeys =
    second !== undefined && looksLikeYaml(lines.slice(first, second - 1))
  return looksLikeKeys ? { kind: 'text-before', line: first } : null
}

/** A rule in prose is no frontmatter: between two delimiters there have to be keys. */
function looksLikeYaml(lines: readonly string[]): boolean {
  return lines.length > 0 && /^[a-z_]{2,40}:/u.test(lines[0] ?? '')
}
