import type { Told } from './problem.ts'

/**
 * ESLint's own format: a path on a line of its own, and below it
 * `  1:10  error  'x' is defined but never used  no-unused-vars`.
 */
export function stylishProblems(lines: readonly string[]): readonly Told[] {
  let path: string | null = null
  return lines.flatMap((line, index) => {
    const heading = /^(\S[^\t]{0,400}\.\w{1,10})$/u.exec(line)?.[1]
    if (heading !== undefined) path = heading
    if (line.trim() === '') path = null
    const [, number, column, word, text = ''] =
      /^\s{1,20}(\d{1,9}):(\d{1,9})\s{1,20}(error|warning)\s{1,20}(\S.{0,2000})$/u.exec(
        line,
      ) ?? []
    if (path === null || number === undefined) return []
    const { message, rule } = splitRule(text)
    return [
      {
        path,
        line: Number(number),
        column: Number(column),
        level: word === 'warning' ? 'warning' : 'error',
        message,
        rule,
        from: index,
        to: index,
      },
    ]
  })
}

/** The rule stands in a column of its own at the end. */
function splitRule(text: string): {
  readonly message: string
  readonly rule: string | null
} {
  const at = text.trimEnd().lastIndexOf('  ')
  const rule = text.slice(at).trim()
  const isRule = at > 0 && /^[\w@/().-]{1,100}$/u.test(rule)
  return isRule
    ? { message: text.slice(0, at), rule }
    : { message: text, rule: null }
}

/** ESLint's compact format: `/project/a.js: line 1, col 10, Error - message (rule)`. */
export function compactProblems(lines: readonly string[]): readonly Told[] {
  return lines.flatMap((line, index) => {
    const [, path, number, column, word, text = ''] =
      /^(\S[^:]{0,400}): line (\d{1,9}), col (\d{1,9}), (Error|Warning) - (.{1,2000})$/u.exec(
        line,
      ) ?? []
    if (path === undefined) return []
    const rule = / \(([\w@/.-]{1,100})\)$/u.exec(text)?.[1] ?? null
    return [
      {
        path,
        line: Number(number),
        column: Number(column),
        level: word === 'Warning' ? 'warning' : 'error',
        message: rule === null ? text : text.slice(0, -rule.length - 3),
        rule,
        from: index,
        to: index,
      },
    ]
  })
}
