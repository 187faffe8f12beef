import type { Told } from './problem.ts'

/** `thread 'tests::adds' (123) panicked at src/lib.rs:12:9:`, with the message on the next line. */
const panic =
  /^thread '([^']{0,300})' (?:\(\d{1,9}\) )?panicked at (\S[^:]{0,400}):(\d{1,9}):(\d{1,9}):$/u

/** Until Rust 1.72: `thread 'tests::adds' panicked at 'message', src/lib.rs:12:9` */
const olderPanic =
  /^thread '([^']{0,300})' panicked at '(.{0,1000})', ([^\s:,']{1,400}):(\d{1,9}):(\d{1,9})$/u

/** Tests of Rust that panicked. */
export function panicProblems(lines: readonly string[]): readonly Told[] {
  return lines.flatMap((line, index) => [
    ...ofPanic(lines, index),
    ...ofOlder(line, index),
  ])
}

function ofPanic(lines: readonly string[], index: number): readonly Told[] {
  const [, test, path, number, column] = panic.exec(lines[index] ?? '') ?? []
  if (test === undefined || path === undefined) return []
  const said = [lines[index + 1] ?? '']
  // The two values of an assertion stand on the lines below.
  for (const next of [lines[index + 2] ?? '', lines[index + 3] ?? '']) {
    if (/^\s{1,2}(?:left|right): /u.test(next)) said.push(next.trim())
  }
  return [
    {
      path,
      line: Number(number),
      column: Number(column),
      message: `${test}: ${said.join(', ')}`,
      test,
      from: index,
      to: index + said.length,
    },
  ]
}

function ofOlder(line: string, index: number): readonly Told[] {
  const [, test, said, path, number, column] = olderPanic.exec(line) ?? []
  if (test === undefined || path === undefined) return []
  return [
    {
      path,
      line: Number(number),
      column: Number(column),
      message: `${test}: ${said}`,
      test,
      from: index,
      to: index,
    },
  ]
}
