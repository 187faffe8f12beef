import type { Baseline } from '../evidence.ts'
import type { TestResults } from '../test-summary/test-results.ts'
import { resultsOf } from './against-tests.ts'
import type { StepRun } from './comparison.ts'
import { take, tally } from './tally.ts'

/**
 * Compares two runs that passed: which tests ran before and are skipped or not
 * there on the head. Tests go by their own names, so that one which moved to
 * another file is no lost one. By names where both runs tell all of them; the
 * counts tell a gate the rest.
 */
export function comparePassed(before: StepRun, head: StepRun): Baseline {
  return {
    measure: 'tests',
    fresh: [],
    known: [],
    mended: [],
    lost: lostByName(resultsOf(before), resultsOf(head)),
    before: before.result.tests,
  }
}

function lostByName(
  before: TestResults | null,
  head: TestResults | null,
): readonly string[] {
  if (before === null || head === null) return []
  if (!before.complete || !head.complete) return []
  const ran = tally([...head.passed, ...head.failed].map(ownName))
  return [...before.passed, ...before.failed].filter(
    (name) => !take(ran, ownName(name)),
  )
}

/** Without file, package, module or group before it. */
function ownName(name: string): string {
  return name.split(/::| > | › |: /u).at(-1) ?? name
}
