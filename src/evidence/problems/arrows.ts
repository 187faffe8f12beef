import type { Problem, Told } from './problem.ts'

/** How far behind its place a message may go on. */
const mostLines = 60

const arrow = /^\s{0,9}--> (\S.{0,400}?):(\d{1,9}):(\d{1,9})$/u

/**
 * Messages with an arrow below them: rustc and clippy (`error[E0308]:
 * mismatched types` and ` --> src/main.rs:2:9`), and ruff (`F401 [*] …`).
 */
export function arrowProblems(lines: readonly string[]): readonly Told[] {
  return lines.flatMap((line, index) => {
    const [, path, number, column] = arrow.exec(line) ?? []
    const header = headerOf(lines[index - 1] ?? '')
    if (path === undefined || header === null) return []
    const to = endOfBlock(lines, index)
    return [
      {
        ...header,
        path,
        line: Number(number),
        column: Number(column),
        rule: header.rule ?? namedRule(lines.slice(index, to + 1)),
        from: index - 1,
        to,
      },
    ]
  })
}

type Header = Pick<Problem, 'message' | 'level' | 'rule'>

function headerOf(line: string): Header | null {
  const [, word, code, message] =
    /^(error|warning)(?:\[([^\]]{1,60})\])?: (.{1,2000})$/u.exec(line) ?? []
  if (message !== undefined) {
    const level = word === 'warning' ? 'warning' : 'error'
    return { message, level, rule: code ?? null }
  }
  const [, rule, rest] =
    /^([A-Z]{1,5}\d{2,4}|invalid-syntax):? (?:\[\*\] )?(\S.{0,2000})$/u.exec(
      line,
    ) ?? []
  return rest === undefined || rule === undefined
    ? null
    : { message: rest, level: 'error', rule }
}

/** Blank lines end a message. */
function endOfBlock(lines: readonly string[], start: number): number {
  let at = start
  while (at + 1 < lines.length && at < start + mostLines) {
    if ((lines[at + 1] ?? '').trim() === '') break
    at += 1
  }
  return at
}

/** clippy names its rule by a page, rustc by the attribute or option that set it. */
const rules = [
  /^\s{0,9}= help: for further information visit https:\/\/rust-lang\.github\.io\/rust-clippy\/[^\s#]{1,100}#(\w{1,80})$/u,
  /#\[(?:warn|deny|forbid)\(([\w:]{1,80})\)\]/u,
  /`-[DWF] ([\w:-]{1,80})` implied by/u,
  /requested on the command line with `-[DWF] ([\w:-]{1,80})`/u,
] as const

function namedRule(block: readonly string[]): string | null {
  for (const rule of rules) {
    for (const line of block) {
      const name = rule.exec(line)?.[1]
      if (name !== undefined) {
        return name.replace('clippy::', '').replaceAll('-', '_')
      }
    }
  }
  return null
}
