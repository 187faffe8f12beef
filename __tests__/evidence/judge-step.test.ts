import { describe, expect, it } from '@jest/globals'

import type { StepConfig } from '../../src/config/config.ts'
import type { StepResult } from '../../src/evidence/evidence.ts'
import {
  cancelledStep,
  type CommandOutcome,
  judgeStep,
  skippedStep,
} from '../../src/evidence/judge-step.ts'
import { makeStepConfig } from '../support/staging-facts.ts'

const step = makeStepConfig('test', 'cargo test')

function ended(end: CommandOutcome['end'], output = ''): CommandOutcome {
  return { end, durationMs: 1_000, output }
}

function exited(exitCode: number, output = ''): CommandOutcome {
  return ended({ status: 'exited', exitCode }, output)
}

/** `failed, exit status 101: …` */
function judged(
  outcome: CommandOutcome,
  overrides: Partial<StepConfig> = {},
): string {
  const result = judgeStep({ ...step, ...overrides }, [outcome])
  return result.reason === null
    ? result.status
    : `${result.status}: ${result.reason}`
}

const cargo = (passed: number, failed: number): string =>
  `test result: ok. ${passed} passed; ${failed} failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.00s\n`

describe('a command that ends by itself', () => {
  it('has passed with exit status 0', () => {
    expect(judgeStep(step, [exited(0, cargo(3, 0))])).toEqual({
      id: 'test',
      kind: 'test',
      command: 'cargo test',
      status: 'passed',
      exitCode: 0,
      durationMs: 1_000,
      attempts: 1,
      flaky: false,
      tests: { passed: 3, failed: 0, skipped: 0 },
      tail: cargo(3, 0).trimEnd(),
      reason: null,
      baseline: null,
      changedFiles: [],
      problems: [],
      problemsLeftOut: 0,
      slowTests: [],
    } satisfies StepResult)
  })

  it('has passed without a summary, since not every runner is known', () => {
    expect(judged(exited(0, 'OK (12 tests)\n'))).toBe('passed')
  })

  it('has failed with another exit status', () => {
    expect(judged(exited(101, cargo(2, 1)))).toBe('failed')
    expect(judged(exited(2, 'make: *** [test] Error 1\n'))).toBe(
      'failed: exit status 2',
    )
  })

  it('has failed when its summary says so, whatever its exit status', () => {
    expect(judged(exited(0, cargo(2, 1)))).toBe(
      'failed: exit status 0, but the summary of cargo test says 1 failed',
    )
  })

  it('has not started when its program is missing', () => {
    expect(
      judged(exited(127, 'bash: line 1: cargo: command not found\n')),
    ).toBe('not-started: command not found: cargo')
    expect(
      judged(exited(1, '/usr/bin/python3: No module named pytest\n')),
    ).toBe('not-started: command not found: pytest')
    expect(
      judged(exited(1, '2 tests ran\n/usr/bin/python3: No module named x\n')),
    ).toBe('failed: exit status 1')
    expect(judged(exited(127, 'sh: 1: jest: not found\n'))).toBe(
      'not-started: command not found: jest',
    )
    expect(judged(exited(126, 'bash: ./x: Permission denied\n'))).toBe(
      'not-started: the command is not executable',
    )
  })

  it('has failed with 127 of its own', () => {
    expect(judged(exited(127, 'gone\n'))).toBe('failed: exit status 127')
  })
})

