/** Most lines of a failure on the first screen of Testing. */
const maxLines = 15

/** How the report of one failed test begins, by test runner. */
const beginnings: readonly RegExp[] = [
  /^thread '.{1,300}' (?:\(\d+\) )?panicked at /u,
  /^error(?:\[E\d{4}\])?: /u,
  /^_{3,} .{1,200} _{3,}$/u,
  /^\s*● .+ › /u,
  /^\s*not ok \d+ /u,
  /^✖ /u,
  /^\s*--- FAIL: /u,
  / FAIL {2}\S/u,
  /^AssertionError/u,
]

/** How it ends, where a blank line does not say so. */
const endings: readonly RegExp[] = [
  /^note: run with `RUST_BACKTRACE/u,
  /^failures:$/u,
  /^test result: /u,
  /^={3,} /u,
  /^\s*(?:ok|not ok) \d+ /u,
]

/** The first failure in the output of a known test runner or compiler, at most 15 lines; `null` when none is recognised. */
export function firstFailure(output: string): string | null {
  const lines = output.split('\n')
  const start = lines.findIndex((line) =>
    beginnings.some((beginning) => beginning.test(line)),
  )
  const first = lines[start]
  if (first === undefined) return null
  const shown = [first]
  let blank = 0
  for (const line of lines.slice(start + 1, start + maxLines)) {
    if (endings.some((ending) => ending.test(line))) break
    blank = line.trim() === '' ? blank + 1 : 0
    if (blank === 2 || (blank === 1 && shown.length > 8)) break
    shown.push(line)
  }
  while (shown.at(-1)?.trim() === '') shown.pop()
  return shown.join('\n')
}
