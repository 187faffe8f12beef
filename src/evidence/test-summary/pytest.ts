import { countWords } from './count-words.ts'
import type { TestSummary } from './test-summary.ts'

/**
 * pytest's last line: `=== 3 passed, 1 failed, 2 skipped in 0.12s ===`, without
 * the rules in quiet mode, `no tests ran in 0.01s`. Deselected tests are not
 * counted, as those that cargo filters out are not.
 */
export function readPytest(lines: readonly string[]): TestSummary | null {
  const summaries = lines.filter(isSummary)
  if (summaries.length === 0) return null
  const counts = countWords(summaries.join(' | '))
  const of = (...words: readonly string[]): number =>
    words.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0)
  return {
    runner: 'pytest',
    passed: of('passed', 'xpassed'),
    failed: of('failed', 'error', 'errors'),
    skipped: of('skipped', 'xfailed'),
    failures: lines.flatMap(failureOf),
    emptyExitCode: 5,
  }
}

/** `FAILED tests/test_a.py::test_b - assert 2 == 1` */
function failureOf(line: string): readonly string[] {
  const name = /^(?:FAILED|ERROR) ([^\s:].{0,500})$/u.exec(line)?.[1]
  return name === undefined ? [] : [name.split(' - ', 1)[0] ?? name]
}

function isSummary(line: string): boolean {
  const text = line.replaceAll('=', '').trim()
  const hasTime = /\bin \d{1,9}(?:\.\d{1,9})?s(?: \(\d[\d:]{1,12}\))?$/u.test(
    text,
  )
  return (
    hasTime &&
    (/^no tests (?:ran|collected)\b/u.test(text) ||
      /^\d{1,9} tests? collected\b/u.test(text) ||
      /^\d{1,9} (?:passed|failed|skipped|errors?|deselected|xfailed|xpassed|warnings?)\b/u.test(
        text,
      ))
  )
}
