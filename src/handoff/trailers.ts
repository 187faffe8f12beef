/** `Token: value` as git takes it for a trailer (https://git-scm.com/docs/git-interpret-trailers). */
const trailer = /^[A-Za-z0-9-]+[ \t]*:/u

/** Lines that git writes itself: one of them makes a paragraph a block of trailers though a quarter of it alone is. */
const generated = /^(?:Signed-off-by: |\(cherry picked from commit )/u

/**
 * Whether the last paragraph of a message is a block of trailers, by git's
 * rules: never the first paragraph, and every line a trailer, or a quarter of
 * them where git has written one.
 */
function endsInTrailers(message: string): boolean {
  const lines = message.trimEnd().split('\n')
  const start = lines.findLastIndex(isBlank) + 1
  const hasTitle = lines
    .slice(0, Math.max(0, start - 1))
    .some((line) => !isBlank(line) && !isComment(line))
  if (!hasTitle) return false
  return isBlock(lines.slice(start))
}

/** From the last line up, since a line that continues belongs to what stands above it. */
function isBlock(lines: readonly string[]): boolean {
  let trailers = 0
  let others = 0
  let continuing = 0
  for (const line of lines.toReversed()) {
    if (generated.test(line) || trailer.test(line)) {
      trailers += 1
      continuing = 0
    } else if (/^\s/u.test(line)) continuing += 1
    else {
      others += continuing + (isComment(line) ? 0 : 1)
      continuing = 0
    }
  }
  others += continuing
  const isGits = lines.some((line) => generated.test(line))
  return trailers > 0 && (others === 0 || (isGits && trailers * 3 >= others))
}

function isBlank(line: string): boolean {
  return line.trim() === ''
}

function isComment(line: string): boolean {
  return line.startsWith('#')
}

/** The message with a trailer at its end: in the block that is there, else in one of its own. What is there already is not said twice. */
export function withTrailer(message: string, line: string): string {
  const text = message.trimEnd()
  if (text.split('\n').includes(line)) return `${text}\n`
  return `${text}${endsInTrailers(text) ? '\n' : '\n\n'}${line}\n`
}
