import { describe, expect, it } from '@jest/globals'

import { comparePassed } from '../../../src/evidence/baseline/compare-passed.ts'
import { touchesTests } from '../../../src/evidence/baseline/touches-tests.ts'
import type { StepRun } from '../../../src/evidence/baseline/comparison.ts'
import { judgeStep } from '../../../src/evidence/judge-step.ts'
import type { ChangedFile } from '../../../src/plan/plan.ts'
import { diffOf } from '../../support/small-diff.ts'
import { makeChange, makeStepConfig } from '../../support/staging-facts.ts'

const suite = makeStepConfig('test', 'pytest -v', { baseline: true })

function ran(output: string): StepRun {
  const end = { status: 'exited', exitCode: 0 } as const
  const result = judgeStep(suite, [{ end, durationMs: 10, output }])
  return { result, output, root: '/tree', reports: [] }
}

/** Text of `cargo test` with one test binary. */
function cargo(...tests: readonly string[]): string {
  const ignored = tests.filter((test) => test.endsWith('ignored')).length
  return [
    '     Running tests/a.rs (target/debug/deps/a-0123456789abcdef)',
    '',
    `running ${tests.length} tests`,
    ...tests.map((test) => `test ${test}`),
    '',
    `test result: ok. ${tests.length - ignored} passed; 0 failed; ${ignored} ignored; 0 measured; 0 filtered out; finished in 0.00s`,
  ].join('\n')
}

describe('Two runs that pass', () => {
  it('tell which test ran before and is skipped or gone on the head', () => {
    const before = ran(cargo('a ... ok', 'b ... ok', 'c ... ok'))
    const head = ran(cargo('a ... ok', 'b ... ignored'))

    expect(comparePassed(before, head).lost).toHaveLength(2)
    expect(comparePassed(before, head).before).toEqual({
      passed: 3,
      failed: 0,
      skipped: 0,
    })
  })

  it('lose no test that moved to another module', () => {
    const before = ran(cargo('store::a ... ok'))
    const head = ran(cargo('disk::a ... ok', 'disk::b ... ok'))

    expect(comparePassed(before, head).lost).toEqual([])
  })
})

describe('A branch', () => {
  const touched = (
    path: string,
    status: ChangedFile['status'] = 'modified',
  ): boolean =>
    touchesTests([makeChange(path, { status })], [], ['sh scripts/test.sh'])

  it('touches tests with a test file or test configuration it changes', () => {
    expect(touched('tests/test_keep.py')).toBe(true)
    expect(touched('tests/test_keep.py', 'deleted')).toBe(true)
    expect(touched('conftest.py', 'added')).toBe(true)
    expect(touched('pyproject.toml')).toBe(true)
    expect(touched('pkg/jest.config.mjs')).toBe(true)
  })

  it('does not with new test files and source', () => {
    expect(touched('tests/test_issue_7.py', 'added')).toBe(false)
    expect(touched('src/keep.py')).toBe(false)
  })

  it('does with a script that a step runs, unless it is new', () => {
    expect(touched('scripts/test.sh')).toBe(true)
    expect(touched('scripts/test.sh', 'added')).toBe(false)
    expect(touched('scripts/test.sh.bak')).toBe(false)
    expect(touched('test.sh')).toBe(false)
  })

  it('does with tests inside Rust source', () => {
    const change = [makeChange('src/a.rs', { status: 'modified' })]
    const withLine = (line: string): boolean =>
      touchesTests(change, diffOf('src/a.rs', { at: 1, added: line }), [])

    expect(withLine('    #[cfg(any())]')).toBe(true)
    expect(withLine('    #[tokio::test]')).toBe(true)
    expect(withLine('    let x = 1;')).toBe(false)
  })
})