describe('a test step that ran no test', () => {
  it.each([
    [0, cargo(0, 0), 'cargo test ran no test'],
    [0, '==== 1 skipped, 4 deselected in 0.1s ====', 'pytest ran no test'],
    [5, '==== no tests ran in 0.1s ====', 'pytest ran no test'],
    [5, '==== 5 deselected in 1.00s ====', 'pytest ran no test'],
    [4, 'error: no tests to run', 'cargo nextest ran no test'],
    [1, 'No tests found, exiting with code 1', 'jest ran no test'],
    [0, 'No tests found, exiting with code 0', 'jest ran no test'],
    [0, 'Tests:       2 skipped, 2 total', 'jest ran no test'],
    [1, 'No test files found, exiting with code 1', 'vitest ran no test'],
    [0, 'ℹ tests 0\nℹ pass 0\nℹ fail 0', 'node --test ran no test'],
    [0, 'ok  \tkeep\t0.1s [no tests to run]', 'go test ran no test'],
    [0, '?   \tkeep\t[no test files]', 'go test ran no test'],
  ])('is never a pass: exit status %i, %j', (exitCode, output, reason) => {
    expect(judged(exited(exitCode, output))).toBe(`not-started: ${reason}`)
    expect(judged(exited(exitCode, output), { origin: 'preset' })).toBe(
      `skipped: ${reason}`,
    )
    expect(judged(exited(exitCode, output), { kind: 'reproduction' })).toBe(
      `not-started: ${reason}`,
    )
  })

  it.each([
    [101, `${cargo(0, 0)}\nrunning 1 test\nerror: test failed (signal: 6)`],
    [101, 'error: could not compile `demo` due to 1 previous error'],
    [4, '= no tests ran in 0.9s =\nERROR: file or directory not found: x.py'],
    [3, '==== no tests ran in 0.9s ===='],
    [1, 'Test Suites: 0 total\nTests:       3 skipped, 3 total'],
    [1, "Could not find 'test/nothere.test.js'"],
  ])('has failed when it broke off: exit status %i, %j', (exitCode, output) => {
    const reason = `failed: exit status ${exitCode}`

    expect(judged(exited(exitCode, output))).toBe(reason)
    expect(judged(exited(exitCode, output), { origin: 'preset' })).toBe(reason)
  })

  it('is seen when another file of the same run has the test', () => {
    expect(judged(exited(0, cargo(0, 0) + cargo(1, 0) + cargo(0, 0)))).toBe(
      'passed',
    )
  })

  it('is no matter in a lint or format step', () => {
    expect(judged(exited(0, cargo(0, 0)), { kind: 'lint' })).toBe('passed')
    expect(
      judgeStep({ ...step, kind: 'format' }, [exited(0, cargo(1, 1))]),
    ).toMatchObject({ status: 'passed', tests: null })
  })
})

describe('a command that does not end by itself', () => {
  it.each<[CommandOutcome['end'], string]>([
    [{ status: 'signalled', signal: 'SIGKILL' }, 'failed: ended by SIGKILL'],
    [{ status: 'timed-out' }, 'timed-out: it ran out of time'],
    [{ status: 'output-limit' }, 'failed: it printed more than 256 MiB'],
    [{ status: 'cancelled' }, 'cancelled: the run was cancelled'],
    [
      { status: 'not-started', reason: 'there is no folder web' },
      'not-started: there is no folder web',
    ],
  ])('is judged by its end: %j', (end, expected) => {
    expect(judged(ended(end, cargo(3, 0)))).toBe(expected)
    expect(judgeStep(step, [ended(end)]).exitCode).toBeNull()
  })
})

describe('attempts', () => {
  it('make a late pass flaky and add up their time', () => {
    const result = judgeStep(step, [
      exited(101, cargo(0, 1)),
      exited(0, cargo(1, 0)),
    ])

    expect(result).toMatchObject({
      status: 'passed',
      attempts: 2,
      flaky: true,
      durationMs: 2_000,
    })
  })

  it('that all fail are no flake', () => {
    expect(judgeStep(step, [exited(1), exited(1)])).toMatchObject({
      status: 'failed',
      attempts: 2,
      flaky: false,
    })
  })

  it('that never came about are a cancelled step', () => {
    expect(judgeStep(step, [])).toEqual(cancelledStep(step))
  })
})

describe('the tail', () => {
  it('is the last part of the output', () => {
    const lines = Array.from({ length: 500 }, (_, at) => `line ${at}`)

    const { tail } = judgeStep(step, [exited(1, `${lines.join('\n')}\n`)])

    expect(tail.split('\n')).toEqual(lines.slice(-60))
  })
})

describe('a step that was not run', () => {
  it('says why', () => {
    expect(skippedStep(step, 'this branch adds no tests')).toEqual({
      id: 'test',
      kind: 'test',
      command: 'cargo test',
      status: 'skipped',
      exitCode: null,
      durationMs: 0,
      attempts: 0,
      flaky: false,
      tests: null,
      tail: '',
      reason: 'this branch adds no tests',
      baseline: null,
      changedFiles: [],
      problems: [],
      problemsLeftOut: 0,
      slowTests: [],
    } satisfies StepResult)
    expect(cancelledStep(step)).toMatchObject({
      status: 'cancelled',
      reason: 'the run was cancelled',
    })
  })
})
