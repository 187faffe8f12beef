import { describe, expect, it } from '@jest/globals'

import { judgeRun } from '../../../src/evidence/proof/judge-run.ts'
import { matchInTime } from '../../../src/io/bounded-match.ts'

const nothing = { names: new Set<string>(), files: [] }

function colour(output: string): string {
  const end = { status: 'exited', exitCode: 1 } as const
  return judgeRun(
    { red: null, fixOnly: nothing },
    { end, durationMs: 1, output },
    matchInTime,
  ).colour
}

const nodeCounts = 'ℹ tests 1\nℹ pass 0\nℹ fail 1\n'
const tapCounts = '1..1\n# tests 1\n# pass 0\n# fail 1\n'
const missing =
  "  Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/a/new.mjs' imported from /a/a.test.mjs\n"
const assertion =
  '  AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n'

describe('a test that fails by an import inside it', () => {
  it('is not red under node --test', () => {
    expect(colour(`✖ keeps (9.4ms)\n${nodeCounts}${missing}`)).toBe('none')
    expect(
      colour(
        `not ok 1 - keeps\n  ---\n  code: 'ERR_MODULE_NOT_FOUND'\n  ...\n${tapCounts}`,
      ),
    ).toBe('none')
    expect(
      colour(
        `✖ keeps (9.4ms)\n${nodeCounts}  Error: Cannot find module './new.js'\n`,
      ),
    ).toBe('none')
  })

  it('is not red under pytest', () => {
    const error = "E   ModuleNotFoundError: No module named 'new'\n"
    const short =
      "FAILED test_a.py::test_a - ModuleNotFoundError: No module named 'new'\n"

    expect(colour(`${error}=== 1 failed in 0.53s ===\n`)).toBe('none')
    expect(colour(`${short}1 failed in 0.53s\n`)).toBe('none')
  })

  it('is red beside a test that fails by what it looks at', () => {
    expect(colour(`✖ keeps (9.4ms)\n${nodeCounts}${missing}${assertion}`)).toBe(
      'red',
    )
    expect(
      colour(
        "E   ModuleNotFoundError: No module named 'new'\nE   assert 2 == 1\n=== 2 failed in 0.53s ===\n",
      ),
    ).toBe('red')
  })

  it('is red where another error is the failure', () => {
    expect(colour(`✖ keeps (9.4ms)\n${nodeCounts}${assertion}`)).toBe('red')
    expect(
      colour(
        `not ok 1 - keeps\n  ---\n  code: 'ERR_TEST_FAILURE'\n  ...\n${tapCounts}`,
      ),
    ).toBe('red')
  })

  it('is not red under jest', () => {
    const head = '  ● keeps its order\n\n'
    const counts = 'Tests:       1 failed, 1 total\n'
    const missing = "    Cannot find module './nope' from 'a.test.js'\n"

    expect(colour(`${head}${missing}${counts}`)).toBe('none')
    expect(
      colour(
        `${head}${missing}${head}    expect(received).toBe(expected)\n${counts}`,
      ),
    ).toBe('red')
  })

  it('is not red under vitest', () => {
    const counts = ' Test Files  1 failed (1)\n      Tests  1 failed (1)\n'
    const head = ' FAIL  a.test.js > keeps\n'
    const missing =
      "Error: Cannot find package 'nope' imported from '/a/a.test.js'\n"

    expect(colour(`${head}${missing}${counts}`)).toBe('none')
    expect(
      colour(
        `${head}${head}AssertionError: expected 1 to be 2\n${head}${missing}${counts}`,
      ),
    ).toBe('red')
  })
})

describe('a test that runs out of the time that its runner gives it', () => {
  it.each([
    [
      'node --test',
      `✖ hangs (202.8ms)\n${nodeCounts}  'test timed out after 200ms'\n`,
    ],
    [
      'node --test as TAP',
      `not ok 1 - hangs\n  ---\n  failureType: 'testTimeoutFailure'\n  error: 'test timed out after 200ms'\n  code: 'ERR_TEST_FAILURE'\n  ...\n${tapCounts}`,
    ],
    [
      'pytest-timeout',
      'E       Failed: Timeout (>1.0s) from pytest-timeout.\nFAILED test_t.py::test_hangs - Failed: Timeout (>1.0s) from pytest-timeout.\n==== 1 failed in 1.31s ====\n',
    ],
    [
      'jest',
      '  ● hangs\n\n    thrown: "Exceeded timeout of 300 ms for a test.\nTests:       1 failed, 1 total\n',
    ],
    [
      'vitest',
      ' FAIL  a.test.js > hangs\nError: Test timed out in 300ms.\n Test Files  1 failed (1)\n      Tests  1 failed (1)\n',
    ],
    [
      'cargo nextest',
      '     TIMEOUT [   1.003s] shop::a hangs\n     Summary [   1.010s] 1 test run: 0 passed, 1 timed out, 0 skipped\n',
    ],
  ])('is not red under %s', (_, output) => {
    expect(colour(output)).toBe('none')
  })

  it('is red beside one that fails by what it looks at', () => {
    expect(
      colour(
        `not ok 1 - hangs\n  ---\n  error: 'test timed out after 200ms'\n  code: 'ERR_TEST_FAILURE'\n  ...\nnot ok 2 - adds\n  ---\n  error: 'three is no four'\n  code: 'ERR_TEST_FAILURE'\n  ...\n${tapCounts}`,
      ),
    ).toBe('red')
  })
})

