import { isCutOutput } from '../../text/left-out.ts'
import { firstCharacters } from '../../text/truncate.ts'
import { readCargo, readNextest } from './cargo.ts'
import { listCargo, listNextest } from './cargo-names.ts'
import { readGo } from './go.ts'
import { listGo } from './go-names.ts'
import { readJest, readVitest } from './javascript.ts'
import { listJest } from './jest-names.ts'
import { readJsonReport } from './json-report.ts'
import { readNodeTest } from './node-test.ts'
import { listNodeTest } from './node-names.ts'
import { readPytest } from './pytest.ts'
import { listPytest } from './pytest-names.ts'
import {
  type Listing,
  type ListingReader,
  maxNameCharacters,
  namesOf,
  type TestResults,
} from './test-results.ts'
import type { SummaryReader, TestSummary } from './test-summary.ts'
import { listVitest } from './vitest-names.ts'

export type { TestResults } from './test-results.ts'

const readers: readonly (readonly [SummaryReader, ListingReader])[] = [
  [readNextest, listNextest],
  [readCargo, listCargo],
  [readPytest, listPytest],
  [readJest, listJest],
  [readVitest, listVitest],
  [readNodeTest, listNodeTest],
  [readGo, listGo],
]

/**
 * Reads the names of tests by outcome from the sanitized output of a known
 * test runner, whole or with its middle left out. `root` is the folder of the
 * tree, whose absolute paths become relative. `null` when no runner is
 * recognised.
 */
export function readTestResults(output: string, root = ''): TestResults | null {
  const lines = output.split('\n')
  const isCut = isCutOutput(lines)
  const found = readers.flatMap(([read, list]) => {
    const summary = read(lines)
    if (summary === null) return []
    return [weigh(list(lines, { summary, isCut, root }), summary, isCut)]
  })
  // jest prints its report beside the text, which names fewer tests.
  const report = found.length > 1 ? null : readJsonReport(output, root)
  return report ?? joinResults(found)
}

/** Several runs as one, under the name of the first; `null` for none. */
export function joinResults(
  results: readonly TestResults[],
): TestResults | null {
  const [first] = results
  if (first === undefined) return null
  return {
    runner: first.runner,
    passed: results.flatMap(({ passed }) => passed),
    failed: results.flatMap(({ failed }) => failed),
    skipped: results.flatMap(({ skipped }) => skipped),
    complete: results.every(({ complete }) => complete),
    allFailures: results.every(({ allFailures }) => allFailures),
    stopped: results.some(({ stopped }) => stopped),
  }
}

/** The runner's own counts tell whether a name is missing. */
function weigh(
  { tests, stopped, named }: Listing,
  summary: TestSummary,
  isCut: boolean,
): TestResults {
  const known = tests.map(({ name, outcome }) => ({
    name: firstCharacters(name, maxNameCharacters),
    outcome,
  }))
  const passed = namesOf(known, 'passed')
  const failed = namesOf(known, 'failed')
  const skipped = namesOf(known, 'skipped')
  const isCounted =
    !isCut &&
    passed.length === summary.passed &&
    failed.length >= summary.failed &&
    skipped.length === summary.skipped
  const hasFailures = failed.length >= summary.failed
  return {
    runner: summary.runner,
    passed,
    failed,
    skipped,
    complete:
      !stopped && (named === undefined ? isCounted : named === 'everything'),
    allFailures: named === undefined ? hasFailures : named !== 'something',
    stopped,
  }
}
