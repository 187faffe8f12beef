import { countWords } from './count-words.ts'
import type { TestSummary } from './test-summary.ts'

const result = 'test result: '

/** libtest's text: one `test result:` line for each test binary, doc tests included. */
export function readCargo(lines: readonly string[]): TestSummary | null {
  // Only at the start of a line: an indented one is quoted by something else.
  const results = lines
    .filter((line) => line.startsWith(result))
    .map((line) => countWords(line.slice(result.length)))
  if (results.length === 0) return null
  const sum = (word: string): number =>
    results.reduce((total, counts) => total + (counts.get(word) ?? 0), 0)
  return {
    runner: 'cargo test',
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('ignored'),
    failures: failedTests(lines),
    emptyExitCode: null,
  }
}

/** `test store::keeps_versions ... FAILED` */
function failedTests(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const isFailure = line.startsWith('test ') && line.endsWith(' ... FAILED')
    return isFailure ? [line.slice('test '.length, -' ... FAILED'.length)] : []
  })
}

/** nextest's `Summary [   0.012s] 3 tests run: 2 passed, 1 failed, 1 skipped`. */
export function readNextest(lines: readonly string[]): TestSummary | null {
  const summaries = lines.filter((line) =>
    /^\s{0,20}Summary \[[^\]]{1,40}\]\s{1,9}\d/u.test(line),
  )
  const foundNothing = lines.some((line) =>
    line.startsWith('error: no tests to run'),
  )
  if (summaries.length === 0 && !foundNothing) return null
  const counts = countWords(
    summaries.map((line) => line.slice(line.indexOf(':') + 1)).join(', '),
  )
  const of = (...words: readonly string[]): number =>
    words.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0)
  return {
    runner: 'cargo nextest',
    passed: of('passed'),
    // `1 timed out`, `1 exec failed`
    failed: of('failed', 'timed', 'exec'),
    skipped: of('skipped'),
    failures: nextestFailures(lines),
    emptyExitCode: foundNothing ? 4 : null,
  }
}

/** `FAIL [   0.004s] keep store::keeps_versions`, again under the summary. */
function nextestFailures(lines: readonly string[]): readonly string[] {
  const names = lines.flatMap((line) => {
    const name =
      /^\s{0,20}(?:FAIL|TIMEOUT|SIG[A-Z]{2,6}|ABORT) \[[^\]]{1,40}\]\s{1,9}(?:\([ \d/]{1,20}\) )?(\S.{0,300})$/u.exec(
        line,
      )?.[1]
    return name === undefined ? [] : [name]
  })
  return [...new Set(names)]
}
