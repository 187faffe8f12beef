/** `Fixes # (issue)`, `- Closes #(issue number)`, `Resolves: #123` on a line of their own. */
const place =
  /^([ \t]*(?:[-*] (?:\[[ x]\] )?)?)(?:\*\*)?(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?:[ /|,]{1,3}(?:or )?(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)){0,3}:?(?:\*\*)?:?[ \t]*#[\w <>()[\]{}?.…-]{0,40}$/iu

const named = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t]{0,3}#/iu

/**
 * A template with the closing reference at the place that it has for it: a line
 * such as `Fixes # (issue)`, or a comment that asks for one. `null` where it has
 * no such place.
 */
export function withClosingAt(template: string, closes: string): string | null {
  const lines = template.split('\n')
  const comments = commentsOf(lines)
  const at = lines.findIndex(
    (line, index) =>
      place.test(line.trimEnd()) &&
      !comments.some(({ from, to }) => from <= index && index <= to),
  )
  if (at >= 0) {
    const [, mark = ''] = place.exec((lines[at] ?? '').trimEnd()) ?? []
    return lines.with(at, `${mark}${closes}`).join('\n')
  }
  const asking = comments.find(({ from, to }) =>
    lines.slice(from, to + 1).some((line) => named.test(line)),
  )
  if (asking === undefined) return null
  const { from, to } = asking
  const isAlone = from === to && isWholeComment(lines[from] ?? '')
  return lines
    .toSpliced(isAlone ? from : to + 1, isAlone ? 1 : 0, closes)
    .join('\n')
}

function isWholeComment(line: string): boolean {
  const text = line.trim()
  return text.startsWith('<!--') && text.indexOf('-->') === text.length - 3
}

type Lines = { readonly from: number; readonly to: number }

/** Comments by the lines that they stand on; two that meet on a line are one. */
function commentsOf(lines: readonly string[]): readonly Lines[] {
  const comments: Lines[] = []
  let from: number | null = null
  for (const [index, line] of lines.entries()) {
    const opened = line.lastIndexOf('<!--')
    const closed = line.lastIndexOf('-->')
    if (from === null && opened >= 0) from = index
    if (from !== null && closed >= 0 && closed > opened) {
      comments.push({ from, to: index })
      from = null
    }
  }
  return comments
}
