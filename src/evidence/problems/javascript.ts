import { oneLine, type FindPath, type Told } from './problem.ts'

/** Beginnings of what runners say of one test, with its name where it failed. */
const headers: readonly {
  readonly any: RegExp
  readonly failed: RegExp
}[] = [
  // node --test
  {
    any: /^\s{0,40}[✖✔▶﹣] /u,
    failed: /^\s{0,40}✖ (\S.{0,500}) \(\S{1,20}ms\)$/u,
  },
  // node --test, TAP
  {
    any: /^\s{0,40}(?:not )?ok \d{1,9} - /u,
    failed: /^\s{0,40}not ok \d{1,9} - (\S.{0,500})$/u,
  },
  // jest
  { any: /^ {2}● /u, failed: /^ {2}● (?!Console$)(\S.{0,500})$/u },
  // vitest; jest names a file like this, without a stack below
  { any: /^ {0,2}FAIL {1,2}/u, failed: /^ {0,2}FAIL {1,2}(\S.{0,1000})$/u },
]

/** Where the list of failures ends. */
const ends = /^(?:Test Suites:|Tests:|Snapshots:|ℹ |# tests |1\.\.\d|⎯{3})/u

/** More lines are not looked at for one test. */
const mostLines = 100

/** Failed tests of node --test, jest and vitest, by the innermost place of the stack that is in the repository. */
export function javascriptProblems(
  lines: readonly string[],
  find: FindPath,
): readonly Told[] {
  return lines.flatMap((line, index) => {
    const test = failedTest(line)
    if (test === null) return []
    const block = blockBelow(lines, index)
    const frame = innermost(block, find)
    if (frame === null) return []
    const { at, ...place } = frame
    const message = `${test}: ${messageOf(block)}`
    return [{ ...place, message, test, from: index, to: index + 1 + at }]
  })
}

function failedTest(line: string): string | null {
  for (const { failed } of headers) {
    const name = failed.exec(line)?.[1]
    if (name !== undefined) return name
  }
  return null
}

function blockBelow(
  lines: readonly string[],
  index: number,
): readonly string[] {
  const rest = lines.slice(index + 1, index + 1 + mostLines)
  const end = rest.findIndex(
    (line) => ends.test(line) || headers.some(({ any }) => any.test(line)),
  )
  return end < 0 ? rest : rest.slice(0, end)
}

type Frame = Pick<Told, 'path' | 'line' | 'column'> & { readonly at: number }

function innermost(block: readonly string[], find: FindPath): Frame | null {
  for (const [at, line] of block.entries()) {
    const frame = frameOf(line)
    if (frame !== null && find(frame.path) !== null) return { ...frame, at }
  }
  return null
}

/** `at name (path:1:2)`, `at path:1:2`, `❯ path:1:2`, and in TAP `name (path:1:2)`. */
function frameOf(line: string): Omit<Frame, 'at'> | null {
  const text = line.trim().replace(/ \{$/u, '')
  const isBracketed = text.endsWith(')')
  if (!isBracketed && !/^(?:at|❯) /u.test(text)) return null
  const start = isBracketed ? text.lastIndexOf('(') : text.lastIndexOf(' ')
  const inside = text.slice(start + 1, isBracketed ? -1 : undefined)
  const [, path, number, column] =
    /^(\S{1,500}):(\d{1,9}):(\d{1,9})$/u.exec(inside) ?? []
  if (path === undefined) return null
  return { path, line: Number(number), column: Number(column) }
}

/** What is no message at the head of a block: places, marks and the keys of TAP. */
const noMessage =
  /^(?:at |---$|duration_ms:|type:|location:|failureType:|code:|stack:|❯ |$)/u

function messageOf(block: readonly string[]): string {
  const own = block.map((line) => line.trim())
  const index = own.findIndex((line) => !noMessage.test(line))
  const first = own[index] ?? ''
  const text = /^error: \|-?$/u.test(first)
    ? (own[index + 1] ?? '')
    : first.replace(/^error: ['"]?(.{1,1000}?)['"]?$/u, '$1')
  const values = own
    .slice(index + 1, index + 8)
    .filter((line) => /^(?:Expected|Received)[^:]{0,60}: /u.test(line))
  return oneLine([text, ...values].join(', '))
}
