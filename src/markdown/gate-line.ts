import { printableText } from '../text/printable.ts'
import { firstCharacters } from '../text/truncate.ts'
import { anyHost, breakReferences } from './references.ts'

/** Bounds of a line. */
export type LineOptions = {
  /** Most UTF-16 units of the result, `…` included. */
  readonly maxCharacters: number
}

/**
 * Last gate of texts that are no Markdown: titles, status descriptions, labels
 * and annotations. One line without control characters and live references,
 * cut with `…`. Gating twice changes nothing.
 */
export function gateLine(text: string, { maxCharacters }: LineOptions): string {
  const line = printableText(text).replace(/\s+/gu, ' ').trim()
  return cut(breakReferences(line, anyHost), maxCharacters)
}

/** Shortens a text to so many UTF-16 units, `…` included; never half a surrogate pair. */
export function cut(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  if (maxCharacters < 1) return ''
  return `${firstCharacters(text, maxCharacters - 1).trimEnd()}…`
}
