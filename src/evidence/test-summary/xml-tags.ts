/** A tag of an XML document. */
export type XmlTag = {
  readonly kind: 'open' | 'close' | 'empty'
  readonly name: string
  /** Text between name and end of the tag, as written. */
  readonly rest: string
  /** Where it begins in the document, and the place behind its end. */
  readonly from: number
  readonly to: number
}

/**
 * The tags of an XML document in order, comments, text, CDATA and processing
 * instructions left out; `null` where one does not end, or where there is a
 * document type, since nothing may be declared. One pass.
 */
export function xmlTags(xml: string): readonly XmlTag[] | null {
  const tags: XmlTag[] = []
  let at = xml.indexOf('<')
  while (at >= 0) {
    const end = endOf(xml, at)
    if (end === null) return null
    const tag = readTag(xml.slice(at, end))
    if (tag !== null) tags.push({ ...tag, from: at, to: end })
    at = xml.indexOf('<', end)
  }
  return tags
}

const passedOver = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/** Place behind what begins here. */
function endOf(xml: string, start: number): number | null {
  for (const [begin, end] of passedOver) {
    if (!xml.startsWith(begin, start)) continue
    const at = xml.indexOf(end, start + begin.length)
    return at < 0 ? null : at + end.length
  }
  return xml.startsWith('<!', start) ? null : endOfTag(xml, start + 1)
}

/** A `>` between quotes does not end a tag. */
function endOfTag(xml: string, start: number): number | null {
  let quote: string | null = null
  for (let at = start; at < xml.length; at += 1) {
    const character = xml.charAt(at)
    if (quote !== null) quote = character === quote ? null : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at + 1
    else if (character === '<') return null
  }
  return null
}

function readTag(text: string): Omit<XmlTag, 'from' | 'to'> | null {
  if (text.startsWith('<!') || text.startsWith('<?')) return null
  const isClose = text.startsWith('</')
  const isEmpty = text.endsWith('/>')
  const inside = text.slice(isClose ? 2 : 1, isEmpty ? -2 : -1)
  const space = inside.search(/\s/u)
  const name = space < 0 ? inside : inside.slice(0, space)
  const kind = isClose ? 'close' : isEmpty ? 'empty' : 'open'
  return { kind, name, rest: space < 0 ? '' : inside.slice(space) }
}

/** The value of an attribute with its references resolved, or `null`. */
export function attribute({ rest }: XmlTag, name: string): string | null {
  const pattern =
    /\s([^\s=<>"']{1,100})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/gu
  for (const [, key, double, single] of rest.matchAll(pattern)) {
    if (key === name) return unescapeXml(double ?? single ?? '')
  }
  return null
}

/** Characters between two tags: CDATA as it is, references resolved, comments left out. */
export function textBetween(
  xml: string,
  { to }: XmlTag,
  { from }: XmlTag,
): string {
  const parts: string[] = []
  let at = to
  while (at < from) {
    const next = xml.indexOf('<', at)
    const end = next < 0 || next > from ? from : next
    parts.push(unescapeXml(xml.slice(at, end)))
    if (end === from) break
    const close = endOf(xml, end) ?? from
    const isData = xml.startsWith('<![CDATA[', end)
    if (isData) parts.push(xml.slice(end + '<![CDATA['.length, close - 3))
    at = close
  }
  return parts.join('')
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
}

/** The five references of XML itself and numeric ones; any other stays as written. */
function unescapeXml(text: string): string {
  return text.replace(
    /&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/giu,
    (all: string, inside: string) => resolved(inside) ?? all,
  )
}

function resolved(inside: string): string | null {
  if (!inside.startsWith('#')) {
    return Object.hasOwn(entities, inside) ? (entities[inside] ?? null) : null
  }
  const isHex = /^#x/iu.test(inside)
  const code = Number.parseInt(inside.slice(isHex ? 2 : 1), isHex ? 16 : 10)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null
}
