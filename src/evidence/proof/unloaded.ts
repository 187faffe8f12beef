import type { TestSummary } from '../test-summary/read-test-summary.ts'

/**
 * How many of the failures in a summary are no tests: a file that cannot be
 * imported, a package that cannot be built, a fixture that is missing. Test
 * runners count these as failed although not one test of them ran.
 */
export function unloadedFailures(output: string, summary: TestSummary): number {
  const lines = output.split('\n')
  return Math.min(summary.failed, count(lines, summary))
}

function count(lines: readonly string[], summary: TestSummary): number {
  switch (summary.runner) {
    case 'pytest':
      return total(lines.map(withoutRule).filter(isTimed), errors)
    case 'jest':
      return wholeFiles(lines, summary, /^\s{0,9}Tests: /u)
    case 'vitest':
      return wholeFiles(lines, summary, /^\s{0,9}Tests {2}/u)
    case 'node --test':
      return fileEntries(lines)
    case 'go test':
      // A package that cannot be built, or breaks off before its tests, fails without one of them.
      return lines.some((line) => line.includes('--- FAIL: '))
        ? 0
        : summary.failed
    case 'cargo test':
      return lines.filter((line) => line === "Couldn't compile the test.")
        .length
    case 'cargo nextest':
      return total(
        lines.filter((line) => /^\s{0,20}Summary \[/u.test(line)),
        / (\d{1,9}) exec failed\b/u,
      )
  }
}

function total(lines: readonly string[], form: RegExp): number {
  return lines.reduce((sum, line) => sum + Number(form.exec(line)?.[1] ?? 0), 0)
}

/** pytest's `1 failed, 2 errors in 0.12s`: an error is what goes wrong around a test. */
const errors = /(?:^|\s)(\d{1,9}) errors?\b/u

function withoutRule(line: string): string {
  return line.replaceAll('=', '').trim()
}

function isTimed(line: string): boolean {
  return /\bin \d{1,9}(?:\.\d{1,9})?s(?: \(\d[\d:]{1,12}\))?$/u.test(line)
}

/** Files count as failures only where no test does; a JSON report names a test behind its file. */
function wholeFiles(
  lines: readonly string[],
  { failed, failures }: TestSummary,
  countsTests: RegExp,
): number {
  const counts = lines.filter((line) => countsTests.test(line))
  if (counts.length === 0) {
    return failures.filter((name) => !name.includes(': ')).length
  }
  return counts.some((line) => /\s\d{1,9} failed\b/u.test(line)) ? 0 : failed
}

/** A file as a whole is an entry of its own only where none of its tests is. */
function fileEntries(lines: readonly string[]): number {
  const known = new Set(lines)
  const names = lines.flatMap(
    (line) =>
      /^✖ (\S.{0,4096}) \(\d{1,12}(?:\.\d{1,12})?ms\)$/u.exec(line)?.[1] ??
      /^not ok \d{1,9} - (\S.{0,4096})$/u.exec(line)?.[1] ??
      [],
  )
  const isFile = (name: string): boolean =>
    /\.[cm]?[jt]sx?$/u.test(name) &&
    (/^(?:\/|[A-Za-z]:\\)/u.test(name) ||
      !/\s/u.test(name) ||
      known.has(`test at ${name}:1:1`))
  return new Set(names.filter(isFile)).size
}
