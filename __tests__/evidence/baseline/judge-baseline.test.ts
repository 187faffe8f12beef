import { describe, expect, it } from '@jest/globals'

import {
  judgeWithBaseline,
  needsBaseline,
} from '../../../src/evidence/baseline/judge-baseline.ts'
import type { StepRun } from '../../../src/evidence/baseline/comparison.ts'
import { judgeStep } from '../../../src/evidence/judge-step.ts'
import type { StepConfig } from '../../../src/config/config.ts'
import type { StepResult } from '../../../src/evidence/evidence.ts'
import { makeStepConfig } from '../../support/staging-facts.ts'

const suite = makeStepConfig('test', 'cargo test --no-fail-fast', {
  baseline: true,
})
const clippy = makeStepConfig('clippy', 'cargo clippy -- -D warnings', {
  kind: 'lint',
  baseline: true,
})

/** A run of a step as its judge sees it. */
function ran(step: StepConfig, output: string, exitCode = 101): StepRun {
  const end = { status: 'exited', exitCode } as const
  const result = judgeStep(step, [{ end, durationMs: 10, output }])
  return { result, output, root: '/tree', reports: [] }
}

function judged(
  step: StepConfig,
  runs: { readonly before: StepRun; readonly head: StepRun },
  touched: (path: string, line: number | null) => boolean = () => false,
): Pick<StepResult, 'status' | 'reason' | 'baseline'> {
  const { status, reason, baseline } = judgeWithBaseline(step, {
    ...runs,
    touched,
  })
  return { status, reason, baseline }
}

/** Text of `cargo test --no-fail-fast` with one test binary. */
function cargo(
  tests: Readonly<Record<string, 'ok' | 'FAILED' | 'ignored'>>,
): string {
  const lines = Object.entries(tests)
  const of = (word: string): number =>
    lines.filter(([, outcome]) => outcome === word).length
  const failed = of('FAILED')
  return [
    `running ${lines.length} tests`,
    ...lines.map(([name, outcome]) => `test ${name} ... ${outcome}`),
    `test result: x. ${of('ok')} passed; ${failed} failed; ${of('ignored')} ignored`,
    ...(failed === 0
      ? []
      : [
          'error: test failed, to rerun pass `--lib`',
          'error: 1 target failed:',
        ]),
  ].join('\n')
}

const red = cargo({ old: 'FAILED', keeps: 'ok' })

describe('a suite that fails on the head', () => {
  it('passes where all of it failed before', () => {
    expect(
      judged(suite, {
        before: ran(suite, cargo({ old: 'FAILED', mended: 'FAILED' })),
        head: ran(suite, cargo({ old: 'FAILED', mended: 'ok' })),
      }),
    ).toEqual({
      status: 'passed',
      reason: null,
      baseline: {
        measure: 'tests',
        fresh: [],
        known: ['old'],
        mended: ['mended'],
        lost: [],
        before: { passed: 0, failed: 2, skipped: 0 },
      },
    })
  })

  it('stays failed with a new failure, and with a new test that fails', () => {
    expect(
      judged(suite, {
        before: ran(suite, red),
        head: ran(
          suite,
          cargo({ old: 'FAILED', keeps: 'FAILED', new: 'FAILED' }),
        ),
      }),
    ).toMatchObject({
      status: 'failed',
      baseline: { fresh: ['keeps', 'new'], known: ['old'] },
    })
  })

  it('stays failed where the suite passed before', () => {
    expect(
      judged(suite, {
        before: ran(suite, cargo({ old: 'ok', keeps: 'ok' }), 0),
        head: ran(suite, red),
      }),
    ).toMatchObject({ status: 'failed', baseline: { fresh: ['old'] } })
  })

  it('names tests that are gone or newly ignored', () => {
    expect(
      judged(suite, {
        before: ran(suite, cargo({ old: 'FAILED', a: 'ok', b: 'ok' })),
        head: ran(suite, cargo({ old: 'FAILED', a: 'ignored' })),
      }),
    ).toMatchObject({ status: 'passed', baseline: { lost: ['a', 'b'] } })
  })

  it('stays failed where it does not build any more', () => {
    expect(
      judged(suite, {
        before: ran(suite, red),
        head: ran(suite, 'error: could not compile `demo` (lib)'),
      }),
    ).toMatchObject({
      status: 'failed',
      reason: 'it came to no test result, and before the fix it did',
    })
  })

  const neither = expect.stringMatching(
    /it fails before the fix as well, and its output does not tell which failures are new$/u,
  )

  it('stays failed where the code does not build, before the fix or after it', () => {
    const broken = ran(suite, 'error: could not compile `demo` (lib)')

    expect(judged(suite, { before: broken, head: broken })).toMatchObject({
      status: 'failed',
      reason: neither,
    })
  })

  it('comes to no result where only the code before does not build', () => {
    const broken = ran(suite, 'error: could not compile `demo` (lib)')
    const head = ran(suite, red)

    expect(judged(suite, { before: broken, head })).toMatchObject({
      status: 'not-started',
      reason: neither,
    })
  })

  it('comes to no result where the runner ended at the known failure', () => {
    const step = makeStepConfig('test', 'cargo test', { baseline: true })
    const stopped = red.replace('error: 1 target failed:', '')

    expect(
      judged(step, { before: ran(step, stopped), head: ran(step, stopped) }),
    ).toMatchObject({
      status: 'not-started',
      reason:
        'it fails before the fix as well, and ends at the first failure, so that the rest was not run (`--no-fail-fast`)',
    })
  })

  it.each([
    'pytest -x',
    'npx jest --bail',
    'go test ./... -failfast',
    'pytest --maxfail=2',
    'cargo test && cargo clippy',
    'cargo test\nmake deploy',
  ])('comes to no result where new failures may be hidden: %j', (run) => {
    const step = makeStepConfig('test', run, { baseline: true })

    expect(
      judged(step, { before: ran(step, red), head: ran(step, red) }).status,
    ).toBe('not-started')
  })

  it.each(['cd crate && cargo test', 'npx jest --bail=0', 'set -x\nnpm test'])(
    'passes where nothing is hidden: %j',
    (run) => {
      const step = makeStepConfig('test', run, { baseline: true })

      expect(
        judged(step, { before: ran(step, red), head: ran(step, red) }).status,
      ).toBe('passed')
    },
  )

  it('comes to no result where a test binary crashed', () => {
    const crashed = `${red}\nrunning 3 tests\ntest first ... ok\n`

    expect(
      judged(suite, { before: ran(suite, red), head: ran(suite, crashed) })
        .status,
    ).toBe('not-started')
  })

  it('is read from JUnit reports where it wrote them', () => {
    const report = (name: string): string =>
      `<testsuite><testcase name="${name}"><failure/></testcase></testsuite>`
    const before = { ...ran(suite, 'red'), reports: [report('old')] }

    expect(
      judged(suite, {
        before,
        head: { ...ran(suite, 'red'), reports: [report('old')] },
      }).status,
    ).toBe('passed')
    expect(
      judged(suite, {
        before,
        head: { ...ran(suite, 'red'), reports: [report('new')] },
      }),
    ).toMatchObject({ status: 'failed', baseline: { fresh: ['new'] } })
  })

  it('is not judged by a report with fewer failures than the output has', () => {
    const old =
      '<testsuite><testcase name="old"><failure/></testcase></testsuite>'
    const more = cargo({ old: 'FAILED', breaks: 'FAILED' })

    expect(
      judged(suite, {
        before: ran(suite, red),
        head: { ...ran(suite, more), reports: [old] },
      }),
    ).toMatchObject({ status: 'failed', baseline: { fresh: ['breaks'] } })
  })
})

