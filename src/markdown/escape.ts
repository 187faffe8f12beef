import { unlinked } from './address.ts'
import { type ReferenceScope, breakReferences } from './references.ts'

/** Where an escaped text will stand. */
export type Place = {
  /** At the start of a block, where `- ` or `# ` would mean something. */
  readonly startsBlock: boolean
  /** Something of ours follows directly, so that `]` or `!` at the end could join with it. */
  readonly isFollowed: boolean
  /** Inside the text of a link, where brackets count. */
  readonly isInLink: boolean
}

/** Somewhere among words of ours, which do not begin with a bracket. */
export const anywhere: Place = {
  startsBlock: true,
  isFollowed: false,
  isInLink: false,
}

/**
 * Escapes prose so that Markdown shows it literally, with as few backslashes
 * as that takes: `snake_case` and `a * b` stay as they are. One line in, one
 * line out. References have to be broken before.
 */
export function escapeText(text: string, place: Place): string {
  const escaped = text.replace(
    /[\\`[\]<&!]|\*+|_+|~+/gu,
    (run: string, offset: number) =>
      needsEscape(text, { run, offset, place })
        ? run.replace(/./gu, String.raw`\$&`)
        : run,
  )
  return place.startsBlock ? escapeBlockStart(escaped) : escaped
}

/** Text that is no Markdown, as prose on one line in which nothing is live. */
export function literal(
  text: string,
  scope: ReferenceScope,
  place: Place,
): string {
  const line = text.replace(/\s+/gu, ' ')
  const unlinkedLine = unlinked(breakReferences(line, scope))
  // A SHA in an address stands on its own once that is no link any more.
  return escapeText(breakReferences(unlinkedLine, scope), place)
}

type Mark = {
  /** The special character, or a run of the same. */
  readonly run: string
  readonly offset: number
  readonly place: Place
}

function needsEscape(text: string, mark: Mark): boolean {
  const before = text.charAt(mark.offset - 1)
  const after = text.charAt(mark.offset + mark.run.length)
  switch (mark.run.charAt(0)) {
    case '*':
    case '_':
    case '~':
      return mayEmphasize(mark.run, before, after)
    case '[':
    case ']':
      return mayBeBracket(text, mark, after)
    case '!':
      return after === '' && mark.place.isFollowed
    default:
      return mayOpen(text.slice(mark.offset, mark.offset + 44))
  }
}

/** Whether a run of marks could begin or end emphasis, a strike or a fence. */
function mayEmphasize(run: string, before: string, after: string): boolean {
  if (run.startsWith('~')) return !isSpace(before) || run.length > 2
  if (isSpace(before) && isSpace(after)) return false
  return run.startsWith('*') || !isWord(before) || !isWord(after)
}

/** Whether a text begins with code, an escape, a tag or a character reference. */
function mayOpen(text: string): boolean {
  return /^(?:`|\\(?:$|[!-/:-@[-`{-~])|<(?:$|[a-z/!?])|&(?:[a-z0-9]{1,40}|#[a-z0-9]{1,9});)/iu.test(
    text,
  )
}

function mayBeBracket(
  text: string,
  { run, offset, place }: Mark,
  after: string,
): boolean {
  if (place.isInLink) return true
  if (run === '[') return place.startsBlock && text.search(/\S/u) === offset
  return after === '' ? place.isFollowed : /[([:]/u.test(after)
}

function isSpace(character: string): boolean {
  return /^\s$/u.test(character)
}

function isWord(character: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(character)
}

/** What begins a heading, quote, list item, rule, underline or table row gets a backslash before its first mark. */
function escapeBlockStart(text: string): string {
  const start = text.trimStart()
  const indent = text.slice(0, text.length - start.length)
  const number = /^\d{1,9}(?=[.)](?:\s|$))/u.exec(start)
  if (number !== null) {
    return `${indent}${number[0]}\\${start.slice(number[0].length)}`
  }
  const isMarked = /^(?:#{1,6}(?:\s|$)|>|[-+](?:\s|$)|[-=|:][-=|:\s]*$)/u.test(
    start,
  )
  return isMarked ? `${indent}\\${start}` : text
}
