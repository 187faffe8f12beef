import type { Nodes, Parents } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

/**
 * What GitHub would make live in a text that is sent to it, written down from
 * GitHub's own pages and seen behaviour, without a line of the gate that it
 * tests. Errs on the side of finding too much.
 */
export type Live = {
  readonly kind:
    | 'mention'
    | 'number'
    | 'address'
    | 'closing'
    | 'commit'
    | 'comment'
    | 'html'
    | 'picture'
  readonly text: string
}

/** Where the text is sent to. */
export type Destination = {
  readonly serverUrl: string
  readonly ownRepository: string
}

const parser = unified().use(remarkParse).use(remarkGfm).freeze()

/** Everything live in Markdown, and in the commit message that a squash makes of it. */
export function liveInMarkdown(
  markdown: string,
  destination: Destination,
): readonly Live[] {
  const root = parser.parse(markdown)
  return [
    ...liveAnywhere(markdown, destination),
    ...liveInNode(root, { source: markdown, destination }),
  ]
}

/** Everything live in a text that GitHub shows as it is: a title, a status. */
export function liveInPlainText(
  text: string,
  destination: Destination,
): readonly Live[] {
  return [
    ...liveAnywhere(text, destination),
    ...mentionsIn(text),
    ...commitsIn(text),
  ]
}

