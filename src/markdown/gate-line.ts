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
  return brokenAndCut(line, maxCharacters)
}

/** Breaks the references of a line and cuts it, both until nothing is left to do: a cut can lay a SHA bare. */
export function brokenAndCut(line: string, maxCharacters: number): string {
  let text = line
  for (let round = 0; round < 4; round += 1) {
    const next = cut(breakReferences(text, anyHost), maxCharacters)
    if (next === text) return text
    text = next
  }
  return text
}

/** Shortens a text to so many UTF-16 units, `…` included; never half a surrogate pair. */
function cut(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  if (maxCharacters < 1) return ''
  return `${firstCharacters(text, maxCharacters - 1).trimEnd()}…`
}
