/**
 * Bounds under which micromark stays fast. It is quadratic in the number of
 * emphasis marks and brackets of one paragraph and in the number of quotes,
 * and worse in underlined headings and nesting; prose of people stays far
 * below all of them.
 */
const most = {
  /** UTF-16 units. */
  characters: 64 * 1024,
  lines: 8_000,
  /** Runs of `*`, `_` and `~` between two blank lines. */
  emphasis: 700,
  /** `[` and `]` between two blank lines. */
  brackets: 700,
  /** Lines where a quote or a list begins. */
  containers: 1_200,
  /** Lines that may go on with a quote or list item without a mark of their own. */
  lazy: 400,
  /** Lines that underline a heading: the parser moves everything behind each one. */
  underlines: 300,
  /** Quote and list marks at the start of one line. */
  depth: 10,
  /** Columns before a list mark. */
  indent: 60,
}

type Tally = {
  emphasis: number
  brackets: number
  containers: number
  underlines: number
  /** Lines since the last mark of a quote or list, `null` outside of one. */
  lazy: number | null
  isQuote: boolean
}

/** Whether a text can be parsed in bounded time. Linear in its length. */
export function isTame(markdown: string): boolean {
  if (markdown.length > most.characters) return false
  const tally: Tally = {
    emphasis: 0,
    brackets: 0,
    containers: 0,
    underlines: 0,
    lazy: null,
    isQuote: false,
  }
  const lines = markdown.split('\n')
  return (
    lines.length <= most.lines && lines.every((line) => isTameLine(line, tally))
  )
}

function isTameLine(line: string, tally: Tally): boolean {
  const start = startOf(line)
  countContainers(start, tally)
  countLazy(line, start, tally)
  if (/^[\s>]*(?:=+|-+)\s*$/u.test(line)) tally.underlines += 1
  if (line.trim() === '') tally.emphasis = tally.brackets = 0
  tally.emphasis += line.match(/\*+|_+|~+/gu)?.length ?? 0
  tally.brackets += line.match(/[[\]]/gu)?.length ?? 0
  return isFlat(start) && isWithin(tally)
}

function isFlat({ marks, indent }: LineStart): boolean {
  return marks <= most.depth && (marks === 0 || indent <= most.indent)
}

function isWithin(tally: Tally): boolean {
  const { containers, emphasis, brackets, underlines } = tally
  return (
    (tally.lazy ?? 0) <= most.lazy &&
    underlines <= most.underlines &&
    containers <= most.containers &&
    emphasis <= most.emphasis &&
    brackets <= most.brackets
  )
}

type LineStart = {
  readonly marks: number
  readonly indent: number
  readonly isQuote: boolean
}

/** Counts the quote and list marks that a line begins with. */
function startOf(line: string): LineStart {
  const mark = /[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/uy
  const indent = line.length - line.trimStart().length
  let marks = 0
  while (marks <= most.depth && mark.exec(line) !== null) marks += 1
  return { marks, indent, isQuote: line.charAt(indent) === '>' }
}

/** A quote that goes on costs nothing; each new one does. */
function countContainers({ marks, isQuote }: LineStart, tally: Tally): void {
  if (marks > 0 && !(isQuote && tally.isQuote)) tally.containers += 1
  tally.isQuote = isQuote
}

/** The parser asks at every such line whether it still belongs to the quote. */
function countLazy(line: string, { marks }: LineStart, tally: Tally): void {
  if (marks > 0) tally.lazy = 0
  else if (line.trim() === '') tally.lazy = null
  else if (tally.lazy !== null) tally.lazy += 1
}
