import type { Baseline } from '../evidence.ts'
import type { TestResults } from '../test-summary/test-results.ts'
import { take, tally } from './tally.ts'

/**
 * Compares the tests of two runs by name; a name that comes several times
 * counts so often. A test that is not there any more is lost only where both
 * runs name every test.
 */
export function compareTests(
  before: TestResults,
  after: TestResults,
): Baseline {
  const failedBefore = tally(before.failed)
  const fresh: string[] = []
  const known: string[] = []
  for (const name of after.failed) {
    if (take(failedBefore, name)) known.push(name)
    else fresh.push(name)
  }
  return {
    measure: 'tests',
    fresh,
    known,
    mended: mended(before, after),
    lost: lost(before, after),
    before: null,
  }
}

/** Failed before, and passed now. */
function mended(before: TestResults, after: TestResults): readonly string[] {
  const failedAfter = tally(after.failed)
  const passedAfter = tally(after.passed)
  return before.failed.filter(
    (name) => !take(failedAfter, name) && take(passedAfter, name),
  )
}

/** Ran before, and is skipped or absent now. */
function lost(before: TestResults, after: TestResults): readonly string[] {
  const ranAfter = tally([...after.passed, ...after.failed])
  const skippedAfter = tally(after.skipped)
  for (const name of before.skipped) take(skippedAfter, name)
  const isWhole = before.complete && after.complete
  return [...before.passed, ...before.failed].filter((name) => {
    if (take(ranAfter, name)) return false
    return take(skippedAfter, name) || isWhole
  })
}