describe('a test that fails by what only the fix brings', () => {
  const fixOnly = {
    names: new Set(['divideSafely', 'strict']),
    files: ['src/safe.mjs', 'tests/data/cases.json'],
  }

  function reason(output: string, only = fixOnly): string {
    const end = { status: 'exited', exitCode: 1 } as const
    const run = judgeRun(
      { red: null, fixOnly: only },
      { end, durationMs: 1, output },
      matchInTime,
    )
    return run.colour === 'none' ? run.reason : run.colour
  }

  const byName =
    'it fails because `divideSafely` is not there, which only the fix brings'
  const byFile =
    'it fails because `tests/data/cases.json` is not there, which only the fix brings'

  it.each([
    [
      'node --test',
      `✖ divides (1.2ms)\n${nodeCounts}✖ divides (1.2ms)\n  TypeError: calc.divideSafely is not a function\n      at TestContext.<anonymous> (file:///a/calc.test.mjs:5:16)\n`,
    ],
    [
      'node --test as TAP',
      `not ok 1 - divides\n  ---\n  failureType: 'testCodeFailure'\n  error: 'calc.divideSafely is not a function'\n  code: 'ERR_TEST_FAILURE'\n  name: 'TypeError'\n  ...\n${tapCounts}`,
    ],
    [
      'jest',
      '  ● divides\n\n    TypeError: (0 , _calc.divideSafely) is not a function\n\nTests:       1 failed, 1 total\n',
    ],
    [
      'vitest',
      ' FAIL  calc.test.ts > divides\nTypeError: (0 , __vite_ssr_import_0__.divideSafely) is not a function\n      Tests  1 failed (1)\n',
    ],
    [
      'pytest',
      "E       AttributeError: module 'calc' has no attribute 'divideSafely'\nFAILED test_calc.py::test_divides - AttributeError: module 'calc' has no attri...\n=== 1 failed in 0.05s ===\n",
    ],
  ])('is not red under %s', (_, output) => {
    expect(reason(output)).toBe(byName)
    expect(reason(output, nothing)).toBe('red')
  })

  it('is not red where a parameter is new', () => {
    expect(
      reason(
        "E   TypeError: divide() got an unexpected keyword argument 'strict'\n=== 1 failed in 0.05s ===\n",
      ),
    ).toContain('`strict`')
  })

  it('is not red where a file is new', () => {
    const node =
      "  Error: ENOENT: no such file or directory, open '/a/b/tests/data/cases.json'\n    code: 'ENOENT',\n"
    const tap = `  error: "ENOENT: no such file or directory, open '/a/tests/data/cases.json'"\n  code: 'ENOENT'\n`
    const pytest =
      "E   FileNotFoundError: [Errno 2] No such file or directory: 'data/cases.json'\n=== 1 failed in 0.05s ===\n"
    const go =
      '--- FAIL: TestDivide (0.00s)\n    calc_test.go:9: open data/cases.json: no such file or directory\nFAIL\nFAIL\texample.org/calc\t0.002s\n'
    const cargo =
      'running 1 test\n\nthread \'divides\' panicked at tests/calc.rs:3:58:\ncalled `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound, message: "No such file or directory" }\n\ntest result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n'

    expect(reason(`✖ divides (1ms)\n${nodeCounts}${node}`)).toBe(byFile)
    expect(reason(`not ok 1 - divides\n${tap}${tapCounts}`)).toBe(byFile)
    expect(reason(pytest)).toBe(byFile)
    expect(reason(go)).toBe(byFile)
    expect(reason(cargo)).toBe(byFile)
  })

  it('is red where the name or the file is none of the fix', () => {
    expect(
      reason(
        `✖ divides (1.2ms)\n${nodeCounts}  TypeError: rows.map is not a function\n`,
      ),
    ).toBe('red')
    expect(
      reason(
        "E   FileNotFoundError: [Errno 2] No such file or directory: '/etc/tool.json'\n=== 1 failed in 0.05s ===\n",
      ),
    ).toBe('red')
  })
})
