import { addresses, redirects } from './reference-addresses.ts'
import { type Reference, type ReferenceScope, wordJoiner } from './reference.ts'

export { type Reference, type ReferenceScope, wordJoiner } from './reference.ts'

/** Everything that looks like a reference is one, whatever the host. */
export const anyHost: ReferenceScope = { hosts: 'any', own: null }

/** `Fixes`, `closes:`, … as GitHub lists them, at the end of a text (https://docs.github.com/issues/tracking-your-work-with-issues/linking-a-pull-request-to-an-issue). */
const closingWord =
  /(?<![a-z0-9])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?=[\s:]{1,6}[[(<]?$)/iu

/** Finds every live form in a run of text, in the order of its offsets. Linear in its length. */
export function findReferences(
  text: string,
  scope: ReferenceScope,
): readonly Reference[] {
  const found = [
    ...mentions(text),
    ...numbers(text),
    ...commits(text),
    ...addresses(text, scope),
  ]
  const closing = [...found, ...redirects(text)].flatMap((reference) =>
    closingWordBefore(text, reference),
  )
  return [...found, ...closing].sort((a, b) => a.at - b.at)
}

/** Makes every live form in a run of prose harmless; a full commit SHA is shortened to seven digits. */
export function breakReferences(text: string, scope: ReferenceScope): string {
  let result = ''
  let done = 0
  for (const { kind, at, start, end } of findReferences(text, scope)) {
    if (at < done) continue
    const isSha = kind === 'commit' && at > start
    result += text.slice(done, at) + (isSha ? '' : wordJoiner)
    done = isSha ? end : at
  }
  return result + text.slice(done)
}

/**
 * Inside code nothing can be escaped: word joiners keep numbers and addresses
 * from being read when the text ends up in a commit message, and the markers
 * of the staging PR from being taken for ours. Names and SHAs are safe there.
 */
export function breakCode(text: string): string {
  const marked = text.replace(/<(?=!--\s{0,9}staging-pr)/giu, `<${wordJoiner}`)
  const found = findReferences(marked, anyHost).filter(
    ({ kind }) => kind === 'number' || kind === 'address',
  )
  return insertJoiners(
    marked,
    found.map(({ at }) => at),
  )
}

/** Breaks `#12` and `GH-12` and leaves everything else. */
export function breakNumbers(text: string): string {
  return insertJoiners(
    text,
    numbers(text).map(({ at }) => at),
  )
}

/** Puts a word joiner at each of the offsets, which rise. */
export function insertJoiners(
  text: string,
  offsets: readonly number[],
): string {
  const starts = [0, ...offsets]
  return starts
    .map((start, index) => text.slice(start, starts[index + 1]))
    .join(wordJoiner)
}

/** `@` before something that may be a name. An e-mail address or a version (`a@b`) is none; `owner@1a2b3c4` is a commit. */
function mentions(text: string): readonly Reference[] {
  const pattern =
    /(?<![a-z0-9])@(?=[a-z0-9])|@(?=[0-9a-f]{7,40}(?![a-z0-9]))/giu
  return [...text.matchAll(pattern)].map(({ index }) => ({
    kind: 'mention',
    start: index,
    end: index + 2,
    at: index + 1,
  }))
}

/** `#12`, with or without owner and repository before it, and `GH-12`. */
function numbers(text: string): readonly Reference[] {
  const pattern = /#(?=[0-9])|(?<![a-z0-9])GH-(?=[0-9])/giu
  return [...text.matchAll(pattern)].map(({ 0: mark, index }) => ({
    kind: 'number',
    start: index,
    end: index + mark.length + 1,
    at: index + mark.length,
  }))
}

/** Forty hexadecimal digits on their own; the first seven of them are safe and say the same. */
function commits(text: string): readonly Reference[] {
  const pattern = /(?<![a-z0-9])[0-9a-f]{40}(?![a-z0-9])/giu
  return [...text.matchAll(pattern)]
    .filter(({ index }) => !isInAddress(text, index))
    .map(({ index }) => ({
      kind: 'commit',
      start: index,
      end: index + 40,
      at: index + 7,
    }))
}

function isInAddress(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 300), index)
  const at = before.lastIndexOf('://')
  return at >= 0 && !/[\s<>"`]/u.test(before.slice(at))
}

/** The closing keyword right before a reference, also before its `owner/repo` or `https://`. */
function closingWordBefore(
  text: string,
  { start }: Reference,
): readonly Reference[] {
  const nameStart = startOfName(text, start)
  const at = endsInClosingWord(
    text.slice(Math.max(0, nameStart - 20), nameStart),
  )
  if (at === null) return []
  const breakAt = Math.max(0, nameStart - 20) + at
  return [{ kind: 'closing', start: breakAt - 2, end: start, at: breakAt }]
}

/** Where to break a closing keyword that a text ends with, or `null`. A reference follows it. */
export function endsInClosingWord(text: string): number | null {
  const start = Math.max(0, text.length - 20)
  const word = closingWord.exec(text.slice(start))
  return word === null ? null : start + word.index + 2
}

/** Walks back over what may stand directly before a reference as a part of it. */
function startOfName(text: string, start: number): number {
  const first = Math.max(0, start - 300)
  let at = start
  while (at > first && isNameCharacter(text, at - 1)) at -= 1
  return at
}

function isNameCharacter(text: string, index: number): boolean {
  const character = text.charAt(index)
  if (character === ':') return text.charAt(index + 1) === '/'
  return /[\w./@-]/u.test(character)
}