/** What code does not protect: a commit message knows no code. */
function liveAnywhere(text: string, destination: Destination): readonly Live[] {
  return [
    ...all('number', text, /#[0-9]+/gu),
    ...all('number', text, /(?:^|[^A-Za-z0-9])[Gg][Hh]-[0-9]+/gu),
    ...addressesIn(text, destination),
    ...closingIn(text),
  ]
}

const word =
  '(?:^|[^A-Za-z0-9#/])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \\t]{1,3}'
const name = '(?:[\\w.-]{1,60}(?:/[\\w.-]{1,60})?)?'

/** A keyword with the number or the address that it would close. */
const closing = new RegExp(
  `${word}(?:[[(<]?${name}#[0-9]|[[(<]?gh-[0-9]|[[(<]?https?://(?!redirect\\.)[^\\s)<>\u2060]{1,200}/(?:issues|pull)/[0-9])`,
  'giu',
)

/** In prose also one whose number is broken: it is one edit away from closing. */
const nearlyClosing = new RegExp(
  `${word}[[(<]?(?:${name}#|gh-)\u2060[0-9]`,
  'giu',
)

const endsInClosingWord = new RegExp(`${word}$`, 'iu')

/** A keyword at the end of an address is none. */
function closingIn(text: string): readonly Live[] {
  return [...text.matchAll(closing)].flatMap(({ 0: found, index }) => {
    const before = text.slice(Math.max(0, index - 300), index + 1)
    const isInAddress = /https?:\/\/[^\s<>]*$/iu.test(before)
    return isInAddress ? [] : [{ kind: 'closing', text: found } as const]
  })
}

function all(kind: Live['kind'], text: string, form: RegExp): readonly Live[] {
  return [...text.matchAll(form)].map(([found]) => ({ kind, text: found }))
}

/** Web addresses as they stand in running text, which is read letter by letter. */
function addressesIn(text: string, destination: Destination): readonly Live[] {
  const form =
    /(?<![A-Za-z0-9@])(?:https?:\/\/|www\.)[\w.:@-]{1,200}\/+[^\s/]{1,100}\/+[^\s/]{1,100}\/+(?:issues?|pulls?|discussions?|commits?|compare)\/[^\s<>"`]{0,500}/giu
  return [...text.matchAll(form)]
    .map(([found]) => found)
    .filter((found) => isLiveAddress(found, destination))
    .map((found) => ({ kind: 'address', text: found }))
}

const pages =
  /^\/+([^/]+)\/+([^/]+)\/+(?:issues?|pulls?|discussions?|commits?|compare)\/+(.)/iu

/** Whether a link to this address leaves an event on a thread, or offers to open a pull request. */
export function isLiveAddress(
  address: string,
  { serverUrl, ownRepository }: Destination,
): boolean {
  const server = new URL(serverUrl)
  const page = `${server.origin}/${ownRepository}/pull/1`
  const whole = /^www\./iu.test(address) ? `http://${address}` : address
  if (!URL.canParse(whole, page)) return false
  const url = new URL(whole, page)
  const host = url.hostname.toLowerCase().replace(/\.$/u, '')
  const hosts = ['github.com', 'www.github.com', server.hostname]
  if (!hosts.includes(host)) return false
  return [url.pathname, decoded(url.pathname)].some((path) => {
    const found = pages.exec(path)
    if (found === null) return false
    const name = `${found[1] ?? ''}/${found[2] ?? ''}`
    const isOwn =
      host === server.hostname &&
      name.toLowerCase() === ownRepository.toLowerCase()
    return !isOwn || /\/(?:compare|pull\/new)\b/iu.test(path)
  })
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Not an escape after all; then the path is what it says.
    return path
  }
}

type Whole = { readonly source: string; readonly destination: Destination }

function liveInNode(node: Nodes, whole: Whole): readonly Live[] {
  if (node.type === 'html') {
    return liveHtml(node.value, whole.source, node.position?.start.offset)
  }
  if (node.type === 'image' || node.type === 'imageReference') {
    return [{ kind: 'picture', text: node.alt ?? '' }]
  }
  const hasAddress = node.type === 'link' || node.type === 'definition'
  return [
    ...(hasAddress ? linkTo(node.url, whole.destination) : []),
    ...('children' in node ? liveInParent(node, whole) : []),
  ]
}

function linkTo(url: string, destination: Destination): readonly Live[] {
  return isLiveAddress(url, destination) ? [{ kind: 'address', text: url }] : []
}

/** Neighbouring texts are read as one, and comments between them vanish from a page. */
function liveInParent(parent: Parents, whole: Whole): readonly Live[] {
  const texts = ['']
  const found: Live[] = []
  for (const child of parent.children) {
    const last = texts.length - 1
    if (child.type === 'text') texts[last] += child.value
    else if (!isComment(child)) texts.push('')
    if (child.type === 'link') found.push(...closedBy(child.url, texts[last]))
    found.push(...liveInNode(child, whole))
  }
  return [...texts.flatMap((text) => liveInText(text, whole)), ...found]
}

function liveInText(text: string, { destination }: Whole): readonly Live[] {
  return [
    ...liveAnywhere(text, destination),
    ...mentionsIn(text),
    ...commitsIn(text),
    ...all('closing', text, nearlyClosing),
  ]
}

function isComment(node: Nodes): boolean {
  return node.type === 'html' && node.value.startsWith('<!--')
}

/** A link to a thread closes it like its number does. */
function closedBy(url: string, before = ''): readonly Live[] {
  const isThread = /\/(?:issues|pull|discussions)\/[0-9]/iu.test(url)
  return isThread && endsInClosingWord.test(before)
    ? [{ kind: 'closing', text: `${before.slice(-12)}${url}` }]
    : []
}

/** A name may follow anything but an ASCII letter or digit; an e-mail address is none. */
function mentionsIn(text: string): readonly Live[] {
  return all('mention', text, /(?:^|[^A-Za-z0-9])@[A-Za-z0-9][A-Za-z0-9-]*/gu)
}

/** A full SHA on its own, and any SHA behind a user or a repository. */
function commitsIn(text: string): readonly Live[] {
  const withoutAddresses = text.replace(
    /(?<![A-Za-z0-9])https?:\/\/[^\s<>"`]+/giu,
    'x',
  )
  return [
    ...all(
      'commit',
      withoutAddresses,
      /(?<![A-Za-z0-9])[0-9a-fA-F]{40}(?![A-Za-z0-9])/gu,
    ),
    ...all('commit', text, /[A-Za-z0-9]@[0-9a-fA-F]{7,40}(?![A-Za-z0-9])/gu),
  ]
}

/** Tags without attributes that lay a body out, and our markers at the start of a line. */
const layout = /^<\/?(?:details|summary|b|br)(?: open| ?\/)?>/u
const marker = /^<!-- staging-pr:(?:begin|review|end)\b[^\n>]*-->/u

function liveHtml(html: string, source: string, start = 0): readonly Live[] {
  return [...html.matchAll(/<[A-Za-z/!?]/gu)].flatMap(({ index }) => {
    const rest = html.slice(index)
    const at = start + index
    const isAtMargin = at === 0 || source.charAt(at - 1) === '\n'
    if (layout.test(rest) || (isAtMargin && marker.test(rest))) return []
    const kind = rest.startsWith('<!') ? 'comment' : 'html'
    return [{ kind, text: rest.slice(0, 60) } as const]
  })
}
