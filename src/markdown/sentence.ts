import { changeProse } from '../text/code-spans.ts'
import { printableText } from '../text/printable.ts'
import { isPlaceholder, withoutComments } from './placeholder.ts'
import { brokenAndCut } from './gate-line.ts'

/** Longest text that is looked at; a first sentence is not found further in. UTF-16 units. */
const maxInput = 8_192

/**
 * First sentence of a piece of Markdown as plain text without marks, at most
 * so many UTF-16 units (`…` where it is cut). `""` when there is no prose:
 * headings, tables, code blocks and placeholders are passed over. Reads line
 * by line, without a parser; references in it are broken.
 */
export function sentence(markdown: string, maxCharacters: number): string {
  const text = withoutComments(printableText(markdown.slice(0, maxInput)))
  const words = unmark(firstParagraph(text))
  const end = endOfSentence(words)
  return brokenAndCut(words.slice(0, end), maxCharacters)
}

function firstParagraph(text: string): string {
  const lines = withoutFences(text.split('\n'))
  const start = lines.findIndex(isProseLine)
  if (start < 0) return ''
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => !isProseLine(line) || isItem(line))
  return lines
    .slice(start, end < 0 ? undefined : start + 1 + end)
    .map((line) => line.trim())
    .join(' ')
}

/** Lines of code blocks become empty. */
function withoutFences(lines: readonly string[]): readonly string[] {
  let open: string | null = null
  return lines.map((line) => {
    const marks = /^\s{0,3}(`{3,}|~{3,})/u.exec(line)?.[1] ?? null
    const before = open
    if (marks !== null && (open === null || marks.startsWith(open))) {
      open = open === null ? marks : null
    }
    return before === null && open === null ? line : ''
  })
}

function isItem(line: string): boolean {
  return /^\s*(?:[-+*]|\d{1,9}[.)])\s/u.test(line)
}

function isProseLine(line: string): boolean {
  return !isPlaceholder(line) && !/^\s*(?:#{1,6}\s|[|=]|-{3})/u.test(line)
}

/** Takes off list markers, boxes, emphasis, backticks and the addresses of links; inside of code backticks alone. */
function unmark(text: string): string {
  const words = changeProse(text, (prose) =>
    prose
      .replace(/^[\s>]*(?:[-+*]|\d{1,9}[.)])?\s+/u, '')
      .replace(/^\[[ x]\]\s+/iu, '')
      .replace(/!?\[([^[\]]{0,300})\]\([^()\s]{0,500}\)/gu, '$1')
      .replace(
        /\*\*|(?<![\p{L}\p{N}*])\*(?=\S)|(?<=\S)\*(?![\p{L}\p{N}*])/gu,
        '',
      )
      .replace(/\\(?=[!-/:-@[-`{-~])/gu, ''),
  )
  return words.replace(/`+/gu, '').replace(/\s+/gu, ' ').trim()
}

/** Words that end in a full stop without ending a sentence. */
const abbreviation =
  /(?:\b(?:e\.g|i\.e|vs|etc|cf|incl|approx|resp|no|fig|sec|mr|ms|dr|st))$/iu

function endOfSentence(text: string): number {
  for (const { index, 0: mark } of text.matchAll(
    /[.!?](?=\s+["'“(]?[\p{Lu}\p{N}`])/gu,
  )) {
    const before = text.slice(Math.max(0, index - 12), index)
    if (mark !== '.' || !abbreviation.test(before)) return index + 1
  }
  return text.length
}
