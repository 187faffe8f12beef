import { countWords } from './count-words.ts'
import type { TestSummary } from './test-summary.ts'

/**
 * pytest's last line: `=== 3 passed, 1 failed, 2 skipped in 0.12s ===`, without
 * the rules in quiet mode, `no tests ran in 0.01s`.
 */
export function readPytest(lines: readonly string[]): TestSummary | null {
  const summary = lines.findLast((line) => isSummary(line))
  if (summary === undefined) return null
  const counts = countWords(summary)
  const of = (...words: readonly string[]): number =>
    words.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0)
  return {
    runner: 'pytest',
    passed: of('passed', 'xpassed'),
    failed: of('failed', 'error', 'errors'),
    skipped: of('skipped', 'deselected', 'xfailed'),
    failures: lines.flatMap((line) => {
      if (!line.startsWith('FAILED ') && !line.startsWith('ERROR ')) return []
      const name = line.slice(line.indexOf(' ') + 1)
      const end = name.indexOf(' - ')
      return [end < 0 ? name : name.slice(0, end)]
    }),
  }
}

function isSummary(line: string): boolean {
  const text = line.replaceAll('=', '').trim()
  const hasTime = /\bin \d{1,9}(?:\.\d{1,9})?s(?: \(\d[\d:]{1,12}\))?$/u.test(
    text,
  )
  return (
    hasTime &&
    (text.startsWith('no tests ran') ||
      /^\d{1,9} (?:passed|failed|skipped|errors?|deselected|xfailed|xpassed|warnings?)\b/u.test(
        text,
      ))
  )
}
