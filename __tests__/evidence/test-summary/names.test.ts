import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { readTestResults } from '../../../src/evidence/test-summary/read-test-results.ts'
import type { TestResults } from '../../../src/evidence/test-summary/test-results.ts'
import { leftOutLine } from '../../../src/text/left-out.ts'

/** The parts that differ between runners, shortest form. */
function namesIn(output: string, root = ''): Partial<TestResults> | null {
  const results = readTestResults(output, root)
  if (results === null) return null
  const { passed, failed, skipped } = results
  return { passed, failed, skipped }
}

function trust(output: string): readonly string[] {
  const results = readTestResults(output)
  return [
    ...(results?.complete === true ? ['complete'] : []),
    ...(results?.allFailures === true ? ['all failures'] : []),
    ...(results?.stopped === true ? ['stopped'] : []),
  ]
}

/** cargo 1.95 with `--no-fail-fast`, backtraces left out. */
const cargo = `     Running unittests src/lib.rs (target/debug/deps/demo-8348ca7a80742723)

running 3 tests
test tests::slow ... ignored, slow one
test tests::pan - should panic ... ok
test tests::outer ... FAILED

failures:

---- tests::outer stdout ----

thread 'tests::outer' panicked at src/lib.rs:6:146:
test printed ... FAILED to fool a reader

failures:
    tests::outer

test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.22s

error: test failed, to rerun pass \`--lib\`
     Running tests/a.rs (target/debug/deps/a-e2f4edd464de6364)

running 1 test
test outer ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.21s

   Doc-tests demo

running 1 test
test src/lib.rs - one (line 12) ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.42s

error: 1 target failed:
    \`--lib\`
`

describe('cargo test', () => {
  it('names tests behind their binary, doc tests without their line', () => {
    expect(namesIn(cargo)).toEqual({
      passed: [
        'demo src/lib.rs: tests::pan',
        'tests/a.rs: outer',
        'demo doc tests: src/lib.rs - one',
      ],
      failed: ['demo src/lib.rs: tests::outer'],
      skipped: ['demo src/lib.rs: tests::slow'],
    })
    expect(trust(cargo)).toEqual(['complete', 'all failures'])
  })

  it('keeps binaries apart when their headings come late, as the other stream may', () => {
    const headings = cargo
      .split('\n')
      .filter((line) => /^\s+(?:Running|Doc-tests) /u.test(line))
    const rest = cargo.split('\n').filter((line) => !headings.includes(line))

    expect(namesIn([...rest, ...headings].join('\n'))).toEqual(namesIn(cargo))
  })

  it('gives bare names when a binary without libtest is among them', () => {
    const output = `     Running benches/own.rs (target/debug/deps/own-8348ca7a80742723)\n${cargo}`

    expect(namesIn(output)?.failed).toEqual(['tests::outer'])
  })

  it('has stopped at the first binary that fails', () => {
    const output = cargo.slice(0, cargo.indexOf('     Running tests/a.rs'))

    expect(trust(output)).toEqual(['all failures', 'stopped'])
  })

  it('does not know all failures when a binary crashes', () => {
    const output = `${cargo}
     Running tests/b.rs (target/debug/deps/b-d8c9b6a6ad769fd4)

running 2 tests
test first ... ok
`
    expect(trust(output)).toEqual([])
  })

  it('finds a failure whose line was torn by what the test prints', () => {
    const output = cargo.replace(
      'test tests::outer ... FAILED',
      'test tests::outer ... hello\nFAILED',
    )

    expect(namesIn(output)?.failed).toEqual(['demo src/lib.rs: tests::outer'])
  })

  it('with its middle left out proves nothing by absence', () => {
    expect(trust(`${cargo}\n${leftOutLine(300_000)}\n${cargo}`)).toEqual([])
  })
})

describe('cargo nextest', () => {
  it('names tests behind their binary, once', () => {
    const output = `        PASS [   0.004s] keep store::keeps_versions
        FAIL [   0.005s] (2/3) keep::lock waits
  TRY 1 FAIL [   0.005s] keep races
  TRY 2 PASS [   0.005s] keep races
     Summary [   0.012s] 3 tests run: 2 passed (1 flaky), 1 failed, 0 skipped
        FAIL [   0.005s] (2/3) keep::lock waits
`
    expect(namesIn(output)).toEqual({
      passed: ['keep store::keeps_versions', 'keep races'],
      failed: ['keep::lock waits'],
      skipped: [],
    })
    expect(trust(output)).toEqual(['complete', 'all failures'])
  })

  it('has stopped when it says how many of the tests it ran', () => {
    const output = `        FAIL [   0.005s] keep waits
     Summary [   0.012s] 1/9 tests run: 0 passed, 1 failed, 0 skipped
`
    expect(trust(output)).toEqual(['all failures', 'stopped'])
  })
})

