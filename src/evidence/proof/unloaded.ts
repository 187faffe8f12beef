import type { TestSummary } from '../test-summary/read-test-summary.ts'

/**
 * How many of the failures in a summary are no tests: a file that cannot be
 * imported, a package that cannot be built. Test runners count these as failed
 * although not one test of them ran.
 */
export function unloadedFailures(output: string, summary: TestSummary): number {
  const lines = output.split('\n')
  switch (summary.runner) {
    case 'pytest':
      return Math.min(summary.failed, distinct(lines, /^ERROR (\S.{0,500})$/u))
    case 'jest':
      return Math.min(
        summary.failed,
        lines.filter((line) =>
          /^\s{0,9}● Test suite failed to run$/u.test(line),
        ).length,
      )
    case 'vitest':
      return Math.min(
        summary.failed,
        distinct(lines, /^\s{0,9}FAIL\s{1,9}(\S{1,500}) \[ .{1,500} \]$/u),
      )
    case 'node --test':
      return Math.min(summary.failed, fileEntries(lines))
    case 'go test':
      return Math.min(
        summary.failed,
        distinct(lines, /^FAIL\s{1,9}(\S{1,500}) \[(?:build|setup) failed\]$/u),
      )
    case 'cargo test':
    case 'cargo nextest':
      return 0
  }
}

function distinct(lines: readonly string[], form: RegExp): number {
  return new Set(lines.flatMap((line) => form.exec(line)?.[1] ?? [])).size
}

/** A file as a whole is an entry of its own only where none of its tests is. */
function fileEntries(lines: readonly string[]): number {
  const names = lines.flatMap(
    (line) =>
      /^✖ (\S.{0,4096}) \(\d{1,12}(?:\.\d{1,12})?ms\)$/u.exec(line)?.[1] ??
      /^not ok \d{1,9} - (\S.{0,4096})$/u.exec(line)?.[1] ??
      [],
  )
  return new Set(
    names.filter((name) => /^[^\s]*(?:\/[^/]*)?\.[cm]?[jt]sx?$/u.test(name)),
  ).size
}
