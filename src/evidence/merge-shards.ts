import type { Baseline, StepResult, TestCounts } from './evidence.ts'
import { foundNoTest } from './judge-step.ts'
import { keepProblems, mergeProblems } from './problems/read-problems.ts'
import { slowestOf } from './test-summary/slow-tests.ts'
import type { TestResults } from './test-summary/test-results.ts'

/** What weighs more decides over the step as a whole. */
const weight: Readonly<Record<StepResult['status'], number>> = {
  failed: 5,
  'timed-out': 4,
  cancelled: 3,
  'not-started': 2,
  passed: 1,
  skipped: 0,
}

type Results = readonly [StepResult, ...StepResult[]]

/** The shards of a step as one result; each shard was run at the same time, so the longest one tells how long it took. */
export function mergeShards(shards: Results): StepResult {
  // Where no test fell to a part, the sum of all parts tells.
  const full = shards.filter((one) => !foundNoTest(one))
  const worst = (full.length === 0 ? shards : full).reduce((one, other) =>
    weight[other.status] > weight[one.status] ? other : one,
  )
  if (shards.length === 1) return worst
  const at = `shard ${shards.indexOf(worst) + 1} of ${shards.length}`
  return {
    ...worst,
    durationMs: Math.max(...shards.map(({ durationMs }) => durationMs)),
    attempts: Math.max(...shards.map(({ attempts }) => attempts)),
    flaky: shards.some(({ flaky }) => flaky),
    tests: sumOf(shards.flatMap(({ tests }) => tests ?? [])),
    tail: `${at}:\n${worst.tail}`,
    reason: worst.reason === null ? null : `${at}: ${worst.reason}`,
    baseline: mergeBaselines(shards.flatMap(({ baseline }) => baseline ?? [])),
    changedFiles: union(shards.map(({ changedFiles }) => changedFiles)),
    ...joinedProblems(shards),
    slowTests: slowestOf(shards.flatMap(({ slowTests }) => slowTests)),
  }
}

function joinedProblems(
  shards: Results,
): Pick<StepResult, 'problems' | 'problemsLeftOut'> {
  const all = mergeProblems(shards.flatMap(({ problems }) => problems))
  const { problems, problemsLeftOut } = keepProblems(all)
  const more = shards.reduce((sum, one) => sum + one.problemsLeftOut, 0)
  return { problems, problemsLeftOut: problemsLeftOut + more }
}

function sumOf(counts: readonly TestCounts[]): TestCounts | null {
  if (counts.length === 0) return null
  const sum = (pick: (one: TestCounts) => number): number =>
    counts.reduce((total, one) => total + pick(one), 0)
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
  }
}

function mergeBaselines(baselines: readonly Baseline[]): Baseline | null {
  const [first] = baselines
  if (first === undefined) return null
  return {
    measure: first.measure,
    fresh: union(baselines.map(({ fresh }) => fresh)),
    known: union(baselines.map(({ known }) => known)),
    mended: union(baselines.map(({ mended }) => mended)),
    lost: union(baselines.map(({ lost }) => lost)),
    before: sumOf(baselines.flatMap(({ before }) => before ?? [])),
  }
}

/** The tests of all shards; one that names only some of its tests makes the whole name only some. */
export function mergeTests(
  shards: readonly (TestResults | null)[],
): TestResults | null {
  const known = shards.filter((one) => one !== null)
  const [first] = known
  if (first === undefined) return null
  const isWhole = known.length === shards.length
  return {
    runner: first.runner,
    passed: union(known.map(({ passed }) => passed)),
    failed: union(known.map(({ failed }) => failed)),
    skipped: union(known.map(({ skipped }) => skipped)),
    complete: isWhole && known.every(({ complete }) => complete),
    allFailures: isWhole && known.every(({ allFailures }) => allFailures),
    stopped: known.some(({ stopped }) => stopped),
  }
}

function union(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())]
}
