import { printableText } from '../../text/printable.ts'
import { escapeText, anywhere } from '../escape.ts'
import {
  type ReferenceScope,
  breakReferences,
  endsInClosingWord,
  findReferences,
  wordJoiner,
} from '../references.ts'
import type { Patch } from './patches.ts'

/** A stretch of the source and what Markdown reads there. */
export type Stretch = {
  readonly value: string
  readonly start: number
  readonly end: number
}

/**
 * Patches for a text node. Where a line stands in the source as it is read,
 * joiners go to their places and nothing else changes; where escapes stand
 * between, the line is written anew.
 */
export function textPatches(
  source: string,
  { value, start, end }: Stretch,
  scope: ReferenceScope,
): readonly Patch[] {
  if (printableText(value) !== value) {
    return [{ start, end, text: rewritten(value, scope) }]
  }
  if (findReferences(value, scope).length === 0) return []
  const written = source.slice(start, end).split('\n')
  const read = value.split('\n')
  if (written.length !== read.length) {
    return [{ start, end, text: rewritten(value, scope) }]
  }
  let lineStart = start
  return read.flatMap((line, index) => {
    const raw = written[index] ?? ''
    const from = lineStart
    lineStart += raw.length + 1
    return linePatches({ raw, line, from, isFirst: index === 0 }, scope)
  })
}

type Line = {
  readonly raw: string
  readonly line: string
  readonly from: number
  readonly isFirst: boolean
}

function linePatches(
  { raw, line, from, isFirst }: Line,
  scope: ReferenceScope,
): readonly Patch[] {
  const found = findReferences(line, scope)
  if (found.length === 0) return []
  const lead = isFirst ? 0 : raw.search(/[^\s>]|$/u)
  const body = raw.slice(lead).trimEnd()
  const at = from + lead
  return body === line.trimEnd()
    ? [{ start: at, end: at + body.length, text: breakReferences(body, scope) }]
    : [{ start: at, end: at + body.length, text: rewritten(line, scope) }]
}

/** The text as one line that Markdown reads the same. */
export function rewritten(value: string, scope: ReferenceScope): string {
  const line = printableText(value).replace(/\s+/gu, ' ')
  const place = { ...anywhere, isFollowed: true, isInLink: true }
  return escapeText(breakReferences(line, scope), place).replaceAll(
    '|',
    String.raw`\|`,
  )
}

/** Breaks a closing keyword that stands right before a link to an issue or the like. */
export function closingWordPatches(
  source: string,
  { value, end }: Stretch,
): readonly Patch[] {
  const at = endsInClosingWord(value)
  if (at === null) return []
  const tail = value.slice(at)
  const place = end - tail.length
  return source.slice(place, end) === tail
    ? [{ start: place, end: place, text: wordJoiner }]
    : []
}
