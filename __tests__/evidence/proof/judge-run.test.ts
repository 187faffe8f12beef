import { describe, expect, it } from '@jest/globals'

import type { CommandOutcome } from '../../../src/evidence/judge-step.ts'
import {
  judgeRun,
  type Matches,
} from '../../../src/evidence/proof/judge-run.ts'
import { matchInTime } from '../../../src/io/bounded-match.ts'

function exited(exitCode: number, output: string): CommandOutcome {
  return { end: { status: 'exited', exitCode }, durationMs: 1, output }
}

function ended(end: CommandOutcome['end']): CommandOutcome {
  return { end, durationMs: 1, output: '' }
}

const nothing = { names: new Set<string>(), files: [] }

/** What to do about a run that shows nothing, or what it shows. */
function remedyOf(outcome: CommandOutcome, red: string | null = null): string {
  const run = judgeRun({ red, fixOnly: nothing }, outcome, matchInTime)
  return run.colour === 'none' ? (run.remedy ?? 'nothing') : run.colour
}

/** `red`, `red (declaration)`, `green`, or why it shows nothing. */
function shows(outcome: CommandOutcome, red: string | null = null): string {
  const run = judgeRun({ red, fixOnly: nothing }, outcome, matchInTime)
  switch (run.colour) {
    case 'green':
      return 'green'
    case 'red':
      return run.by === 'test' ? 'red' : `red (${run.by})`
    case 'none':
      return run.reason
  }
}

const cargoCompileError = `   Compiling keep v0.1.0 (/home/runner/keep)
error[E0425]: cannot find function \`new_api\` in crate \`keep\`
 --> tests/issue_1234.rs:1:44
  |
1 | #[test] fn issue_1234() { assert_eq!(keep::new_api(), 2) }
  |                                            ^^^^^^^ not found in \`keep\`

For more information about this error, try \`rustc --explain E0425\`.
error: could not compile \`keep\` (test "issue_1234") due to 1 previous error
warning: build failed, waiting for other jobs to finish...
`

const cargoRed = `     Running tests/issue_1234.rs (target/debug/deps/issue_1234-c4635df4950ed3a1)

running 1 test
test issue_1234 ... FAILED

failures:

---- issue_1234 stdout ----

thread 'issue_1234' panicked at tests/issue_1234.rs:1:27:
assertion \`left == right\` failed
  left: 1
 right: 2

failures:
    issue_1234

test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

error: test failed, to rerun pass \`--test issue_1234\`
`

const cargoAborted = `     Running unittests src/lib.rs (target/debug/deps/keep-8ef37b60c1d2cbe9)

running 0 tests

test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.00s

     Running tests/a.rs (target/debug/deps/a-c4635df4950ed3a1)

running 1 test
error: test failed, to rerun pass \`--test a\`

Caused by:
  process didn't exit successfully: \`/home/runner/keep/target/debug/deps/a-c4635df4950ed3a1 issue_1234\` (signal: 6, SIGABRT: process abort signal)
`

const doctestCompileError = `   Doc-tests keep

running 1 test
test src/lib.rs - k (line 3) ... FAILED

failures:

---- src/lib.rs - k (line 3) stdout ----
error[E0425]: cannot find function \`new_api\` in crate \`keep\`
 --> src/lib.rs:5:20

error: aborting due to 1 previous error

For more information about this error, try \`rustc --explain E0425\`.
Couldn't compile the test.

failures:
    src/lib.rs - k (line 3)

test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.20s

error: doctest failed, to rerun pass \`--doc\`
`

