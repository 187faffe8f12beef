import type { StepConfig } from '../../config/config.ts'
import { readJunit } from '../test-summary/junit.ts'
import {
  joinResults,
  readTestResults,
} from '../test-summary/read-test-results.ts'
import type { TestResults } from '../test-summary/test-results.ts'
import { byExit, unclear, unread } from './by-exit.ts'
import { compareTests } from './compare-tests.ts'
import type { BaselineGrounds, Comparison, StepRun } from './comparison.ts'

/** Compares a test step's failures with those before the fix. */
export function againstTests(
  step: StepConfig,
  grounds: BaselineGrounds,
): Comparison {
  const after = resultsOf(grounds.head)
  const before = resultsBefore(grounds.before)
  if (after === null) return withoutResults(before, grounds)
  const isReadable = after.allFailures && after.failed.length > 0
  if (!isReadable || before === null) return byExit(grounds)
  const baseline = compareTests(before, after)
  if (baseline.fresh.length > 0) {
    const isTold = before.allFailures && !before.stopped
    return isTold
      ? { status: 'fresh', baseline, reason: null }
      : unclear(
          'it fails before the fix as well, and not all of its failures there could be read',
          baseline,
        )
  }
  const gap = whatMayBeHidden(step, after)
  return gap === null
    ? { status: 'known', baseline, reason: null }
    : unclear(gap, baseline)
}

/** Tests that ran before and do not run at all any more are a failure of the branch. */
function withoutResults(
  before: TestResults | null,
  grounds: BaselineGrounds,
): Comparison {
  const compared = unread(grounds)
  const ran = before === null ? 0 : before.passed.length + before.failed.length
  if (compared.status === 'fresh' || ran === 0) return compared
  const reason = 'it came to no test result, and before the fix it did'
  return { ...compared, status: 'fresh', reason }
}

/** Names of tests by the run's reports, else by its output; `null` where neither tells. Reports name more than the text does; one that names fewer failures is of another run. */
export function resultsOf({
  reports,
  output,
  root,
}: Omit<StepRun, 'result'>): TestResults | null {
  const text = readTestResults(output, root)
  const read = reports.map(readJunit)
  const known = read.flatMap((one) => one ?? [])
  const joined = known.length === read.length ? joinResults(known) : null
  const isOlder =
    joined !== null &&
    text !== null &&
    joined.failed.length < text.failed.length
  return isOlder ? text : (joined ?? text)
}

/** A run that passed has no failure, whether or not it names its tests. */
function resultsBefore(run: StepRun): TestResults | null {
  const read = resultsOf(run)
  if (run.result.status !== 'passed') return read
  return {
    runner: read?.runner ?? 'JUnit XML',
    passed: read?.passed ?? [],
    failed: [],
    skipped: read?.skipped ?? [],
    complete: read?.complete ?? false,
    allFailures: true,
    stopped: false,
  }
}

/** Options by which runners end at the first failure. */
const failFast =
  /\s(?:--fail-?fast|-failfast|--bail(?!=0|\s0)|--exitfirst|--maxfail[= ]\d{1,9})(?=[\s=]|$)|\bpytest\b[^;&\n]{0,300}\s-x(?=\s|$)/u

/** Why new failures may stand behind known ones, as a clause; `null` where nothing suggests it. */
function whatMayBeHidden(step: StepConfig, after: TestResults): string | null {
  if (after.stopped || failFast.test(step.run)) {
    const remedy = after.runner === 'cargo test' ? ' (`--no-fail-fast`)' : ''
    return `it fails before the fix as well, and ends at the first failure, so that the rest was not run${remedy}`
  }
  return endsWithTests(step.run)
    ? null
    : 'it fails before the fix as well, and what its command runs after the tests was not run'
}

/** Behind a failure, a shell does not run the rest of the command. */
function endsWithTests(command: string): boolean {
  const parts = command
    .split(/&&|;|\n/u)
    .filter((part) => part.trim() !== '' && !part.trim().startsWith('#'))
  const last = parts.at(-1) ?? ''
  return parts.length < 2 || /test|jest|spec|tox|nox|check/iu.test(last)
}
