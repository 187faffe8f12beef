import { describe, expect, it } from '@jest/globals'

import { failuresIn, summaryOf } from './summaries.ts'

describe('go test', () => {
  it('counts packages, since it does not say how many tests ran', () => {
    const output = [
      'ok  \texample.org/keep\t0.103s',
      'ok  \texample.org/keep/lock\t(cached)',
      'ok  \texample.org/keep/tool\t0.002s\tcoverage: 0.0% of statements [no tests to run]',
      '?   \texample.org/keep/cmd\t[no test files]',
    ].join('\n')

    expect(summaryOf(output)).toBe('go test: 2 passed, 0 failed, 0 skipped')
  })

  it('counts the tests that it names as failed', () => {
    const output = [
      '--- FAIL: TestKeeps (0.00s)',
      '    store_test.go:9: lost a version',
      '--- FAIL: TestLock (0.00s)',
      'FAIL',
      'FAIL\texample.org/keep\t0.103s',
      'ok  \texample.org/keep/lock\t0.1s',
      'FAIL',
    ].join('\n')

    expect(summaryOf(output)).toBe('go test: 1 passed, 2 failed, 0 skipped')
    expect(failuresIn(output)).toEqual(['TestKeeps', 'TestLock'])
  })

  it('counts a package that cannot be built as failed', () => {
    const output =
      '# example.org/keep\n./store.go:3:1: syntax error\nFAIL\texample.org/keep [build failed]\nFAIL\n'

    expect(summaryOf(output)).toBe('go test: 0 passed, 1 failed, 0 skipped')
  })

  it('counts tests with -v, also behind text without a line end', () => {
    const output = [
      '=== RUN   TestKeeps',
      '=== RUN   TestKeeps/oldest',
      'printed without a line end--- PASS: TestKeeps (0.00s)',
      '    --- PASS: TestKeeps/oldest (0.00s)',
      '=== RUN   TestSlow',
      '    store_test.go:20: too slow',
      '--- SKIP: TestSlow (0.00s)',
      '=== RUN   TestLock',
      '--- FAIL: TestLock (12.03s)',
      'FAIL',
      'FAIL\texample.org/keep\t12.104s',
    ].join('\n')

    expect(summaryOf(output)).toBe('go test: 2 passed, 1 failed, 1 skipped')
    expect(failuresIn(output)).toEqual(['TestLock'])
  })

  it.each([
    ['ok  \texample.org/keep\t0.002s [no tests to run]'],
    ['ok  \texample.org/keep\t(cached) [no tests to run]'],
    ['?   \texample.org/keep\t[no test files]'],
    [
      'testing: warning: no tests to run\nPASS\nok  \texample.org/keep\t0.1s [no tests to run]',
    ],
  ])('counts none: %j', (output) => {
    expect(summaryOf(output)).toBe('go test: 0 passed, 0 failed, 0 skipped')
  })

  it('is not seen in a line that only begins with a tab', () => {
    expect(summaryOf('\tat main (server.c:12)\n12 checks passed\n')).toBe(
      'none',
    )
  })
})

describe('go test -json', () => {
  function events(...list: readonly object[]): string {
    return list
      .map((event) =>
        JSON.stringify({ Time: '2026-01-01T00:00:00Z', ...event }),
      )
      .join('\n')
  }

  const Package = 'example.org/keep'

  it('counts tests by their events', () => {
    const output = events(
      { Action: 'start', Package },
      { Action: 'run', Package, Test: 'TestKeeps' },
      { Action: 'output', Package, Output: 'FAIL\texample.org/x\t1s\n' },
      { Action: 'pass', Package, Test: 'TestKeeps', Elapsed: 0 },
      { Action: 'fail', Package, Test: 'TestLock', Elapsed: 0 },
      { Action: 'skip', Package, Test: 'TestSlow', Elapsed: 0 },
      { Action: 'fail', Package, Elapsed: 0.1 },
    )

    expect(summaryOf(output)).toBe('go test: 1 passed, 1 failed, 1 skipped')
    expect(failuresIn(output)).toEqual(['TestLock'])
  })

  it('counts none where only the package passes', () => {
    const output = events(
      {
        Action: 'output',
        Package,
        Output: 'ok  \texample.org/keep\t0.1s [no tests to run]\n',
      },
      { Action: 'pass', Package, Elapsed: 0.1 },
      { Action: 'skip', Package: 'example.org/cmd', Elapsed: 0 },
    )

    expect(summaryOf(output)).toBe('go test: 0 passed, 0 failed, 0 skipped')
  })

  it('counts a package that cannot be built as failed', () => {
    expect(summaryOf(events({ Action: 'fail', Package }))).toBe(
      'go test: 0 passed, 1 failed, 0 skipped',
    )
  })

  it('is not seen in other JSON', () => {
    expect(summaryOf('{"Action":"pass","Test":"T"}\n{"Action": broken')).toBe(
      'none',
    )
  })
})
