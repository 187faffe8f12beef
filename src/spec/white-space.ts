/**
 * Unicode White_Space, which is what chant trims. `\s` and `String.trim` differ
 * from it: they take U+FEFF for white space and U+0085 for none.
 * https://www.unicode.org/Public/UCD/latest/ucd/PropList.txt
 */
const whiteSpace = /\p{White_Space}/u

/** Index of the first character that is no white space, or the length of the text. */
function firstInk(text: string): number {
  let at = 0
  while (at < text.length && whiteSpace.test(text.charAt(at))) at += 1
  return at
}

/** Index after the last character that is no white space, or 0. */
function lastInk(text: string): number {
  let end = text.length
  while (end > 0 && whiteSpace.test(text.charAt(end - 1))) end -= 1
  return end
}

/** The text without white space at its start. */
export function trimStart(text: string): string {
  return text.slice(firstInk(text))
}

/** The text without white space at both ends. */
export function trim(text: string): string {
  return trimStart(text.slice(0, lastInk(text)))
}

/** Lines as chant splits them: at LF only, one CR before it dropped. */
export function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
}

/** Number of the line, from 1, in which a position of the text lies. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  let at = text.indexOf('\n')
  while (at !== -1 && at < offset) {
    line += 1
    at = text.indexOf('\n', at + 1)
  }
  return line
}
