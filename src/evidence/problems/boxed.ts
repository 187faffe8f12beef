import { oneLine, type Told } from './problem.ts'

/** ` ,-[src/a.ts:2:7]`, or drawn with other lines. */
const box = /^\s{1,9}(?:,-|╭─)\[(\S.{0,400}):(\d{1,9}):(\d{1,9})\]$/u

/** `  ! eslint(no-debugger): …`, `  x …`, `  ⚠ …`, `  × …`. */
const head = /^\s{1,3}([!x⚠×]) (\S.{0,2000})$/u

/** A message may take several lines. */
const mostLines = 8

/** Messages above a box of code: oxlint and other tools that draw as miette does. */
export function boxedProblems(lines: readonly string[]): readonly Told[] {
  return lines.flatMap((line, index) => {
    const [, path, number, column] = box.exec(line) ?? []
    if (path === undefined) return []
    const header = above(lines, index)
    if (header === null) return []
    const { mark, text, from } = header
    const [, rule, message] =
      /^([\w@/.-]{1,80}\([\w@/.-]{1,80}\)|[\w-]{1,40}\/[\w/-]{1,80}): (.{1,2000})$/u.exec(
        text,
      ) ?? []
    return [
      {
        path,
        line: Number(number),
        column: Number(column),
        level: /[x×]/u.test(mark) ? 'error' : 'warning',
        message: message ?? text,
        rule: rule ?? null,
        from,
        to: index,
      },
    ]
  })
}

function above(
  lines: readonly string[],
  index: number,
): {
  readonly mark: string
  readonly text: string
  readonly from: number
} | null {
  for (
    let from = index - 1;
    from >= Math.max(0, index - mostLines);
    from -= 1
  ) {
    const [, mark, first] = head.exec(lines[from] ?? '') ?? []
    if (mark === undefined || first === undefined) continue
    const more = lines
      .slice(from + 1, index)
      .map((line) => line.replace(/^[\s|│]{1,20}/u, ''))
    return { mark, text: oneLine([first, ...more].join(' ')), from }
  }
  return null
}
