import { type GateOptions, scopeOf, serverHost } from './gate-options.ts'
import { findReferences, wordJoiner } from './references.ts'

/** What becomes of the address of a link. */
export type Judgement =
  /** Harmless; percent-encoded where it would look like a reference. */
  | { readonly kind: 'keep'; readonly url: string }
  /** Issue, pull request, discussion or commit elsewhere: GitHub's own host for links without backlinks. */
  | { readonly kind: 'redirect'; readonly url: string; readonly name: string }
  /** May be shown, but not as a link. */
  | { readonly kind: 'text' }
  /** A path or an anchor, without a host. */
  | { readonly kind: 'relative' }

/** Longest address that stays a link. UTF-16 units. */
const maxCharacters = 2_000

/** Decides about the address of a link; bad addresses are `text`, never an exception. */
export function judgeAddress(raw: string, options: GateOptions): Judgement {
  const text = raw.trim()
  if (text.length > maxCharacters) return { kind: 'text' }
  // Without slashes a browser takes it for a path, a mail program for a host.
  if (/^https?:(?!\/\/)/iu.test(text)) return { kind: 'text' }
  const url = parse(text, options)
  if (url === null || !isPlainWeb(url)) return { kind: 'text' }
  if (isReference(url, options)) return elsewhere(url, options)
  return isRelative(text)
    ? { kind: 'relative' }
    : { kind: 'keep', url: encodeAddress(url.href) }
}

/**
 * An address as the destination of a Markdown link: percent-encoded where
 * brackets would end it or `#1`, `GH-1` and `@name` would look like
 * references. Means the same to a server.
 */
function encodeAddress(href: string): string {
  return href
    .replace(/[\s()[\]<>|\\`"'*^{}\u2060]/gu, percent)
    .replace(/@(?=[a-z0-9])/giu, percent)
    .replace(/(?<=#|GH-)[0-9]/giu, percent)
}

/** An http or https address, encoded for Markdown, or `null`. */
export function webAddress(text: string): string | null {
  if (!/^https?:\/\//iu.test(text) || !URL.canParse(text)) return null
  return encodeAddress(new URL(text).href)
}

function percent(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
}

function isRelative(text: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|[/\\]{2})/iu.test(text)
}

/** Relative ones are seen as GitHub sees them on the page of a pull request. */
function parse(text: string, options: GateOptions): URL | null {
  const base = `https://${serverHost(options)}/${options.ownRepository}/pull/1`
  const isBare = /^www\./iu.test(text)
  const whole = isBare ? `http://${text}` : text
  return URL.canParse(whole, base) ? new URL(whole, base) : null
}

function isPlainWeb(url: URL): boolean {
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  return isWeb && url.username === '' && url.password === ''
}

/** Looks at the address as written and as a server reads it, escapes undone. */
function isReference(url: URL, options: GateOptions): boolean {
  const scope = scopeOf(options)
  const forms = [url.href, decode(url.href)]
  return forms.some((form) =>
    findReferences(form, scope).some(({ kind }) => kind === 'address'),
  )
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray percent sign: there is nothing to undo.
    return text
  }
}

/** Words for the kinds of pages that have a number or a name. */
const kinds: ReadonlyMap<string, string> = new Map([
  ['issues', 'issue'],
  ['issue', 'issue'],
  ['pull', 'pull request'],
  ['pulls', 'pull request'],
  ['discussions', 'discussion'],
  ['commit', 'commit'],
  ['commits', 'commit'],
])

function elsewhere(url: URL, options: GateOptions): Judgement {
  const [owner = '', name = '', kind = '', id = ''] = decode(url.pathname)
    .split('/')
    .filter((part) => part !== '')
  const word = kinds.get(kind.toLowerCase())
  const canRedirect =
    serverHost(options) === 'github.com' &&
    /^(?:www\.)?github\.com\.?$/u.test(url.hostname)
  const isNamed = [owner, name, id].every((part) => /^[\w.-]+$/u.test(part))
  if (!canRedirect || word === undefined || !isNamed || id === 'new') {
    return { kind: 'text' }
  }
  const path = encodeAddress(`${url.pathname}${url.search}${url.hash}`)
  return {
    kind: 'redirect',
    url: `https://redirect.github.com${path.replace(/^\/+/u, '/')}`,
    name: `${owner}/${name} ${word} ${shortId(id)}`,
  }
}

function shortId(id: string): string {
  return /^[0-9a-f]{12,}$/iu.test(id) ? id.slice(0, 7) : id
}

/** An address as text that no program takes for a link; a browser still understands it when it is pasted. */
export function unlinked(url: string): string {
  return url.replace(
    /(?<![A-Za-z])([Hh][Tt]{2}[Pp][Ss]?:)(?=\/\/)|(?<![A-Za-z0-9])([Ww]{3})(?=\.)/gu,
    `$1$2${wordJoiner}`,
  )
}
