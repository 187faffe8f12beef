/**
 * Shortens a text to so many UTF-16 units at the end of a word, `…` included.
 * Never cuts a surrogate pair.
 */
export function cutAtWord(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  const room = text.slice(0, Math.max(0, maxCharacters - 1))
  const space = room.lastIndexOf(' ')
  const end = space > room.length / 2 ? space : room.length
  return `${whole(room.slice(0, end)).trimEnd()}…`
}

/** Drops half of a surrogate pair at the end. */
function whole(text: string): string {
  return /[\uD800-\uDBFF]$/u.test(text) ? text.slice(0, -1) : text
}

/** Folds every run of white space and control characters to one space. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
