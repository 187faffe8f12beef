/**
 * The path in a `---` or `+++` line of a git diff, without its `a/` or `b/`;
 * `null` for `/dev/null`. git quotes unusual names as C does, byte by byte
 * (`"b/t\303\251st.rs"`), and puts a tab behind a name with spaces.
 */
export function readPath(text: string): string | null {
  const isQuoted = text.startsWith('"')
  const name = isQuoted ? unquote(text) : withoutTab(text)
  if (name === '/dev/null') return null
  const slash = name.indexOf('/')
  return slash < 0 ? null : name.slice(slash + 1)
}

function withoutTab(text: string): string {
  const tab = text.indexOf('\t')
  return tab < 0 ? text : text.slice(0, tab)
}

/** Every escape that git writes: three octal digits, or one character. */
const escapes = /\\(?:([0-7]{3})|(.))/gu

const named: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
}

function unquote(text: string): string {
  const end = text.lastIndexOf('"')
  const inner = text.slice(1, Math.max(1, end))
  const encoder = new TextEncoder()
  const bytes: number[] = []
  let at = 0
  for (const escape of inner.matchAll(escapes)) {
    for (const byte of encoder.encode(inner.slice(at, escape.index))) {
      bytes.push(byte)
    }
    const [whole, octal, letter = ''] = escape
    bytes.push(
      octal === undefined
        ? (named[letter] ?? letter.charCodeAt(0))
        : Number.parseInt(octal, 8) % 256,
    )
    at = escape.index + whole.length
  }
  for (const byte of encoder.encode(inner.slice(at))) bytes.push(byte)
  return new TextDecoder().decode(Uint8Array.from(bytes))
}
