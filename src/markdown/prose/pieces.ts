import { printableText } from '../../text/printable.ts'
import { literal } from '../escape.ts'
import {
  type ReferenceScope,
  endsInClosingWord,
  wordJoiner,
} from '../references.ts'

/** Part of a line: words to be escaped, or Markdown of ours. */
export type Piece =
  | {
      readonly kind: 'words'
      readonly text: string
      readonly isInLink: boolean
    }
  | {
      readonly kind: 'markup'
      readonly source: string
      /** Begins a link to an issue or the like, before which no closing keyword may stand. */
      readonly isThread: boolean
    }

/** Words of somebody else; what an escape hid in them (`&#8238;`) is shown. */
export function words(text: string, isInLink: boolean): Piece {
  return { kind: 'words', text: printableText(text), isInLink }
}

/** Markdown that is safe as it is. */
export function markup(source: string, isThread = false): Piece {
  return { kind: 'markup', source, isThread }
}

/** Joins pieces to one line. Neighbouring words are looked at as one, since together they may be a reference. */
export function writeLine(
  pieces: readonly Piece[],
  scope: ReferenceScope,
): string {
  const merged = trim(merge(pieces))
  return merged
    .map((piece, index) => {
      if (piece.kind === 'markup') return piece.source
      const next = merged[index + 1]
      return literal(beforeThread(piece.text, next), scope, {
        startsBlock: index === 0,
        isFollowed: next !== undefined,
        isInLink: piece.isInLink,
      })
    })
    .join('')
}

function merge(pieces: readonly Piece[]): readonly Piece[] {
  const merged: Piece[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    const isSame =
      last?.kind === 'words' &&
      piece.kind === 'words' &&
      last.isInLink === piece.isInLink
    if (isSame)
      merged[merged.length - 1] = words(last.text + piece.text, last.isInLink)
    else merged.push(piece)
  }
  return merged
    .map((piece) =>
      piece.kind === 'words'
        ? words(piece.text.replace(/\s+/gu, ' '), piece.isInLink)
        : piece,
    )
    .filter((piece) => piece.kind === 'markup' || piece.text !== '')
}

function trim(pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.length - 1
  return pieces.map((piece, index) => {
    if (piece.kind === 'markup') return piece
    const start = index === 0 ? piece.text.trimStart() : piece.text
    return words(index === last ? start.trimEnd() : start, piece.isInLink)
  })
}

function beforeThread(text: string, next: Piece | undefined): string {
  if (next?.kind !== 'markup' || !next.isThread) return text
  const at = endsInClosingWord(text)
  return at === null
    ? text
    : `${text.slice(0, at)}${wordJoiner}${text.slice(at)}`
}