describe('cargo', () => {
  it('is red by a test that ran and failed', () => {
    expect(shows(exited(101, cargoRed))).toBe('red')
  })

  it('is red even when something swallows the exit status', () => {
    expect(shows(exited(0, cargoRed))).toBe('red')
  })

  it('shows nothing by an error of the compiler', () => {
    expect(shows(exited(101, cargoCompileError))).toBe('it does not build')
  })

  it('shows nothing by a documentation test that does not compile', () => {
    expect(shows(exited(101, doctestCompileError))).toBe(
      'cargo test has a failed file and no failed test: it does not load, or it breaks off',
    )
  })

  it('shows nothing by a test program that aborts, and does not call that an empty run', () => {
    expect(shows(exited(101, cargoAborted))).toBe(
      'the test process crashed (exit status 101)',
    )
    const alone = cargoAborted.slice(cargoAborted.indexOf('     Running tests'))
    expect(shows(exited(101, alone))).toBe(
      'the test process crashed (exit status 101)',
    )
  })

  it('shows nothing where the filter fits no test', () => {
    const output =
      'running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.00s\n'
    expect(shows(exited(0, output))).toBe('cargo test ran no test')
  })

  it('shows nothing where the test program is not there', () => {
    const output =
      'error: no test target named `issue_1234` in default-run packages\nhelp: available test targets:\n    store\n'
    expect(shows(exited(101, output))).toBe(
      'the test that the command names is not there',
    )
  })

  it('is red for nextest only where a test could be started', () => {
    const summary = (text: string): string =>
      `     Summary [   0.005s] 1 test run: 0 passed, 1 ${text}, 0 skipped\n`
    expect(shows(exited(100, summary('failed')))).toBe('red')
    expect(shows(exited(100, summary('exec failed')))).toContain('nextest')
    expect(
      shows(exited(4, 'error: no tests to run\n(hint: use `--no-tests` …)\n')),
    ).toBe('cargo nextest ran no test')
  })
})

/** What node prints, by version and reporter: a file with a missing import, and a red test. */
function nodeSpec(name: string, why: string): string {
  return `✖ ${name} (133.90397ms)
  '${why}'

ℹ tests 1
ℹ suites 0
ℹ pass 0
ℹ fail 1
ℹ cancelled 0
ℹ skipped 0
ℹ todo 0
ℹ duration_ms 144.31996

✖ failing tests:

test at test/imp.test.js:1:1
✖ ${name} (133.90397ms)
  '${why}'
`
}

function nodeTap(name: string): string {
  return `TAP version 13
# node:internal/modules/cjs/loader:1210
#   throw err;
# Error: Cannot find module '../src/new-api.js'
# Subtest: ${name}
not ok 1 - ${name}
  ---
  duration_ms: 148.8
  location: '/home/runner/work/my repo/test/imp.test.js:1:1'
  failureType: 'testCodeFailure'
  exitCode: 1
  signal: ~
  error: 'test failed'
  code: 'ERR_TEST_FAILURE'
  ...
1..1
# tests 1
# suites 0
# pass 0
# fail 1
# cancelled 0
# skipped 0
# todo 0
# duration_ms 153.2
`
}

describe('node --test', () => {
  const broken =
    'node --test has a failed file and no failed test: it does not load, or it breaks off'

  it.each([
    ['20', '/home/runner/work/my repo/test/imp.test.js'],
    ['24', 'test/imp.test.js'],
    ['20 on Windows', String.raw`D:\a\my repo\test\imp.test.mjs`],
  ])('shows nothing by a missing import: Node %s', (_, name) => {
    expect(shows(exited(1, nodeSpec(name, 'test failed')))).toBe(broken)
    expect(shows(exited(1, nodeTap(name)))).toBe(broken)
  })

  it('shows nothing by a missing import in a folder with a space', () => {
    const output = nodeSpec('my tests/imp.test.js', 'test failed').replace(
      'test at test/imp.test.js:1:1',
      'test at my tests/imp.test.js:1:1',
    )
    expect(shows(exited(1, output))).toBe(broken)
  })

  it('is red by a test that failed, also where another file does not load', () => {
    const red = nodeSpec('issue 1234 keeps keys', 'Expected 1 to equal 2')
    expect(shows(exited(1, red))).toBe('red')
    expect(shows(exited(1, nodeTap('issue 1234 keeps keys')))).toBe('red')
    const both = `✖ issue 1234 (1.5ms)\n✖ test/imp.test.js (130.9ms)\nℹ tests 2\nℹ pass 0\nℹ fail 2\nℹ cancelled 0\n`
    expect(shows(exited(1, both))).toBe('red')
  })

  it('is red by a test whose promise never settles', () => {
    const output =
      "✖ issue 1234 hangs (6.646212ms)\n  'Promise resolution is still pending but the event loop has already resolved'\nℹ tests 1\nℹ pass 0\nℹ fail 0\nℹ cancelled 1\n"
    expect(shows(exited(1, output))).toBe('red')
  })

  it('shows nothing where the file is not there, or holds no test', () => {
    expect(
      shows(exited(1, "Could not find '/home/runner/test/none.test.js'\n")),
    ).toBe('the test that the command names is not there')
    const empty =
      '✔ test/empty.test.js (40.5ms)\nℹ tests 1\nℹ pass 1\nℹ fail 0\nℹ cancelled 0\n'
    expect(shows(exited(0, empty))).toBe('node --test ran no test')
  })
})

