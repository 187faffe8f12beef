import { countWords } from './count-words.ts'
import type { TestSummary } from './test-summary.ts'

const nothing = {
  passed: 0,
  failed: 0,
  skipped: 0,
  failures: [],
  emptyExitCode: 1,
} as const

/** jest's `Tests:       1 failed, 2 skipped, 3 passed, 6 total`. */
export function readJest(lines: readonly string[]): TestSummary | null {
  const summaries = lines.filter((line) =>
    /^\s{0,9}Tests:\s{1,20}\d/u.test(line),
  )
  if (summaries.length === 0) {
    const isNothing = lines.some((line) => line.startsWith('No tests found'))
    return isNothing ? { runner: 'jest', ...nothing } : null
  }
  const counts = countWords(summaries.join(' , '))
  // A suite that cannot be loaded fails without a test of its own.
  const suites = countWords(
    lines.filter((line) => /^\s{0,9}Test Suites:/u.test(line)).join(' , '),
  )
  const failed = counts.get('failed') ?? 0
  return {
    runner: 'jest',
    passed: counts.get('passed') ?? 0,
    failed: failed > 0 ? failed : (suites.get('failed') ?? 0),
    skipped: (counts.get('skipped') ?? 0) + (counts.get('todo') ?? 0),
    failures: marked(lines, '● '),
    emptyExitCode: null,
  }
}

function marked(lines: readonly string[], mark: string): readonly string[] {
  const names = lines
    .map((line) => line.trim())
    .filter((line) => line.startsWith(mark))
    .map((line) => line.slice(mark.length))
  return [...new Set(names)]
}

/** vitest's `Tests  1 failed | 2 passed (3)`, `Tests  no tests`. */
export function readVitest(lines: readonly string[]): TestSummary | null {
  const summaries = lines.filter((line) =>
    /^\s{0,9}Tests {2}(?:no tests|\d{1,9} (?:passed|failed|skipped|todo)\b)/u.test(
      line,
    ),
  )
  if (summaries.length === 0) {
    const isNothing = lines.some((line) =>
      /^\s{0,9}No test files found/u.test(line),
    )
    return isNothing ? { runner: 'vitest', ...nothing } : null
  }
  const counts = countWords(summaries.join(' | '))
  // A file that cannot be loaded fails without a test of its own.
  const files = countWords(
    lines.filter((line) => /^\s{0,9}Test Files {2}\d/u.test(line)).join(' | '),
  )
  const failed = counts.get('failed') ?? 0
  return {
    runner: 'vitest',
    passed: counts.get('passed') ?? 0,
    failed: failed > 0 ? failed : (files.get('failed') ?? 0),
    skipped: (counts.get('skipped') ?? 0) + (counts.get('todo') ?? 0),
    failures: vitestFailures(lines),
    emptyExitCode: null,
  }
}

/** `FAIL  test/a.test.ts > store > keeps versions` */
function vitestFailures(lines: readonly string[]): readonly string[] {
  const names = lines.flatMap((line) => {
    const name = /^\s{0,9}FAIL\s{1,9}(\S.{0,300})$/u.exec(line)?.[1]
    return name === undefined || !name.includes(' > ') ? [] : [name]
  })
  return [...new Set(names)]
}
