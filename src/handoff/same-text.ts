/** Letters and digits of a text: marks and white space make no other one. */
function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Whether two texts say the same words. Nothing is the same as no text. */
export function saysSame(one: string, other: string): boolean {
  const letters = lettersOf(one)
  return letters !== '' && letters === lettersOf(other)
}

/** Whether a text has all words of another one in a row. */
export function saysAlso(text: string, part: string): boolean {
  const letters = lettersOf(part)
  return letters !== '' && ` ${lettersOf(text)} `.includes(` ${letters} `)
}