const pytestCollection = `==================================== ERRORS ====================================
______________________ ERROR collecting tests/test_imp.py ______________________
ImportError while importing test module '/home/runner/tests/test_imp.py'.
E   ModuleNotFoundError: No module named 'keep'
=========================== short test summary info ============================
ERROR tests/test_imp.py
!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
=============================== 1 error in 1.23s ===============================
`

const pytestFixture = `==================================== ERRORS ====================================
_______________________ ERROR at setup of test_issue_1234 ______________________
E       fixture 'missing_fixture' not found
=========================== short test summary info ============================
ERROR tests/test_fix.py::test_issue_1234
=============================== 1 error in 0.94s ===============================
`

const pytestRed = `=================================== FAILURES ===================================
_______________________________ test_issue_1234 ________________________________
>       assert 1 == 2
E       assert 1 == 2
----------------------------- Captured stdout call -----------------------------
ERROR something bad
=========================== short test summary info ============================
FAILED tests/test_red.py::test_issue_1234 - assert 1 == 2
============================== 1 failed in 0.89s ===============================
`

describe('pytest', () => {
  const broken = 'pytest has an error and no failed test'

  it('shows nothing by an error while collecting or in a fixture', () => {
    expect(shows(exited(2, pytestCollection))).toBe(broken)
    expect(shows(exited(1, pytestFixture))).toBe(broken)
  })

  it('shows nothing by such an error in quiet mode without the list below', () => {
    const quiet = pytestCollection
      .replace(/=+ short test summary info =+\nERROR tests\/test_imp.py\n/u, '')
      .replace(/=+ 1 error in 1.23s =+/u, '1 error in 1.23s')
    expect(quiet).not.toContain('ERROR tests/')
    expect(shows(exited(2, quiet))).toBe(broken)
  })

  it('is red although the test itself prints a line that begins with ERROR', () => {
    expect(shows(exited(1, pytestRed))).toBe('red')
  })

  it('is red by a failed test beside an error', () => {
    const both = pytestRed.replace('1 failed in', '1 failed, 1 error in')
    expect(shows(exited(1, both))).toBe('red')
  })

  it('shows nothing without a test, and by a crash of the interpreter', () => {
    expect(shows(exited(5, '===== 3 deselected in 0.89s =====\n'))).toBe(
      'pytest ran no test',
    )
    expect(
      shows(
        exited(
          4,
          '===== no tests ran in 0.87s =====\nERROR: file or directory not found: tests/nope.py\n',
        ),
      ),
    ).toBe('pytest ran no test')
    expect(shows(exited(134, 'Fatal Python error: Aborted\n'))).toBe(
      'the test process crashed (exit status 134)',
    )
  })
})

const jestBroken = `FAIL test/imp.test.js
  ● Test suite failed to run

    Cannot find module '../src/new-api' from 'test/imp.test.js'
`

