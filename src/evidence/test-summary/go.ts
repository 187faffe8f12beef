import type { TestSummary } from './test-summary.ts'

/**
 * go test. Without `-v` it gives no number of tests, so a package counts as
 * one: `ok pkg 0.1s`. With `-v` the tests themselves are counted.
 */
export function readGo(lines: readonly string[]): TestSummary | null {
  const packages = lines.filter((line) =>
    /^(?:ok {2}|FAIL|\?? {0,3})\t\S/u.test(line),
  )
  if (packages.length === 0) return null
  const tests = lines
    .map((line) => line.trimStart())
    .filter((line) => /^--- (?:PASS|FAIL|SKIP): /u.test(line))
  const isVerbose = lines.some((line) => line.startsWith('=== RUN'))
  return isVerbose ? countTests(tests) : countPackages(packages, tests)
}

function nameOf(line: string): string {
  return line.split(' ')[2] ?? ''
}

function countTests(tests: readonly string[]): TestSummary {
  const of = (word: string): readonly string[] =>
    tests.filter((line) => line.startsWith(`--- ${word}: `))
  return {
    runner: 'go test',
    passed: of('PASS').length,
    failed: of('FAIL').length,
    skipped: of('SKIP').length,
    failures: of('FAIL').map(nameOf),
  }
}

function countPackages(
  packages: readonly string[],
  tests: readonly string[],
): TestSummary {
  const isEmpty = (line: string): boolean =>
    line.endsWith('[no test files]') || line.endsWith('[no tests to run]')
  const failures = tests.filter((line) => line.startsWith('--- FAIL: '))
  const failed = packages.filter((line) => line.startsWith('FAIL')).length
  return {
    runner: 'go test',
    passed: packages.filter((line) => line.startsWith('ok') && !isEmpty(line))
      .length,
    failed: Math.max(failed, failures.length),
    skipped: 0,
    failures: failures.map(nameOf),
  }
}
