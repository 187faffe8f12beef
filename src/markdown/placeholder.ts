/** Longest text that can be a placeholder. UTF-16 units. */
const maxCharacters = 2_000

/** What stands for nothing, whatever its case. */
const words =
  /^(?:(?:todo|tbd|tba|fixme|xxx)\b.{0,200}|n\/a|none yet|placeholder|(?:fill (?:this |me )?in|to be (?:written|filled in|done|determined|added)|coming soon)\b.{0,80}|lorem ipsum\b.*|[.…\-–—_?*]+)$/iu

/** `[brief summary]`, `<what changed>`, `(describe …)`: a whole line in brackets. */
const bracketed =
  /^(?:\[[^\]]*\]|<[^>]*>|\{[^}]*\}|\((?:describe|fill|add|todo|optional)\b[^)]*\))$/iu

/**
 * Whether a piece of Markdown says nothing yet: empty, only comments, or only
 * placeholders such as `[brief summary]`, `TODO`, `TBD`, `N/A` and `...`.
 */
export function isPlaceholder(text: string): boolean {
  const rest = withoutComments(text).trim()
  if (rest.length > maxCharacters) return false
  return rest.split('\n').every(isEmptyLine)
}

/** Text without HTML comments; an unclosed one swallows the rest, as it does on a page. */
export function withoutComments(text: string): string {
  const [first = '', ...rest] = text.split('<!--')
  let result = first
  for (const part of rest) {
    const end = part.indexOf('-->')
    if (end < 0) continue
    result += part.slice(end + 3)
  }
  return result
}

function isEmptyLine(line: string): boolean {
  const text = line
    .replace(/^[\s>]*(?:[-+*]|\d{1,9}[.)])?\s+(?:\[[ x]\]\s*)?/iu, '')
    .replace(/[*_`]/gu, '')
    .trim()
    .replace(/[.:]$/u, '')
  return text === '' || words.test(text) || isBracketed(text)
}

/** A box of a task list is none, and neither is an address. */
function isBracketed(text: string): boolean {
  return bracketed.test(text) && !/^\[[ x]?\]$|:\/\//iu.test(text)
}
