import { readCargo, readNextest } from './cargo.ts'
import { readGo } from './go.ts'
import { readJest, readVitest } from './javascript.ts'
import { readNodeTest } from './node-test.ts'
import { readJsonReport } from './json-report.ts'
import { readPytest } from './pytest.ts'
import type { SummaryReader, TestSummary } from './test-summary.ts'

export type { TestSummary } from './test-summary.ts'

const readers: readonly SummaryReader[] = [
  readNextest,
  readCargo,
  readPytest,
  readJest,
  readVitest,
  readNodeTest,
  readGo,
]

/**
 * Reads what a known test runner says of its run from the sanitized output,
 * whole or with its middle left out. A command that starts several runners is
 * added up under the name of the first. `null` when no summary is found.
 */
export function readTestSummary(output: string): TestSummary | null {
  const lines = output.split('\n')
  const found = readers.flatMap((read) => read(lines) ?? [])
  const [first, ...others] = found
  return first === undefined ? ofReport(output) : others.reduce(add, first)
}

/** A runner that writes JSON says nothing else. */
function ofReport(output: string): TestSummary | null {
  const report = readJsonReport(output)
  if (report === null) return null
  return {
    runner: report.runner,
    passed: report.passed.length,
    failed: report.failed.length,
    skipped: report.skipped.length,
    failures: report.failed,
    emptyExitCode: 1,
  }
}

function add(one: TestSummary, other: TestSummary): TestSummary {
  return {
    runner: one.runner,
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
    emptyExitCode: one.emptyExitCode ?? other.emptyExitCode,
  }
}

/** Whether not a single test was run: skipped and filtered ones show nothing. */
export function ranZeroTests({
  passed,
  failed,
}: Pick<TestSummary, 'passed' | 'failed'>): boolean {
  return passed + failed === 0
}
