import type { TestSummary } from './test-summary.ts'

/** `ℹ tests 3` of the spec reporter, `# tests 3` of TAP. */
const nodeCount =
  /^(?:ℹ|#) (tests|pass|fail|cancelled|skipped|todo) (\d{1,9})$/u

/**
 * node --test. A file without a test, or in which no test fits the pattern,
 * counts there as one passed test that is named by its path; such entries are
 * not taken for tests (Node 20 and 24).
 */
export function readNodeTest(lines: readonly string[]): TestSummary | null {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const [, word, number] = nodeCount.exec(line) ?? []
    if (word === undefined || number === undefined) continue
    counts.set(word, (counts.get(word) ?? 0) + Number(number))
  }
  if (!counts.has('tests') || !counts.has('pass')) return null
  const of = (word: string): number => counts.get(word) ?? 0
  return {
    runner: 'node --test',
    passed: Math.max(0, of('pass') - countFileEntries(lines)),
    failed: of('fail') + of('cancelled'),
    skipped: of('skipped') + of('todo'),
    failures: failedTests(lines),
    emptyExitCode: null,
  }
}

/** A suite may be named by a file as well; its tests stand between its name and its result. */
function countFileEntries(lines: readonly string[]): number {
  let announced: string | null = null
  let entries = 0
  for (const line of lines) {
    if (line.startsWith('▶ ')) announced = line.slice(2)
    if (/^ {4}(?:not )?ok \d/u.test(line)) announced = ''
    const name = passedAtTop(line)
    if (name === null) continue
    const hasTests = announced === name || announced === ''
    if (!hasTests && isFilePath(name)) entries += 1
    announced = null
  }
  return entries
}

function passedAtTop(line: string): string | null {
  return (
    /^✔ (\S.{0,4096}) \(\d{1,12}(?:\.\d{1,12})?ms\)$/u.exec(line)?.[1] ??
    /^ok \d{1,9} - (\S.{0,4096})$/u.exec(line)?.[1] ??
    null
  )
}

/** A whole path may have spaces; without its start, words with spaces are a title. */
function isFilePath(name: string): boolean {
  const isPath = /^(?:\/|[A-Za-z]:\\)/u.test(name) || !/\s/u.test(name)
  return isPath && /\.[cm]?[jt]sx?$/u.test(name)
}

function failedTests(lines: readonly string[]): readonly string[] {
  const names = lines.flatMap((line) => {
    const name =
      /^\s{0,40}✖ (\S.{0,300}) \(\d{1,12}(?:\.\d{1,12})?ms\)$/u.exec(
        line,
      )?.[1] ?? /^\s{0,40}not ok \d{1,9} - (\S.{0,300})$/u.exec(line)?.[1]
    return name === undefined ? [] : [name]
  })
  return [...new Set(names)]
}
