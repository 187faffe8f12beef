import { firstCharacters } from '../../text/truncate.ts'

/** Names in one sentence; more are counted. */
const most = 3

/** UTF-16 units of one name. */
const nameCharacters = 120

/** Names as code, up to three, and how many more there are: `` `a`, `b`, `c` and 4 more ``. */
export function named(names: readonly string[]): string {
  const all = [...new Set(names)].map(code)
  const more = all.length - most
  if (more > 0) return `${all.slice(0, most).join(', ')} and ${more} more`
  const last = all.at(-1) ?? ''
  const rest = all.slice(0, -1)
  return rest.length === 0 ? last : `${rest.join(', ')} and ${last}`
}

/** A foreign text as code within a sentence of ours, cut where it is long. */
export function code(text: string): string {
  const short = firstCharacters(text, nameCharacters)
  const shown = short.length < text.length ? `${short}…` : text
  return `\`${shown.replaceAll('`', "'").replace(/\s+/gu, ' ').trim()}\``
}
