import { textAt } from '../../context/decode.ts'
import type { TestSummary } from './test-summary.ts'

/**
 * go test, as text or as events (`-json`). Without `-v` the text gives no
 * number of tests, so a package counts as one: `ok pkg 0.1s`. Otherwise the
 * tests themselves are counted.
 */
export function readGo(lines: readonly string[]): TestSummary | null {
  const events = lines.flatMap(readEvent)
  if (events.length > 0) return countEvents(events)
  const packages = lines.filter((line) =>
    /^(?:ok {2}|FAIL|\? {3})\t\S/u.test(line),
  )
  if (packages.length === 0) return null
  const results = lines.flatMap(readResult)
  const isVerbose = lines.some((line) => line.startsWith('=== RUN'))
  return isVerbose ? countResults(results) : countPackages(packages, results)
}

type Outcome = 'pass' | 'fail' | 'skip'

type Result = { readonly outcome: Outcome; readonly name: string }

/** `--- PASS: TestKeeps (0.00s)`, which may stand behind what the test printed without a line end. */
function readResult(line: string): readonly Result[] {
  const [, word, name] =
    /--- (PASS|FAIL|SKIP): (\S{1,500}) \(\d{1,9}\.\d{1,3}s\)$/u.exec(line) ?? []
  const outcome = outcomeOf(word?.toLowerCase() ?? '')
  return outcome === null || name === undefined ? [] : [{ outcome, name }]
}

function outcomeOf(word: string): Outcome | null {
  return word === 'pass' || word === 'fail' || word === 'skip' ? word : null
}

function countResults(results: readonly Result[]): TestSummary {
  const of = (wanted: Outcome): readonly string[] =>
    results.filter(({ outcome }) => outcome === wanted).map(({ name }) => name)
  return {
    runner: 'go test',
    passed: of('pass').length,
    failed: of('fail').length,
    skipped: of('skip').length,
    failures: of('fail'),
    emptyExitCode: null,
  }
}

function countPackages(
  packages: readonly string[],
  results: readonly Result[],
): TestSummary {
  const isEmpty = (line: string): boolean =>
    line.endsWith('[no test files]') || line.endsWith('[no tests to run]')
  const tests = countResults(results)
  const failed = packages.filter((line) => line.startsWith('FAIL')).length
  return {
    ...tests,
    passed: packages.filter((line) => line.startsWith('ok') && !isEmpty(line))
      .length,
    failed: Math.max(failed, tests.failed),
    skipped: 0,
  }
}

/** An event of `-json`; `test` is `null` for one of a whole package. */
type Event = { readonly outcome: Outcome | null; readonly test: string | null }

/** `{"Time":"…","Action":"pass","Package":"p","Test":"TestKeeps","Elapsed":0}` */
function readEvent(line: string): readonly Event[] {
  if (!line.startsWith('{') || !line.includes('"Action":')) return []
  const event = parse(line)
  if (textAt(event, 'Package') === null) return []
  const outcome = outcomeOf(textAt(event, 'Action') ?? '')
  return [{ outcome, test: textAt(event, 'Test') }]
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** A package that cannot be built fails without a test of its own. */
function countEvents(events: readonly Event[]): TestSummary {
  const tests = countResults(
    events.flatMap(({ outcome, test }) =>
      outcome === null || test === null ? [] : [{ outcome, name: test }],
    ),
  )
  const failedPackages = events.filter(
    ({ outcome, test }) => outcome === 'fail' && test === null,
  ).length
  return { ...tests, failed: Math.max(tests.failed, failedPackages) }
}
