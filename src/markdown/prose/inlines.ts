import type {
  Delete,
  Emphasis,
  FootnoteReference,
  Image,
  ImageReference,
  Link,
  LinkReference,
  PhrasingContent,
  Strong,
} from 'mdast'
import { judgeAddress } from '../address.ts'
import { findReferences } from '../references.ts'
import { inlineCode } from '../write.ts'
import { inlineTag } from './html.ts'
import { type Piece, markup, words } from './pieces.ts'
import type { Sources } from './sources.ts'

/** What surrounds a piece of a line. */
export type Surroundings = {
  readonly isInLink: boolean
  /** Bold already, so that bold within it changes nothing. */
  readonly isBold: boolean
}

/** Turns the nodes of a line into pieces. */
export function pieces(
  nodes: readonly PhrasingContent[],
  sources: Sources,
  around: Surroundings,
): readonly Piece[] {
  return nodes.flatMap((node) => piecesOf(node, sources, around))
}

function piecesOf(
  node: PhrasingContent,
  sources: Sources,
  around: Surroundings,
): readonly Piece[] {
  if (
    'children' in node &&
    node.type !== 'link' &&
    node.type !== 'linkReference'
  ) {
    return markedPieces(node, sources, around)
  }
  if (node.type === 'text') return [words(node.value, around.isInLink)]
  if (node.type === 'inlineCode') return [markup(inlineCode(node.value))]
  if (node.type === 'break') return [markup('<br>')]
  if (node.type === 'html') return tagPieces(node.value, around)
  return referringPieces(node, sources, around)
}

type Marked = Emphasis | Strong | Delete

const marks = { emphasis: '*', strong: '**', delete: '~~' } as const

function markedPieces(
  { type, children }: Marked,
  sources: Sources,
  around: Surroundings,
): readonly Piece[] {
  if (type !== 'strong')
    return wrap(marks[type], pieces(children, sources, around))
  const inner = pieces(children, sources, { ...around, isBold: true })
  return around.isBold ? inner : wrap(marks.strong, inner)
}

function referringPieces(
  node: Image | ImageReference | Link | LinkReference | FootnoteReference,
  sources: Sources,
  around: Surroundings,
): readonly Piece[] {
  switch (node.type) {
    case 'image':
    case 'imageReference':
      return imagePieces(node, sources, around)
    case 'link':
    case 'linkReference':
      return linkPieces(node, sources, around)
    case 'footnoteReference':
      return notePieces(node, sources, around)
  }
}

/** Marks that enclose nothing would stand there as asterisks. */
function wrap(mark: string, inner: readonly Piece[]): readonly Piece[] {
  const isEmpty = inner.every(
    (piece) => piece.kind === 'words' && piece.text.trim() === '',
  )
  return isEmpty ? inner : [markup(mark), ...inner, markup(mark)]
}

function tagPieces(html: string, { isInLink }: Surroundings): readonly Piece[] {
  switch (inlineTag(html)) {
    case 'nothing':
      return []
    case 'break':
      return [markup('<br>')]
    case 'words':
      return [words(html, isInLink)]
  }
}

/** Pictures are not loaded: their text, as a link where there is an address. */
function imagePieces(
  node: Image | ImageReference,
  sources: Sources,
  around: Surroundings,
): readonly Piece[] {
  const alt = (node.alt ?? '').trim()
  const text = alt === '' ? 'image' : alt
  const url =
    node.type === 'image' ? node.url : sources.addressOf(node.identifier)
  if (around.isInLink || url === null) return [words(text, around.isInLink)]
  return linkTo(url, [words(text, true)], sources)
}

function linkPieces(
  node: Link | LinkReference,
  sources: Sources,
  around: Surroundings,
): readonly Piece[] {
  const url =
    node.type === 'link' ? node.url : sources.addressOf(node.identifier)
  if (url === null) return pieces(node.children, sources, around)
  const text = pieces(node.children, sources, { ...around, isInLink: true })
  return isBare(text, url) ? bareLink(url, sources) : linkTo(url, text, sources)
}

/** A link without words of its own. */
function isBare(text: readonly Piece[], url: string): boolean {
  const shown = text
    .map((piece) => (piece.kind === 'words' ? piece.text : piece.source))
    .join('')
    .trim()
  return (
    shown === '' || [shown, `http://${shown}`, `mailto:${shown}`].includes(url)
  )
}

function bareLink(url: string, { options, scope }: Sources): readonly Piece[] {
  const judged = judgeAddress(url, options)
  switch (judged.kind) {
    case 'keep':
      return findReferences(judged.url, scope).length === 0
        ? [markup(`<${judged.url}>`, isThread(judged.url))]
        : bracketed(judged.url, [words(url, true)])
    case 'redirect':
      return bracketed(judged.url, [words(judged.name, true)])
    case 'text':
      return url.startsWith('mailto:')
        ? [words(url.slice('mailto:'.length), false)]
        : [markup(inlineCode(url))]
    case 'relative':
      return [markup(inlineCode(url))]
  }
}

function linkTo(
  url: string,
  text: readonly Piece[],
  { options }: Sources,
): readonly Piece[] {
  const judged = judgeAddress(url, options)
  switch (judged.kind) {
    case 'keep':
    case 'redirect':
      return bracketed(judged.url, text)
    case 'text':
      return /^(?:https?:)?\/\//iu.test(url)
        ? withCode(text, url)
        : outside(text)
    case 'relative':
      return url.startsWith('#') ? outside(text) : withCode(text, url)
  }
}

function bracketed(url: string, text: readonly Piece[]): readonly Piece[] {
  return [markup('[', isThread(url)), ...text, markup(`](${url})`)]
}

function isThread(url: string): boolean {
  return /\/(?:issues?|pulls?|discussions?|commits?)\//iu.test(url)
}

/** The words, and where they pointed to unless they say it themselves. */
function withCode(text: readonly Piece[], url: string): readonly Piece[] {
  const code = inlineCode(url)
  const [only] = text
  const isSame =
    text.length === 1 &&
    (only?.kind === 'words' ? only.text === url : only?.source === code)
  return isSame
    ? [markup(code)]
    : [...outside(text), words(' (', false), markup(code), words(')', false)]
}

function outside(text: readonly Piece[]): readonly Piece[] {
  return text.map((piece) =>
    piece.kind === 'words' ? words(piece.text, false) : piece,
  )
}

/** A note stands in brackets where it is first referred to. */
function notePieces(
  { identifier }: FootnoteReference,
  sources: Sources,
  around: Surroundings,
): readonly Piece[] {
  const note = sources.takeNote(identifier)
  if (note === null || around.isInLink) return []
  const text = note.children.flatMap((block) =>
    block.type === 'paragraph' ? pieces(block.children, sources, around) : [],
  )
  return [words(' (', false), ...text, words(')', false)]
}