describe('jest and vitest', () => {
  it('show nothing by a file that cannot be loaded', () => {
    const jest = `${jestBroken}
Test Suites: 1 failed, 1 total
Tests:       0 total
`
    const vitest = ` FAIL  test/broken.test.ts [ test/broken.test.ts ]
Error: Cannot find module '../src/new-api'
 Test Files  1 failed (1)
      Tests  no tests
`
    expect(shows(exited(1, jest))).toContain('jest has a failed file')
    expect(shows(exited(1, vitest))).toContain('vitest has a failed file')
  })

  it('are red by a failed test, also where another file cannot be loaded', () => {
    const jest = `FAIL test/red.test.js
  ● issue 1234

    expect(received).toBe(expected) // Object.is equality

${jestBroken}
Test Suites: 2 failed, 2 total
Tests:       1 failed, 1 total
`
    const vitest = ` FAIL  test/red.test.ts > issue 1234
AssertionError: expected 1 to be 2
 FAIL  test/broken.test.ts [ test/broken.test.ts ]
 Test Files  2 failed (2)
      Tests  1 failed (1)
`
    expect(shows(exited(1, jest))).toBe('red')
    expect(shows(exited(1, vitest))).toBe('red')
  })

  it('tell the two apart in a JSON report', () => {
    const report = (assertions: readonly object[]): string =>
      JSON.stringify({
        numTotalTests: assertions.length,
        numFailedTests: assertions.length,
        numRuntimeErrorTestSuites: 1,
        testResults: [
          {
            name: '/r/test/a.test.js',
            status: 'failed',
            assertionResults: assertions,
          },
        ],
      })
    expect(shows(exited(1, report([])))).toContain('jest has a failed file')
    expect(
      shows(
        exited(
          1,
          report([
            { title: 'issue 1234', status: 'failed', ancestorTitles: [] },
          ]),
        ),
      ),
    ).toBe('red')
  })

  it('show nothing without a test', () => {
    expect(shows(exited(1, 'No tests found, exiting with code 1\n'))).toBe(
      'jest ran no test',
    )
  })
})

describe('go test', () => {
  const failed =
    'go test has a failed file and no failed test: it does not load, or it breaks off'

  it('shows nothing by a package that cannot be built, with -v as well', () => {
    const output =
      '# example.com/keep [example.com/keep.test]\n./issue_1234_test.go:6:7: undefined: NewAPI\nFAIL\texample.com/keep [build failed]\nFAIL\n'
    expect(shows(exited(1, output))).toBe(failed)
    expect(
      shows(
        exited(
          1,
          `=== RUN   TestOther\n--- PASS: TestOther (0.00s)\nok  \texample.com/other\t0.2s\n${output}`,
        ),
      ),
    ).not.toBe('red')
  })

  it('shows nothing by a package that breaks off before its first test', () => {
    const output =
      'panic: init\n\ngoroutine 1 [running]:\nFAIL\texample.com/keep\t0.005s\nFAIL\n'
    expect(shows(exited(1, output))).toBe(failed)
  })

  it('is red by a failed test, also verbose beside a package that cannot be built', () => {
    const red =
      '=== RUN   TestIssue1234\n    issue_test.go:6: lost\n--- FAIL: TestIssue1234 (0.00s)\nFAIL\nFAIL\texample.com/keep\t0.003s\nFAIL\texample.com/other [build failed]\nFAIL\n'
    expect(shows(exited(1, red))).toBe('red')
    expect(shows(exited(1, red.replace('=== RUN   TestIssue1234\n', '')))).toBe(
      'red',
    )
  })

  it('shows nothing without a test', () => {
    expect(
      shows(exited(0, 'ok  \texample.com/keep\t0.002s [no tests to run]\n')),
    ).toBe('go test ran no test')
  })
})

describe('a known runner whose tests all passed', () => {
  const passed =
    'running 1 test\ntest a ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n'

  it('is green by exit status 0', () => {
    expect(shows(exited(0, passed))).toBe('green')
    expect(shows(exited(0, passed), 'boom')).toBe('green')
  })

  it('shows nothing by any other exit status', () => {
    expect(shows(exited(1, passed))).toBe(
      'exit status 1, but cargo test says that no test failed',
    )
    expect(remedyOf(exited(1, passed))).toBe(
      'See its output; `red:` says how a failed test looks.',
    )
  })
})

