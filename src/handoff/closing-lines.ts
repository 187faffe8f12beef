import { withoutReferences } from '../text/upstream-references.ts'

/** A line of nothing but closing keywords and references in words, also as a trailer or an item of a list. */
const closingLine =
  /^[ \t]*(?:[-*] )?(?:clos|fix|resolv)(?:e[sd]?|ing)?:?[ \t]+(?:upstream )?(?:issue|bug|ticket|pull request|discussion) \d{1,10}(?: of [\w.-]{1,100}\/[\w.-]{1,100})?(?:(?:,|,? and|;)? (?:(?:clos|fix|resolv)(?:e[sd]?|ing)?:? )?issue \d{1,10}(?: of [\w.-]{1,100}\/[\w.-]{1,100})?){0,20}[.;]?[ \t]*$/iu

/** Whether a line only closes an issue, which the pull request does upstream. */
function isClosingLine(line: string): boolean {
  return line.length <= 1_000 && closingLine.test(withoutReferences(line))
}

/** A text without lines that only close an issue, and without the gaps that they leave. */
export function withoutClosingLines(text: string): string {
  const lines = text.split('\n')
  const kept = lines.filter((line) => !isClosingLine(line.replace(/\r$/u, '')))
  if (kept.length === lines.length) return text
  return kept
    .join('\n')
    .replace(/\n(?:[ \t]*\n){2,}/gu, '\n\n')
    .trimEnd()
}

/** The same for a message of git, whose subject stays whatever it says. */
export function messageWithoutClosingLines(message: string): string {
  const text = message.trimStart()
  const end = text.indexOf('\n')
  if (end < 0) return message
  const rest = text.slice(end)
  const kept = withoutClosingLines(rest)
  return kept === rest ? message : `${text.slice(0, end)}${kept}`
}
