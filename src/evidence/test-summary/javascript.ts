import { countWords } from './count-words.ts'
import type { TestSummary } from './test-summary.ts'

const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] } as const

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
  }
}

function marked(lines: readonly string[], mark: string): readonly string[] {
  const names = lines
    .map((line) => line.trim())
    .filter((line) => line.startsWith(mark))
    .map((line) => line.slice(mark.length))
  return [...new Set(names)]
}

/** vitest's `Tests  1 failed | 2 passed (3)`. */
export function readVitest(lines: readonly string[]): TestSummary | null {
  const summaries = lines.filter((line) =>
    /^\s{0,9}Tests {2}\d{1,9} (?:passed|failed|skipped|todo)\b/u.test(line),
  )
  if (summaries.length === 0) {
    const isNothing = lines.some((line) =>
      /^\s{0,9}No test files found/u.test(line),
    )
    return isNothing ? { runner: 'vitest', ...nothing } : null
  }
  const counts = countWords(summaries.join(' | '))
  return {
    runner: 'vitest',
    passed: counts.get('passed') ?? 0,
    failed: counts.get('failed') ?? 0,
    skipped: (counts.get('skipped') ?? 0) + (counts.get('todo') ?? 0),
    failures: lines.flatMap((line) => {
      const name = /^\s{0,9}FAIL\s{1,9}(\S.{0,300})$/u.exec(line)?.[1]
      return name === undefined || !name.includes(' > ') ? [] : [name]
    }),
  }
}

/** `ℹ tests 3` of the spec reporter, `# tests 3` of TAP. */
const nodeCount =
  /^(?:ℹ|#) (tests|pass|fail|cancelled|skipped|todo) (\d{1,9})$/u

/**
 * node --test. A file without a test counts there as one passed test that is
 * named by its path; such entries are not taken for tests (Node 20 and 24).
 */
export function readNodeTest(lines: readonly string[]): TestSummary | null {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const [, word, number] = nodeCount.exec(line.trim()) ?? []
    if (word === undefined || number === undefined) continue
    counts.set(word, (counts.get(word) ?? 0) + Number(number))
  }
  if (!counts.has('tests') || !counts.has('pass')) return null
  const files = lines.filter(isFileEntry).length
  const of = (word: string): number => counts.get(word) ?? 0
  return {
    runner: 'node --test',
    passed: Math.max(0, of('pass') - files),
    failed: of('fail') + of('cancelled'),
    skipped: of('skipped') + of('todo'),
    failures: nodeFailures(lines),
  }
}

function isFileEntry(line: string): boolean {
  const name =
    /^✔ (\S{1,4096}) \(\d{1,12}(?:\.\d{1,12})?ms\)$/u.exec(line)?.[1] ??
    /^ok \d{1,9} - (\S{1,4096})$/u.exec(line)?.[1]
  return name !== undefined && /\.[cm]?[jt]sx?$/u.test(name)
}

function nodeFailures(lines: readonly string[]): readonly string[] {
  const names = lines.flatMap((line) => {
    const name =
      /^\s{0,40}✖ (\S.{0,300}) \(\d{1,12}(?:\.\d{1,12})?ms\)$/u.exec(
        line,
      )?.[1] ?? /^\s{0,40}not ok \d{1,9} - (\S.{0,300})$/u.exec(line)?.[1]
    return name === undefined ? [] : [name]
  })
  return [...new Set(names)]
}