describe('a failed test that looked at nothing', () => {
  const pytest = (error: string): string =>
    `E   ${error}\n=== 1 failed in 0.53s ===\n`

  it('shows nothing, and says what it lacks', () => {
    const output = pytest("ModuleNotFoundError: No module named 'new'")

    expect(shows(exited(1, output))).toBe('it imports what is not there')
    expect(remedyOf(exited(1, output))).toContain('under `files:`')
  })

  it('shows nothing by the time that the runner gives a test', () => {
    const output = pytest('Failed: Timeout (>1.0s) from pytest-timeout.')

    expect(shows(exited(1, output))).toBe(
      'its test ran out of the time that the test runner gives it',
    )
    expect(remedyOf(exited(1, output))).toContain('say so with `red:`')
  })
})

describe('what to do about a run that shows nothing', () => {
  const noTest: Readonly<Record<string, string>> = {
    pytest: '===== 3 deselected in 0.89s =====\n',
    jest: 'No tests found, exiting with code 1\n',
    vitest: 'No test files found, exiting with code 1\n',
    'node --test': 'ℹ tests 0\nℹ pass 0\nℹ fail 0\nℹ cancelled 0\n',
    'go test': 'ok  \texample.com/keep\t0.002s [no tests to run]\n',
  }

  it.each(Object.keys(noTest))(
    'asks for the file and the filter: %s',
    (name) => {
      const run = exited(1, noTest[name] ?? '')

      expect(shows(run)).toBe(`${name} ran no test`)
      expect(remedyOf(run)).toContain('Does the command name the file')
    },
  )

  it.each([
    [
      'cargo test',
      'test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.00s\n',
    ],
    ['cargo nextest', 'error: no tests to run\n'],
  ])('asks how the test is registered: %s', (name, output) => {
    expect(shows(exited(4, output))).toBe(`${name} ran no test`)
    expect(remedyOf(exited(4, output))).toContain('`#[test]` function')
  })

  it.each([
    [ended({ status: 'timed-out' }), '`timeout:`'],
    [ended({ status: 'signalled', signal: 'SIGSEGV' }), '`red:`'],
    [exited(139, 'Segmentation fault'), 'If a crash is how the bug shows'],
    [exited(127, 'bash: cargo: command not found'), 'Install it in a step'],
    [exited(0, 'FAIL: issue 1234'), 'another exit status'],
    [exited(1, 'error: expected `;`'), 'against the code as it was before'],
    [exited(1, 'something broke'), 'how a failed test looks'],
    [exited(1, "Could not find 'a.test.js'"), '`files:`'],
    [exited(2, pytestCollection), 'be listed under `files:`'],
  ])('is said by its cause: %j', (run, words) => {
    expect(remedyOf(run)).toContain(words)
  })

  it('is to correct `red:` where that does not match', () => {
    expect(remedyOf(exited(1, 'something broke'), 'boom')).toContain(
      'Correct `red:`',
    )
  })
})

describe('a program that is no known runner', () => {
  it('is green by exit status 0, and never red without `red:`', () => {
    expect(shows(exited(0, 'OK (12 tests)\n'))).toBe('green')
    expect(shows(exited(1, 'something broke\n'))).toBe(
      'exit status 1 without the summary of a test runner that is known',
    )
  })

  it.each([
    'FAILED (failures=1)',
    'FAIL: issue 1234',
    'not ok 3 - keeps keys',
    '  2 failing',
    '3 examples, 1 failure',
    'Tests run: 3, Failures: 1, Errors: 0, Skipped: 0',
    'AssertionError [ERR_ASSERTION]: 1 == 2',
    '[  FAILED  ] Keep.Issue1234 (0 ms)',
    '50% tests passed, 1 tests failed out of 2',
  ])('is not green when it prints a failure and exits 0: %s', (line) => {
    expect(shows(exited(0, `running\n${line}\n`))).toBe(
      'exit status 0, but its output says that a test failed',
    )
  })

  it.each([
    'error: could not compile `keep`',
    'error[E0425]: cannot find function',
    "SyntaxError: Unexpected token ')'",
    'src/a.ts(1,2): error TS2304: Cannot find name',
    'make: *** [all] Error 1',
  ])('does not build where its output says so: %s', (line) => {
    expect(shows(exited(1, `building\n${line}\n`))).toBe('it does not build')
  })

  it.each([
    'log: error: could not compile `keep`',
    'error[E42]: of its own',
    'error[other]: of its own',
    "caught SyntaxError: Unexpected token ')'",
    'log: error TS23: of its own',
    'log: make: *** [all] Error 1',
    "log: Could not find 'a.test.js'",
    'log: error: no test target named `a`',
    "log: process didn't exit successfully: `a` (signal: 6, SIGABRT)",
    'bash: line 1: foo: command not found',
  ])('is not known by what it only speaks of: %s', (line) => {
    expect(shows(exited(1, line))).toBe(
      'exit status 1 without the summary of a test runner that is known',
    )
  })

  it.each([129, 134, 159])('crashed by exit status %d', (exitCode) => {
    expect(shows(exited(exitCode, ''))).toBe(
      `the test process crashed (exit status ${exitCode})`,
    )
  })

  it.each([128, 160, 255])('has an exit status of its own: %d', (exitCode) => {
    expect(shows(exited(exitCode, ''))).toBe(
      `exit status ${exitCode} without the summary of a test runner that is known`,
    )
  })

  it('is green when it only speaks of failures', () => {
    const output =
      'ok 1 - FAILED is printed\nnot ok 2 - later # TODO\n0 failing\nTests run: 3, Failures: 0, Errors: 0\n'
    expect(shows(exited(0, output))).toBe('green')
  })
})