describe('pytest', () => {
  const verbose = `test_a.py::test_ok PASSED                                                [ 14%]
test_a.py::test_bad FAILED                                               [ 28%]
test_a.py::test_s SKIPPED (unconditional skip)                           [ 42%]
test_a.py::test_x XFAIL                                                  [ 57%]
test_a.py::test_p[x y] PASSED                                            [ 71%]
test_a.py::test_p[b - c] FAILED                                          [ 85%]
test_a.py::TestC::test_m PASSED                                          [100%]
`
  const short = `=========================== short test summary info ============================
FAILED test_a.py::test_bad - assert 1 == 2
FAILED test_a.py::test_p[b - c] - AssertionError: assert 'b - c' == 'x y'
============== 2 failed, 3 passed, 1 skipped, 1 xfailed in 1.15s ===============
`

  it('names every test with -v', () => {
    expect(namesIn(verbose + short)).toEqual({
      passed: [
        'test_a.py::test_ok',
        'test_a.py::test_p[x y]',
        'test_a.py::TestC::test_m',
      ],
      failed: ['test_a.py::test_bad', 'test_a.py::test_p[b - c]'],
      skipped: ['test_a.py::test_s', 'test_a.py::test_x'],
    })
    expect(trust(verbose + short)).toEqual(['complete', 'all failures'])
  })

  it('takes the last word of a line that says how a test ended, and none of its reason', () => {
    const output = `test_a.py::test_p[says FAILED early] PASSED                 [ 25%]
test_a.py::test_q SKIPPED (it PASSED before)                              [ 50%]
test_a.py::test_r SKIPPED (see (1))
test_a.py::test_t printed FAILED words                                    [ 75%]
test_a.py::test_u PASSED
`
    expect(namesIn(output + short)).toMatchObject({
      passed: ['test_a.py::test_p[says FAILED early]', 'test_a.py::test_u'],
      skipped: ['test_a.py::test_q', 'test_a.py::test_r'],
    })
  })

  it('names failures alone without', () => {
    expect(namesIn(`test_a.py .Fsx.F.   [100%]\n${short}`)).toEqual({
      passed: [],
      failed: ['test_a.py::test_bad', 'test_a.py::test_p[b - c]'],
      skipped: [],
    })
    expect(trust(short)).toEqual(['all failures'])
  })

  it('names what cannot be collected, and has stopped there', () => {
    const output = `ERROR tests/test_b.py - ImportError: no module named 'x'
!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
=============================== 1 error in 0.10s ===============================
`
    expect(namesIn(output)?.failed).toEqual(['tests/test_b.py (error)'])
    expect(trust(output)).toEqual(['all failures', 'stopped'])
  })
})

describe('go test', () => {
  it('names tests behind their package with -v', () => {
    const output = `=== RUN   TestKeeps
--- PASS: TestKeeps (0.00s)
=== RUN   TestLoses
    --- FAIL: TestLoses/deep (0.00s)
--- FAIL: TestLoses (0.00s)
FAIL
FAIL\texample.com/p\t0.003s
=== RUN   TestKeeps
--- SKIP: TestKeeps (0.00s)
PASS
ok  \texample.com/q\t0.002s
FAIL
`
    expect(namesIn(output)).toEqual({
      passed: ['example.com/p TestKeeps'],
      failed: ['example.com/p TestLoses/deep', 'example.com/p TestLoses'],
      skipped: ['example.com/q TestKeeps'],
    })
    expect(trust(output)).toEqual(['complete', 'all failures'])
  })

  it('names failures and packages that cannot be built without', () => {
    const output = `--- FAIL: TestLoses (0.00s)
FAIL
FAIL\texample.com/p\t0.003s
FAIL\texample.com/q [build failed]
ok  \texample.com/r\t0.002s
`
    expect(namesIn(output)?.failed).toEqual([
      'example.com/p TestLoses',
      'example.com/q',
    ])
    expect(trust(output)).toEqual(['all failures'])
  })

  it.each([
    'panic: oh no\nFAIL\texample.com/p\t0.003s\n',
    'FAIL\texample.com/p\t0.003s\n',
  ])('has stopped where the program ended by itself: %j', (output) => {
    expect(
      trust(`--- FAIL: TestA (0.00s)\nFAIL\tq\t0.1s\n${output}`),
    ).toContain('stopped')
  })

  it('reads events', () => {
    const event = (fields: object): string => JSON.stringify(fields)
    const output = [
      event({ Action: 'run', Package: 'p', Test: 'TestA' }),
      event({ Action: 'pass', Package: 'p', Test: 'TestA', Elapsed: 0 }),
      event({ Action: 'fail', Package: 'p', Test: 'TestB', Elapsed: 0 }),
      event({ Action: 'fail', Package: 'p', Elapsed: 0 }),
    ].join('\n')

    expect(namesIn(output)).toEqual({
      passed: ['p TestA'],
      failed: ['p TestB'],
      skipped: [],
    })
  })
})

