import {
  type Block,
  blocksOf,
  closesFence,
  fenceOf,
} from '../../spec/content/blocks.ts'
import { cutAtWord } from '../cut.ts'

/** The beginning of a passage. */
export type Excerpt = {
  readonly markdown: string
  /** Nothing was left out. */
  readonly isWhole: boolean
}

/** Takes whole paragraphs, lists and fences from the start of a passage, up to so many UTF-16 units. */
export function excerpt(markdown: string, maxCharacters: number): Excerpt {
  const all = markdown.trim()
  if (all.length <= maxCharacters) return { markdown: all, isWhole: true }
  const taken: string[] = []
  let room = maxCharacters
  for (const block of blocksOf(all)) {
    if (block.text.length > room) {
      const part = beginning(block, room)
      if (part !== null && (taken.length === 0 || room > 200)) taken.push(part)
      break
    }
    taken.push(block.text)
    room -= block.text.length + 2
  }
  while (isHeading(taken.at(-1))) taken.pop()
  return { markdown: taken.join('\n\n'), isWhole: false }
}

/**
 * What a passage says first: its first paragraph with the list that it
 * announces, or its first list; headings, labels and code before it are
 * passed over. `null` when the passage is nothing but those.
 */
export function lead(markdown: string, maxCharacters: number): Excerpt | null {
  const blocks = blocksOf(markdown.trim())
  const start = blocks.findIndex(canLead)
  const first = blocks[start]
  const next = blocks[start + 1]
  if (first === undefined) return null
  const announces = first.text.endsWith(':')
  const isPair = announces && next?.kind === 'list'
  const said = announces ? `${first.text.slice(0, -1)}.` : first.text
  const text = isPair ? `${first.text}\n\n${next.text}` : said
  const part = excerpt(text, maxCharacters)
  const taken = isPair ? 2 : 1
  return { ...part, isWhole: part.isWhole && blocks.length === taken }
}

function canLead({ kind, text }: Block): boolean {
  if (kind === 'list') return true
  return kind === 'paragraph' && !/^\*\*[^\n]*\*\*:?$/u.test(text.trim())
}

function isHeading(text: string | undefined): boolean {
  return text !== undefined && blocksOf(text).at(-1)?.kind === 'heading'
}

/** The first lines of a block, as far as that leaves it what it is. */
function beginning({ text, kind }: Block, room: number): string | null {
  switch (kind) {
    case 'heading':
      return null
    case 'paragraph':
      return cutAtWord(text, room)
    case 'list':
      return leadingLines(text, room) ?? cutAtWord(text, room)
    case 'fence':
      return closeFence(leadingLines(text, room - 20))
  }
}

function leadingLines(text: string, room: number): string | null {
  const lines = text.split('\n')
  let length = 0
  let end = 0
  for (const line of lines) {
    length += line.length + 1
    if (length > room) break
    end += 1
  }
  return end === 0 ? null : lines.slice(0, end).join('\n')
}

function closeFence(text: string | null): string | null {
  const [first = '', ...rest] = text?.split('\n') ?? []
  const marks = fenceOf(first)
  if (marks === null || rest.length === 0) return null
  const last = rest.at(-1) ?? ''
  return closesFence(last, marks)
    ? [first, ...rest].join('\n')
    : [first, ...rest, '…', marks].join('\n')
}
