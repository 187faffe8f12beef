import { type Reference, type ReferenceScope, wordJoiner } from './reference.ts'

/** Parts of an issue, pull request, discussion, commit or compare address behind the host; every repetition is bounded. */
const pagePath =
  /\/+([^\s/\u2060]{1,120})\/+([^\s/\u2060]{1,120})\/+(issues?|pulls?|discussions?|commits?|compare)\/(new\b)?/iuy

const hostEnd = /\.?(?::\d{1,5})?(?=\/)/uy

/** Start of every address whose host is not known beforehand. */
const anyAuthority = /:\/\/([^\s/<>"'`]{1,300})(?=\/)/giu

/** Addresses of issues, pull requests, discussions and commits, and those that open a pull request. */
export function addresses(
  text: string,
  scope: ReferenceScope,
): readonly Reference[] {
  const known = scope.hosts === 'any' ? ['github.com'] : scope.hosts
  const found = known.flatMap((host) => addressesOf(text, host, scope.own))
  return scope.hosts === 'any' ? [...found, ...foreignAddresses(text)] : found
}

function addressesOf(
  text: string,
  host: string,
  own: string | null,
): readonly Reference[] {
  const pattern = new RegExp(
    `(?<![a-z0-9-])(?<!redirect\\.)${escapePattern(host)}`,
    'giu',
  )
  return [...text.matchAll(pattern)].flatMap(({ index }) => {
    const end = index + host.length
    const page = pageAt(text, endOfHost(text, end))
    if (page === null || isOwn(page, host, own)) return []
    const dot = host.lastIndexOf('.')
    const at = index + (dot < 0 ? host.length - 1 : dot)
    return [{ kind: 'address', start: index, at }] as const
  })
}

function foreignAddresses(text: string): readonly Reference[] {
  return [...text.matchAll(anyAuthority)].flatMap(
    ({ 0: all, 1: host = '', index }) => {
      const end = index + all.length
      const isKnown = /(?<![a-z0-9-])github\.com\.?(?::\d+)?$/iu.test(host)
      const isBroken = host.includes(wordJoiner)
      if (isKnown || isBroken || pageAt(text, end) === null) return []
      const at = end - host.length + Math.max(1, host.lastIndexOf('.'))
      return [{ kind: 'address', start: index + 3, at }] as const
    },
  )
}

/** Every address: one that makes no event elsewhere may still be closed by the word before it. */
export function links(text: string): readonly Reference[] {
  return [...text.matchAll(/https?:\/\//giu)].map(({ index }) => ({
    kind: 'address',
    start: index,
    at: index,
  }))
}

type Page = {
  readonly names: string
  readonly isMaker: boolean
}

function pageAt(text: string, index: number): Page | null {
  pagePath.lastIndex = index
  const match = pagePath.exec(text)
  if (match === null) return null
  const [, owner = '', name = '', kind = '', maker] = match
  return {
    names: `${owner}/${name}`.toLowerCase(),
    isMaker: kind.toLowerCase() === 'compare' || maker !== undefined,
  }
}

function endOfHost(text: string, index: number): number {
  hostEnd.lastIndex = index
  return index + (hostEnd.exec(text)?.[0].length ?? 0)
}

/** Pages of the own fork are kept, save those that open a pull request: in a fork they offer upstream. */
function isOwn(
  { names, isMaker }: Page,
  host: string,
  own: string | null,
): boolean {
  return !isMaker && own === `${host}/${names}`
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
}