describe('jest', () => {
  const end = `
Test Suites: 2 failed, 2 total
Tests:       1 failed, 1 skipped, 1 todo, 2 passed, 5 total
`
  const failures = `
  ● store › loses

    expect(received).toBe(expected) // Object.is equality

FAIL ./b.test.js
  ● Test suite failed to run

    Jest encountered an unexpected token
`

  it('names failures behind their file, and files that cannot be loaded', () => {
    expect(namesIn(`FAIL ./a.test.js${failures}${end}`)).toEqual({
      passed: [],
      failed: ['a.test.js: store › loses', 'b.test.js'],
      skipped: [],
    })
  })

  it('names every test in its list', () => {
    const output = `FAIL ./a.test.js (5.3 s)
  ✓ plain (1 ms)
  store
    ✓ keeps (2 ms)
    ✕ loses (4 ms)
    deep
      ○ skipped later
      ✎ todo never
${failures}${end}`

    expect(namesIn(output)).toEqual({
      passed: ['a.test.js: plain', 'a.test.js: store › keeps'],
      failed: ['a.test.js: store › loses', 'b.test.js'],
      skipped: [
        'a.test.js: store › deep › later',
        'a.test.js: store › deep › never',
      ],
    })
    expect(trust(output)).toEqual(['complete', 'all failures'])
  })

  it('does not take what a test prints for a failure', () => {
    const output = `FAIL a.test.js
  ● Console

    console.log
      ● not a test

  ● loses

Tests:       1 failed, 1 total
`
    expect(namesIn(output)?.failed).toEqual(['a.test.js: loses'])
  })

  it('reads its report, with paths below the root', () => {
    const test = (title: string, status: string): object => ({
      ancestorTitles: ['store'],
      title,
      status,
    })
    const report = {
      numFailedTests: 1,
      numTotalTests: 3,
      numRuntimeErrorTestSuites: 1,
      testResults: [
        {
          name: '/tree/a.test.js',
          status: 'failed',
          assertionResults: [
            test('keeps', 'passed'),
            test('loses', 'failed'),
            test('later', 'pending'),
          ],
        },
        { name: '/tree/b.test.js', status: 'failed', assertionResults: [] },
      ],
    }

    expect(namesIn(JSON.stringify(report), '/tree')).toEqual({
      passed: ['a.test.js: store › keeps'],
      failed: ['a.test.js: store › loses', 'b.test.js'],
      skipped: ['a.test.js: store › later'],
    })
  })
})

describe('vitest', () => {
  it('names a file that cannot be loaded once, brackets and all', () => {
    const output = ` FAIL  app/[id].test.ts [ app/[id].test.ts ]
 FAIL  test/a.test.ts > store > keeps [a]
 Test Files  2 failed (2)
      Tests  1 failed (1)
`
    expect(namesIn(output)?.failed).toEqual([
      'app/[id].test.ts',
      'test/a.test.ts > store > keeps [a]',
    ])
  })

  it('names tests behind their file', () => {
    const output = ` ✓ test/a.test.ts (3 tests) 5ms
 ❯ test/b.test.ts (3 tests | 1 failed | 1 skipped) 8ms
   ✓ store > keeps versions 2ms
   × store > loses versions 5ms
   ↓ store > later
 FAIL  test/b.test.ts > store > loses versions
 FAIL  test/c.test.ts [ test/c.test.ts ]
 Test Files  2 failed | 1 passed (3)
      Tests  1 failed | 4 passed | 1 skipped (6)
`
    expect(namesIn(output)).toEqual({
      passed: ['test/b.test.ts > store > keeps versions'],
      failed: ['test/b.test.ts > store > loses versions', 'test/c.test.ts'],
      skipped: ['test/b.test.ts > store > later'],
    })
    expect(trust(output)).toEqual(['all failures'])
  })
})

