import { countWords } from './count-words.ts'
import type { TestSummary } from './test-summary.ts'

const result = 'test result: '

/** libtest's text: one `test result:` line for each test binary, doc tests included. */
export function readCargo(lines: readonly string[]): TestSummary | null {
  const results = lines
    .map((line) => line.trim())
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
  const summary = lines.findLast((line) =>
    /^\s{0,20}Summary \[[^\]]{1,40}\]\s{1,9}\d/u.test(line),
  )
  if (summary === undefined) return readNextestNothing(lines)
  const counts = countWords(summary.slice(summary.indexOf(':') + 1))
  return {
    runner: 'cargo nextest',
    passed: counts.get('passed') ?? 0,
    failed: (counts.get('failed') ?? 0) + (counts.get('timed') ?? 0),
    skipped: counts.get('skipped') ?? 0,
    failures: lines.flatMap((line) => {
      const name = /^\s{0,20}FAIL \[[^\]]{1,40}\]\s{1,9}(\S.{0,300})$/u.exec(
        line,
      )
      return name?.[1] === undefined ? [] : [name[1]]
    }),
  }
}

function readNextestNothing(lines: readonly string[]): TestSummary | null {
  const isNothing = lines.some((line) => line.startsWith('error: no tests to run'))
  if (!isNothing) return null
  const none = { passed: 0, failed: 0, skipped: 0, failures: [] }
  return { runner: 'cargo nextest', ...none }
}
