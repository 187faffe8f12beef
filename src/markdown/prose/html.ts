import { withoutComments } from '../placeholder.ts'

/** Elements that only lay text out. `Vec<String>` or `<id>` in prose are words that somebody forgot to quote. */
const layout: ReadonlySet<string> = new Set(
  (
    'a abbr b big blockquote br center code dd del details div dl dt em figcaption figure font ' +
    'h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre s samp small source span strike ' +
    'strong sub summary sup table tbody td tfoot th thead tr tt u ul var video'
  ).split(' '),
)

const entities: ReadonlyMap<string, string> = new Map([
  ['&nbsp;', ' '],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
])

const tag = /<\/?([a-z][a-z0-9-]*)(?:[\s/][^<>]*)?>/giu

/** What is left of raw HTML as words: comments and layout go, unknown elements stay as text. */
export function htmlWords(html: string): string {
  return withoutComments(html)
    .replace(tag, (whole: string, name: string) =>
      layout.has(name.toLowerCase()) ? ' ' : whole,
    )
    .replace(
      /&(?:nbsp|lt|gt|quot|apos|amp);/gu,
      (name) => entities.get(name) ?? name,
    )
    .replace(/\s+/gu, ' ')
    .trim()
}

/** What one tag within a line stands for. */
export type InlineTag = 'nothing' | 'break' | 'words'

/** Tells a tag or comment within a line that can go from one that is meant as text. */
export function inlineTag(html: string): InlineTag {
  if (html.startsWith('<!--')) return 'nothing'
  const name = /^<\/?([a-z][a-z0-9-]*)(?=[\s/>])/iu
    .exec(html)?.[1]
    ?.toLowerCase()
  if (name === 'br') return 'break'
  return name !== undefined && layout.has(name) ? 'nothing' : 'words'
}