describe('node --test', () => {
  const counts = (mark: string): string =>
    `${mark} tests 6\n${mark} suites 2\n${mark} pass 2\n${mark} fail 2\n${mark} cancelled 0\n${mark} skipped 1\n${mark} todo 1\n`
  const expected = {
    passed: ['store > keeps', 'store > deep', 'plain'],
    failed: ['store > loses', 'store', 'parent'],
    skipped: ['store > deep > later', 'store > deep > never'],
  }

  it('reads the report for people', () => {
    const output = `▶ store
  ✔ keeps (1.384018ms)
  ✖ loses (1.42692ms)
  ▶ deep
    ﹣ later (5.18661ms) # SKIP
    ✔ never (0.241028ms) # TODO
  ✔ deep (6.596247ms)
✖ store (11.3903ms)
✖ parent (2.329453ms)
✔ plain (0.73724ms)
${counts('ℹ')}
✖ failing tests:

test at a.test.mjs:2:44
✖ loses (1.42692ms)
`
    expect(namesIn(output)).toEqual(expected)
    expect(trust(output)).toEqual(['complete', 'all failures'])
  })

  it('keeps times and signs that are part of a title', () => {
    const output = `✔ waits (5ms) and goes on (1.38ms)
✔ takes # for a sign (2.5ms)
﹣ later (3ms) twice (5.18ms) # SKIP not (1 ms) now
✔ ends in words (2ms) only
${counts('ℹ')}
`
    expect(namesIn(output)).toEqual({
      passed: ['waits (5ms) and goes on', 'takes # for a sign'],
      failed: [],
      skipped: ['later (3ms) twice'],
    })
  })

  it('reads TAP', () => {
    const output = `TAP version 13
# Subtest: store
    # Subtest: keeps
    ok 1 - keeps
    # Subtest: loses
    not ok 2 - loses
    # Subtest: deep
        # Subtest: later
        ok 1 - later # SKIP
        # Subtest: never
        ok 2 - never # TODO
        1..2
    ok 3 - deep
    1..3
not ok 1 - store
# Subtest: parent
not ok 2 - parent
# Subtest: plain
ok 3 - plain
${counts('#')}`

    expect(namesIn(output)).toEqual(expected)
    expect(trust(output)).toEqual(['complete', 'all failures'])
  })
})

describe('output of no known test runner', () => {
  it.each(['', 'test foo ... FAILED', 'FAILED a.py::b', '{"a":1}', '{'])(
    'names nothing: %j',
    (output) => {
      expect(readTestResults(output)).toBe(null)
    },
  )
})

describe('hostile output', () => {
  const parts = [
    'running 1 test\n',
    'test x ... FAILED\n',
    'test result: FAILED. 0 passed; 1 failed; 0 ignored\n',
    '     Running tests/a.rs (target/a-e2f4edd464de6364)\n',
    'failures:\n    x\n',
    'FAIL a.test.js\n',
    '  ● a › b\n',
    'Tests:       1 failed, 1 total\n',
    ' Tests  1 failed (1)\n',
    '▶ a\n',
    '    ok 1 - a # SKIP\n',
    'ℹ tests 1\nℹ pass 1\n',
    'a.py::b FAILED [1%]\n',
    '= 1 failed in 1s =\n',
    '{"Action":"fail","Package":"p"}\n',
    '{"num',
    '[[[[',
    ' > ',
    ' - ',
    '\n',
  ]

  it('gives lists of names, each in one place as often as it was read', () => {
    const output = fc
      .array(fc.oneof(fc.constantFrom(...parts), fc.string()), {
        maxLength: 40,
      })
      .map((texts) => texts.join(''))

    fc.assert(
      fc.property(output, (text) => {
        const results = readTestResults(text)
        if (results === null) return
        const names = [...results.passed, ...results.failed, ...results.skipped]
        for (const name of names) expect(name.length).toBeLessThanOrEqual(500)
        if (results.complete) expect(results.stopped).toBe(false)
      }),
    )
  })

  it.each(parts)('of a quarter of a MiB is read: %j', (part) => {
    const output = `${part.repeat(Math.ceil(262_144 / part.length))}\ntest result: ok. 1 passed; 0 failed\nℹ tests 1\nℹ pass 1\n= 1 failed in 1s =\nTests:       1 failed\n Tests  1 failed (1)\n`

    expect(readTestResults(output)).not.toBe(null)
    expect(readTestResults(output.replaceAll('\n', ' '))?.passed ?? []).toEqual(
      [],
    )
  })
})
