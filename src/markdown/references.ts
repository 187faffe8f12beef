import { addresses, links } from './reference-addresses.ts'
import { type Reference, type ReferenceScope, wordJoiner } from './reference.ts'

export { type Reference, type ReferenceScope, wordJoiner } from './reference.ts'

/** Everything that looks like a reference is one, whatever the host. */
export const anyHost: ReferenceScope = { hosts: 'any', own: null }

/** `Fixes`, `closes:`, … as GitHub lists them, at the end of a text (https://docs.github.com/issues/tracking-your-work-with-issues/linking-a-pull-request-to-an-issue). */
const closingWord =
  /(?<![a-z0-9])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?=[\s:]{1,6}[[(<]?$)/iu

const shaLength = 40

/** Finds every live form in a run of text, in the order of its offsets. Linear in its length. */
export function findReferences(
  text: string,
  scope: ReferenceScope,
): readonly Reference[] {
  const pages = addresses(text, scope)
  const found = [
    ...mentions(text),
    ...numbers(text),
    ...commits(text, pages),
    ...pages,
  ]
  const schemes = pages.flatMap((page) => schemesOf(text, page))
  const closing = closingWords(text, [...found, ...links(text)])
  return [...found, ...closing, ...schemes].sort((a, b) => a.at - b.at)
}

/** A joiner in the host alone leaves a link, which a browser takes to the same page. */
function schemesOf(text: string, { start }: Reference): readonly Reference[] {
  const from = Math.max(0, start - 80)
  const before = text.slice(from, start)
  const found = [
    /(https?:)\/\/[^\s/<>()"'`]{0,60}$/iu.exec(before),
    /(www)\.$/iu.exec(before),
  ]
  return found.flatMap((match) => {
    if (match === null) return []
    const at = from + match.index + (match[1] ?? '').length
    return [{ kind: 'scheme', start: from + match.index, at }]
  })
}

/** Makes every live form in a run of prose harmless; a full commit SHA is shortened to seven digits. */
export function breakReferences(text: string, scope: ReferenceScope): string {
  let result = ''
  let done = 0
  for (const { kind, at, start } of findReferences(text, scope)) {
    if (at < done) continue
    const isSha = kind === 'commit'
    result += text.slice(done, at) + (isSha ? '' : wordJoiner)
    done = isSha ? start + shaLength : at
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
    /(?<![A-Za-z0-9])@(?=[A-Za-z0-9])|@(?=[0-9A-Fa-f]{7,40}(?![A-Za-z0-9]))/gu
  const found = [...text.matchAll(pattern)].map(({ index }) => index)
  return [...new Set([...found, ...chained(text)])].map((index) => ({
    kind: 'mention',
    start: index,
    at: index + 1,
  }))
}

/** In `a@b.org@c` an e-mail address ends and a name may begin. */
function chained(text: string): readonly number[] {
  return [...text.matchAll(/[\w.+@-]{4,}/gu)].flatMap(({ 0: run, index }) =>
    [...run.matchAll(/@(?=[A-Za-z0-9])/gu)]
      .slice(1)
      .map((at) => index + at.index),
  )
}

/** `#12`, with or without owner and repository before it, and `GH-12`. */
function numbers(text: string): readonly Reference[] {
  const pattern = /#(?=[0-9])|(?<![A-Za-z0-9])[Gg][Hh]-(?=[0-9])/gu
  return [...text.matchAll(pattern)].map(({ 0: mark, index }) => ({
    kind: 'number',
    start: index,
    at: index + mark.length,
  }))
}

/** Forty hexadecimal digits on their own, or up to an address; the first seven of them are safe and say the same. */
function commits(
  text: string,
  pages: readonly Reference[],
): readonly Reference[] {
  const pattern =
    /(?<![A-Za-z0-9])[0-9A-Fa-f]{40}(?:(?![A-Za-z0-9])|(?=(?:[Hh][Tt]{2}[Pp][Ss]?|[Ff][Tt][Pp]):\/\/))/gu
  const broken = new Set(pages.map(({ start }) => start))
  return [...text.matchAll(pattern)]
    .filter(({ index }) => !isInAddress(text, index, broken))
    .map(({ index }) => ({
      kind: 'commit',
      start: index,
      at: index + 7,
    }))
}

/** Whether a link protects it; an address that is broken here is none afterwards. */
function isInAddress(
  text: string,
  index: number,
  broken: ReadonlySet<number>,
): boolean {
  const from = Math.max(0, index - 300)
  const at = text.slice(from, index).lastIndexOf('://')
  const scheme = text.slice(Math.max(0, from + at - 6), from + at)
  if (at < 0 || !/(?:^|[^A-Za-z0-9])https?$/iu.test(scheme)) return false
  if (/[\s<>"`]/u.test(text.slice(from + at, index))) return false
  for (let start = from + at; start < index; start += 1) {
    if (broken.has(start)) return false
  }
  return true
}

/** Closing keywords right before a reference, also before its `owner/repo` or `https://`. */
function closingWords(
  text: string,
  references: readonly Reference[],
): readonly Reference[] {
  const starts = new Set(references.map(({ start }) => start))
  const pattern =
    /(?<![a-z0-9])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?=([\s:]{1,6})([[(<]?))/giu
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { 0: word, 1: gap = '', 2: bracket = '', index } = match
    const from = index + word.length + gap.length + bracket.length
    return isBeforeReference(text, from, starts)
      ? [{ kind: 'closing', start: index, at: index + 2 } as const]
      : []
  })
}

/** Walks over what may stand directly before a reference as a part of it. */
function isBeforeReference(
  text: string,
  from: number,
  starts: ReadonlySet<number>,
): boolean {
  const end = Math.min(text.length, from + 300)
  let at = from
  while (at < end && !starts.has(at) && /[\w./@-]/u.test(text.charAt(at)))
    at += 1
  return starts.has(at)
}

/** Where to break a closing keyword that a text ends with, or `null`. A reference follows it. */
export function endsInClosingWord(text: string): number | null {
  const start = Math.max(0, text.length - 20)
  const word = closingWord.exec(text.slice(start))
  return word === null ? null : start + word.index + 2
}