describe('a linter that fails on the head', () => {
  const old = `error: unused\n --> src/a.rs:4:1\nerror: could not compile \`demo\` due to 1 previous error`
  const moved = old.replace(':4:', ':9:')

  it('passes where the code before has the same complaints', () => {
    expect(
      judged(clippy, { before: ran(clippy, old), head: ran(clippy, moved) }),
    ).toMatchObject({
      status: 'passed',
      baseline: { measure: 'complaints', known: ['src/a.rs:9: unused'] },
    })
  })

  it('stays failed where one is about a line of the branch', () => {
    expect(
      judged(
        clippy,
        { before: ran(clippy, old), head: ran(clippy, moved) },
        (_, line) => line === 9,
      ),
    ).toMatchObject({
      status: 'failed',
      baseline: { fresh: ['src/a.rs:9: unused'] },
    })
  })

  it('does not hold warnings beside errors against the branch', () => {
    const warned = `warning: new one\n --> src/b.rs:1:1\n${moved}`

    expect(
      judged(clippy, { before: ran(clippy, old), head: ran(clippy, warned) })
        .status,
    ).toBe('passed')
  })

  it('stays failed where it passed before, even when nothing can be read', () => {
    expect(
      judged(clippy, {
        before: ran(clippy, 'fine', 0),
        head: ran(clippy, 'bad'),
      }),
    ).toEqual({
      status: 'failed',
      reason: 'exit status 101, and it passes before the fix',
      baseline: {
        measure: 'exit-status',
        fresh: [],
        known: [],
        mended: [],
        lost: [],
        before: null,
      },
    })
    expect(
      judged(clippy, { before: ran(clippy, old, 0), head: ran(clippy, old) })
        .status,
    ).toBe('failed')
  })

  it('stays failed where neither can be read, since exit statuses are all there is', () => {
    expect(
      judged(clippy, { before: ran(clippy, 'bad'), head: ran(clippy, 'bad') })
        .status,
    ).toBe('failed')
  })

  it('looks for lines below the folder that it runs in', () => {
    const step = { ...clippy, workingDirectory: './crates/core' }

    expect(
      judged(
        step,
        { before: ran(step, old), head: ran(step, old) },
        (path) => path === 'crates/core/src/a.rs',
      ).status,
    ).toBe('failed')
  })
})

describe('a step that needs no baseline', () => {
  const head = ran(suite, red)

  it('keeps its result', () => {
    const passed = ran(suite, cargo({ keeps: 'ok' }), 0)
    const off = makeStepConfig('test', 'cargo test')

    expect(needsBaseline(suite, head.result)).toBe(true)
    expect(needsBaseline(suite, passed.result)).toBe(false)
    expect(needsBaseline(off, head.result)).toBe(false)
    expect(needsBaseline({ ...suite, kind: 'reproduction' }, head.result)).toBe(
      false,
    )
    expect(needsBaseline(suite, { ...head.result, status: 'timed-out' })).toBe(
      false,
    )
    expect(needsBaseline(suite, { ...head.result, exitCode: null })).toBe(false)
    expect(
      judgeWithBaseline(off, { before: head, head, touched: () => false }),
    ).toEqual(head.result)
  })

  it('keeps its result where the code before came to none', () => {
    const late: StepRun = {
      ...head,
      result: { ...head.result, status: 'timed-out' },
    }

    expect(
      judgeWithBaseline(suite, { before: late, head, touched: () => false }),
    ).toEqual(head.result)
  })
})