describe('`red:`', () => {
  it('is red by declaration where it is not a failed test that matches', () => {
    expect(shows(exited(101, cargoCompileError), '^error\\[E0425\\]')).toBe(
      'red (declaration)',
    )
    expect(shows(exited(139, 'Segmentation fault'), 'Segmentation')).toBe(
      'red (declaration)',
    )
    expect(shows(exited(101, cargoRed), 'test result: FAILED')).toBe('red')
  })

  it('shows nothing by any other failure', () => {
    expect(shows(exited(101, cargoCompileError), 'left == right')).toBe(
      'exit status 101, but its output does not match `red:`',
    )
  })

  it('shows nothing where it would be searched for without end, whatever the exit status', () => {
    const slow: Matches = () => null
    for (const exitCode of [0, 101]) {
      const run = judgeRun(
        { red: '^(a+)+$', fixOnly: nothing },
        exited(exitCode, cargoRed),
        slow,
      )

      expect(run).toEqual({
        colour: 'none',
        reason:
          'its output could not be searched for `red:` in reasonable time',
        remedy: expect.stringContaining('Make `red:` simpler'),
      })
    }
  })

  it('lets no failed test pass for green', () => {
    expect(shows(exited(0, cargoRed), 'left != right')).toBe('red')
    expect(
      shows(
        exited(
          0,
          'test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.00s\n',
        ),
        'boom',
      ),
    ).toBe('cargo test ran no test')
  })
})

describe('a command that does not end by itself', () => {
  it.each([
    [{ status: 'timed-out' } as const, 'it ran out of time'],
    [
      { status: 'signalled', signal: 'SIGSEGV' } as const,
      'it was ended by SIGSEGV',
    ],
    [{ status: 'output-limit' } as const, 'it printed more than 256 MiB'],
    [{ status: 'cancelled' } as const, 'the run was cancelled'],
    [
      { status: 'not-started', reason: 'no such folder' } as const,
      'no such folder',
    ],
  ])('shows nothing, whatever `red:` says: %j', (end, reason) => {
    expect(shows(ended(end))).toBe(reason)
    expect(shows(ended(end), '.*')).toBe(reason)
  })

  it('shows nothing where the tool is missing', () => {
    expect(shows(exited(127, 'bash: line 1: cargo: command not found\n'))).toBe(
      'command not found: cargo',
    )
  })
})

describe('a crash whose exit status is thrown away', () => {
  it('shows nothing, though other tests passed', () => {
    const output = `running 1 test
test keeps ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

error: test failed, to rerun pass \`--test crash\`

Caused by:
  process didn't exit successfully: \`/target/debug/deps/crash-1\` (signal: 11, SIGSEGV: invalid memory reference)
`

    expect(shows(exited(0, output))).toContain('crashed')
  })
})
