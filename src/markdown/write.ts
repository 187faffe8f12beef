import { printableText } from '../text/printable.ts'
import { webAddress } from './address.ts'
import { anywhere, literal } from './escape.ts'
import {
  anyHost,
  breakCode,
  breakReferences,
  wordJoiner,
} from './references.ts'

/**
 * Any text as code within a line: the fence is longer than any run of
 * backticks inside, line ends become spaces, references are broken, invisible
 * characters are shown as `\u{202E}`. `""` stays `""`.
 */
export function inlineCode(text: string): string {
  const line = breakCode(printableText(text).replace(/[\n\t]/gu, ' '))
  if (line === '') return ''
  const marks = '`'.repeat(longestRun(line) + 1)
  const isTrimmed = line.startsWith(' ') && line.endsWith(' ')
  const isPadded =
    line.startsWith('`') ||
    line.endsWith('`') ||
    (isTrimmed && line.trim() !== '')
  const pad = isPadded ? ' ' : ''
  return `${marks}${pad}${line}${pad}${marks}`
}

/** Languages that GitHub draws instead of showing, or offers to apply. */
const drawn: ReadonlySet<string> = new Set([
  'mermaid',
  'math',
  'geojson',
  'topojson',
  'stl',
  'suggestion',
])

/**
 * Any text as a code block whose fence is longer than any run of backticks
 * inside. References in it are broken, invisible characters are shown. A
 * language that is no plain word, or that GitHub draws, becomes `text`.
 */
export function fence(text: string, language = 'text'): string {
  const content = breakCode(printableText(text))
  const marks = '`'.repeat(Math.max(3, longestRun(content) + 1))
  const word = language.toLowerCase()
  const isShown = /^[a-z][a-z0-9+-]{0,19}$/u.test(word) && !drawn.has(word)
  return `${marks}${isShown ? word : 'text'}\n${content}\n${marks}`
}

/** Markdown that has been through the text gate already, as a block to copy: nothing in it is changed. */
export function copyBlock(gated: string): string {
  const marks = '`'.repeat(Math.max(3, longestRun(gated) + 1))
  return `${marks}markdown\n${gated}\n${marks}`
}

/**
 * Any text as prose on one line that shows literally: Markdown marks are
 * escaped where they would mean something, references and addresses broken.
 * A space at either end stays, as one.
 */
export function plain(text: string): string {
  return literal(printableText(text), anyHost, anywhere)
}

/** Markdown of one cell of a table: pipes escaped, line ends as `<br>`. Call it once. */
export function tableCell(markdown: string): string {
  return markdown
    .trim()
    .replace(/\\(?=\|)/gu, `\\${wordJoiner}`)
    .replaceAll('|', String.raw`\|`)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('<br>')
}

/** A link with literal text; the text alone when the address is not http or https. */
export function link(text: string, url: string): string {
  const address = webAddress(url)
  if (address === null) return plain(text)
  const place = { ...anywhere, startsBlock: false, isInLink: true }
  const shown = literal(printableText(text), anyHost, place).trim()
  return `[${shown === '' ? 'link' : shown}](${address})`
}

/**
 * A folded part. The summary is plain text, of which the words before a colon
 * (all, where there is none) are bold; the body is Markdown.
 */
export function details(summary: string, body: string): string {
  const line = printableText(summary).replace(/\s+/gu, ' ').trim()
  const text = breakReferences(line, anyHost)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
  const colon = text.indexOf(': ')
  const end = colon < 0 ? text.length : colon + 1
  const title = `<b>${text.slice(0, end)}</b>${text.slice(end)}`
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`
}

/** The boxes that GitHub draws for a quote. */
export type AlertKind = 'TIP' | 'NOTE' | 'IMPORTANT' | 'WARNING' | 'CAUTION'

/** A coloured box; each line is Markdown, an empty one separates paragraphs. */
export function alert(kind: AlertKind, lines: readonly string[]): string {
  return [`[!${kind}]`, ...lines.flatMap((line) => line.split('\n'))]
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

/** Length of the longest run of backticks. */
function longestRun(text: string): number {
  const runs = text.match(/`+/gu) ?? []
  return runs.reduce((longest, { length }) => Math.max(longest, length), 0)
}
