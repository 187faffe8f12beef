/**
 * Whether valid JSON names a field twice in one object, or one that an object
 * of this language has by itself: readers differ in which value they take.
 * `value` is what the text was parsed to. Linear in the text.
 */
export function hasOddKeys(json: string, value: unknown): boolean {
  const kept = countKeys(value)
  return kept === null || kept !== writtenKeys(json)
}

/** Strings with a colon behind them. */
function writtenKeys(json: string): number {
  let keys = 0
  let at = json.indexOf('"')
  while (at !== -1) {
    const end = endOfString(json, at + 1)
    keys += isKey(json, end) ? 1 : 0
    at = json.indexOf('"', end)
  }
  return keys
}

/** Place behind the closing quote. */
function endOfString(json: string, start: number): number {
  let at = start
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at + 1
}

function isKey(json: string, behind: number): boolean {
  let at = behind
  while (' \t\n\r'.includes(json[at] ?? '.')) at += 1
  return json[at] === ':'
}

/** `null` where one of them is `__proto__`. No recursion: depth is up to whoever wrote the text. */
function countKeys(value: unknown): number | null {
  const open: unknown[] = [value]
  let keys = 0
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    if (!Array.isArray(next)) {
      if (Object.hasOwn(next, '__proto__')) return null
      keys += Object.keys(next).length
    }
    for (const inner of Object.values(next)) open.push(inner)
  }
  return keys
}
