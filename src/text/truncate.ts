/** The first part of a text, at most so many UTF-16 units; never half a surrogate pair. */
export function firstCharacters(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  const last = text.charCodeAt(maxCharacters - 1)
  const isHalf = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, isHalf ? maxCharacters - 1 : maxCharacters)
}

/** The last part of a text, at most so many UTF-16 units; never half a surrogate pair. */
export function lastCharacters(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  const start = text.length - maxCharacters
  const first = text.charCodeAt(start)
  const isHalf = first >= 0xdc00 && first <= 0xdfff
  return text.slice(isHalf ? start + 1 : start)
}

/** Bounds of an excerpt. */
export type ExcerptBounds = {
  readonly lines: number
  /** UTF-16 units. */
  readonly characters: number
}

/** The last lines of a text, whole lines where the bound allows it. */
export function lastLines(text: string, bounds: ExcerptBounds): string {
  const lines = text.trimEnd().split('\n').slice(-bounds.lines)
  const excerpt = lines.join('\n')
  if (excerpt.length <= bounds.characters) return excerpt
  const cut = lastCharacters(excerpt, bounds.characters)
  const end = cut.indexOf('\n')
  return end < 0 ? cut : cut.slice(end + 1)
}
