import { describe, expect, it } from '@jest/globals'

import type { CommandOutcome } from '../../../src/evidence/judge-step.ts'
import { judgeRun } from '../../../src/evidence/proof/judge-run.ts'
import { reproductionResult } from '../../../src/evidence/proof/reproduction-result.ts'
import { matchInTime } from '../../../src/io/bounded-match.ts'
import { makeStepConfig } from '../../support/staging-facts.ts'

const nothing = { names: new Set<string>(), files: [] }

const step = makeStepConfig('reproduction', 'cargo test issue_1234', {
  kind: 'reproduction',
  runs: 3,
})

function cargo(failed: 0 | 1): CommandOutcome {
  return {
    end: { status: 'exited', exitCode: failed * 101 },
    durationMs: 10,
    output: `test result: ${failed === 0 ? 'ok' : 'FAILED'}. ${1 - failed} passed; ${failed} failed; 0 ignored; 0 measured; 0 filtered out\n`,
  }
}

function result(
  outcomes: readonly CommandOutcome[],
  overrides: Partial<typeof step> = {},
) {
  const own = { ...step, ...overrides }
  return reproductionResult(own, {
    outcomes,
    colours: outcomes.map((one) =>
      judgeRun({ ...own, fixOnly: nothing }, one, matchInTime),
    ),
  })
}

describe('the reproduction step among the others', () => {
  it('has passed when every run is green, and counts as many attempts and their time', () => {
    expect(result([cargo(0), cargo(0), cargo(0)])).toMatchObject({
      status: 'passed',
      attempts: 3,
      durationMs: 30,
      flaky: false,
      reason: null,
    })
  })

  it('has failed by one red run, which stands for all of them', () => {
    expect(result([cargo(0), cargo(1), cargo(0)])).toMatchObject({
      status: 'failed',
      exitCode: 101,
      reason: 'red 1 of 3',
      tests: { passed: 0, failed: 1, skipped: 0 },
    })
  })

  it('has failed where the output matches `red:` although the exit status is 0', () => {
    const output = { ...cargo(0), output: 'lost a key\n' }
    expect(result([output], { runs: 1, red: 'lost a key' })).toMatchObject({
      status: 'failed',
      reason: 'its output matches `red:`',
    })
  })

  it('was cancelled where nothing was run', () => {
    expect(result([])).toMatchObject({ status: 'cancelled' })
  })

  it('has not passed by exit status 0 where its output says that a test failed', () => {
    expect(
      result([{ ...cargo(0), output: 'FAILED: lost a key\n' }], { runs: 1 }),
    ).toMatchObject({
      status: 'not-started',
      reason: 'exit status 0, but its output says that a test failed',
    })
  })
})
