import { printableText } from '../text/printable.ts'
import { firstCharacters } from '../text/truncate.ts'
import type { GateOptions } from './gate-options.ts'
import { parseMarkdown } from './parse.ts'
import { isPlaceholder } from './placeholder.ts'
import { writeBlocks } from './prose/blocks.ts'
import { sourcesOf } from './prose/sources.ts'
import { fence } from './write.ts'

export { isPlaceholder } from './placeholder.ts'
export type { GateOptions } from './gate-options.ts'

/** Longest text that is parsed: the parser is slow on long hostile ones. UTF-16 units. */
const maxCharacters = 8 * 1024

/**
 * Markdown of somebody else (a spec, a research document) as Markdown that is
 * safe in the body of a pull request: no headings, HTML, pictures, task boxes
 * or live references, and links only where they do no harm. Soft line breaks
 * become spaces. `""` for placeholders. A text that is too long or would stall
 * the parser comes out as a code block with a note.
 */
export function prose(markdown: string, options: GateOptions): string {
  const text = printableText(markdown).trim()
  if (isPlaceholder(text)) return ''
  if (text.length > maxCharacters) return asWritten(text, 'It is long')
  const root = parseMarkdown(text)
  if (root === null) return asWritten(text, 'It is deeply nested')
  const written = writeBlocks(root.children, sourcesOf(root, options))
  const isSwollen = written.length > 4 * text.length + 2_000
  return isSwollen ? asWritten(text, 'It repeats itself') : written
}

function asWritten(text: string, reason: string): string {
  const shown = firstCharacters(text, maxCharacters)
  const left = text.length - shown.length
  const rest = left === 0 ? '' : `, without its last ${left} characters`
  return `${reason}, so it is shown as written${rest}:\n\n${fence(shown)}`
}
