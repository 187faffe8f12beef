import { describe, expect, it } from '@jest/globals'

import { problemsIn, recordedProblems } from './support.ts'

describe('problems of Rust', () => {
  it('are the errors of the compiler, by code, without its notes', () => {
    expect(recordedProblems('rustc.txt')).toEqual([
      'src/lib.rs:2:18 error E0308: mismatched types',
      'src/lib.rs:3:5 error E0061: this function takes 1 argument but 2 arguments were supplied',
    ])
  })

  it('are what clippy denies, by rule', () => {
    expect(recordedProblems('clippy.txt')).toEqual([
      'src/lib.rs:2:9 error unused_variables: unused variable: `unused`',
      'src/lib.rs:3:5 error needless_return: unneeded `return` statement',
    ])
  })

  it('are the tests that panicked, with both sides of an assertion, beside warnings', () => {
    expect(recordedProblems('cargo-test.txt')).toEqual([
      'src/lib.rs:2:9 warning unused_variables: unused variable: `unused`',
      'src/lib.rs:12:9 error tests::adds: assertion `left == right` failed: sum is wrong, left: 3, right: 4',
      'src/lib.rs:17:9 error tests::gets: assertion failed: v.first().is_some()',
    ])
  })

  it('are panics as older versions write them', () => {
    expect(
      problemsIn(
        ["thread 'tests::adds' panicked at 'sum is wrong', src/lib.rs:12:9"],
        ['src/lib.rs'],
      ),
    ).toEqual(['src/lib.rs:12:9 error tests::adds: sum is wrong'])
  })

  it('are the lines that rustfmt would change', () => {
    expect(recordedProblems('rustfmt.txt')).toEqual([
      'src/lib.rs:5 error rustfmt: not formatted',
    ])
    expect(
      problemsIn(
        ['Diff in src/lib.rs at line 3:', ' one', '-two', '-three', '+four'],
        ['src/lib.rs'],
      ),
    ).toEqual(['src/lib.rs:4-5 error rustfmt: not formatted'])
  })

  it('are found in a workspace whose members name paths from its root', () => {
    expect(
      problemsIn(
        ['warning: unused import: `a`', ' --> crates/one/src/lib.rs:1:5'],
        ['crates/one/src/lib.rs'],
        'crates/one',
      ),
    ).toEqual(['crates/one/src/lib.rs:1:5 warning unused import: `a`'])
  })
})

describe('problems of JavaScript', () => {
  it.each(['tsc.txt', 'tsc-pretty.txt'])('are errors of tsc: %s', (name) => {
    expect(recordedProblems(name)).toEqual([
      "src/a.ts:1:14 error TS2322: Type 'string' is not assignable to type 'number'.",
      "src/a.ts:5:40 error TS2345: Argument of type 'number' is not assignable to parameter of type 'string'.",
    ])
  })

  it.each([
    ['oxlint.txt', 'error'],
    ['oxlint-unix.txt', 'warning'],
    ['oxlint-stylish.txt', 'warning'],
  ])('are complaints of oxlint: %s', (name, level) => {
    expect([...recordedProblems(name)].sort()).toEqual([
      "src/a.ts:2:7 warning eslint(no-unused-vars): Variable 'unused' is declared but never used. Unused variables should start with a '_'.",
      `src/a.ts:3:1 ${level} eslint(no-debugger): \`debugger\` statement is not allowed`,
      "src/a.ts:5:19 warning eslint(no-unused-vars): Parameter 'a' is declared but never used. Unused parameters should start with a '_'.",
    ])
  })

  it('are complaints in boxes of other lines', () => {
    expect(
      problemsIn(
        [
          '  × typescript(no-floating-promises): Promises must be awaited, and this',
          '  │ one is not',
          '    ╭─[src/a.ts:3:1]',
          '  3 │ run()',
          '    ╰────',
          '  ⚠ something else',
          '    ╭─[src/a.ts:4:1]',
        ],
        ['src/a.ts'],
      ),
    ).toEqual([
      'src/a.ts:3:1 error typescript(no-floating-promises): Promises must be awaited, and this one is not',
      'src/a.ts:4:1 warning something else',
    ])
  })

  it.each([
    [
      'stylish',
      [
        '/home/you/project/src/a.ts',
        "   1:10  error    'x' is defined but never used          no-unused-vars",
        '  12:1   warning  Unexpected console statement           no-console',
        '   3:2   error    Parsing error: Unexpected token )',
        '',
        '✖ 3 problems (2 errors, 1 warning)',
      ],
    ],
    [
      'unix',
      [
        "/home/you/project/src/a.ts:1:10: 'x' is defined but never used [Error/no-unused-vars]",
        '/home/you/project/src/a.ts:12:1: Unexpected console statement [Warning/no-console]',
        '/home/you/project/src/a.ts:3:2: Parsing error: Unexpected token ) [Error]',
        '3 problems',
      ],
    ],
    [
      'compact',
      [
        "/home/you/project/src/a.ts: line 1, col 10, Error - 'x' is defined but never used (no-unused-vars)",
        '/home/you/project/src/a.ts: line 12, col 1, Warning - Unexpected console statement (no-console)',
        '/home/you/project/src/a.ts: line 3, col 2, Error - Parsing error: Unexpected token )',
      ],
    ],
  ])('are complaints of ESLint, format %s', (_, lines) => {
    expect(problemsIn(lines, ['src/a.ts'])).toEqual([
      "src/a.ts:1:10 error no-unused-vars: 'x' is defined but never used",
      'src/a.ts:12:1 warning no-console: Unexpected console statement',
      'src/a.ts:3:2 error Parsing error: Unexpected token )',
    ])
  })

  it('are files that a formatter would change', () => {
    expect(recordedProblems('oxfmt.txt')).toEqual([
      'src/a.test.mjs:1 error not formatted',
      'src/a.ts:1 error not formatted',
      'src/b.test.js:1 error not formatted',
      'src/h.mjs:1 error not formatted',
    ])
    expect(problemsIn(['[warn] src/a.ts'], ['src/a.ts'])).toEqual([
      'src/a.ts:1 error not formatted',
    ])
  })

  it.each([
    [
      'node-spec.txt',
      'AssertionError [ERR_ASSERTION]: ',
      'TypeError [Error]: ',
    ],
    ['node-24-spec.txt', 'AssertionError [ERR_ASSERTION]: ', 'TypeError: '],
    ['node-tap.txt', '', ''],
  ])(
    'are failed tests of node, by the innermost place in the repository: %s',
    (name, one, other) => {
      expect(recordedProblems(name)).toEqual([
        `src/a.test.mjs:4:29 error adds: ${one}2 == 3`,
        `src/h.mjs:1:34 error inner: ${other}not so`,
      ])
    },
  )

  it('are failed tests of jest', () => {
    expect(recordedProblems('jest.txt')).toEqual([
      'src/b.test.js:2:17 error adds: expect(received).toBe(expected) // Object.is equality, Expected: 3, Received: 2',
      'src/b.test.js:6:11 error group › throws: boom',
    ])
  })

  it('are failed tests of vitest', () => {
    expect(
      problemsIn(
        [
          ' FAIL  src/a.test.ts > group > adds',
          'AssertionError: expected 2 to be 3 // Object.is equality',
          ' ❯ src/a.test.ts:5:19',
          "      3| test('adds', () => {",
          '⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯',
        ],
        ['src/a.test.ts'],
      ),
    ).toEqual([
      'src/a.test.ts:5:19 error src/a.test.ts > group > adds: AssertionError: expected 2 to be 3 // Object.is equality',
    ])
  })
})

describe('problems of Python', () => {
  it.each(['pytest.txt', 'pytest-short.txt'])(
    'are failed tests, by the innermost place in the repository: %s',
    (name) => {
      expect(recordedProblems(name)).toEqual([
        'tests/test_a.py:20 error test_f: RuntimeError: no',
        'tests/test_a.py:5 error test_equal: assert 2.0 == 3',
        'calc.py:2 error test_zero: ZeroDivisionError: division by zero',
        'tests/test_a.py:12 error test_p[2]: AssertionError: not one',
        'tests/test_a.py:16 error TestC::test_m: ValueError: bad',
      ])
    },
  )

  it('are lines where pytest says no more than that', () => {
    expect(recordedProblems('pytest-line.txt')).toEqual([
      'tests/test_a.py:5 error assert 2.0 == 3',
      'calc.py:2 error ZeroDivisionError: division by zero',
      'tests/test_a.py:12 error AssertionError: not one',
      'tests/test_a.py:16 error ValueError: bad',
    ])
  })

  it('are files where pytest says no more than that', () => {
    expect(recordedProblems('pytest-no.txt')).toContain(
      'tests/test_a.py:1 error test_zero: ZeroDivisionError: division by zero',
    )
  })

  it('are files that could not be collected', () => {
    expect(recordedProblems('pytest-collection.txt')).toEqual([
      "tests/test_b.py:1 error tests/test_b.py: ModuleNotFoundError: No module named 'nothing_there'",
    ])
    expect(recordedProblems('pytest-syntax.txt')).toEqual([
      'tests/test_c.py:1 error tests/test_c.py: SyntaxError: invalid syntax',
    ])
  })

  it('are no lines that a failed test only printed', () => {
    expect(
      problemsIn(
        [
          '=================================== FAILURES ===================================',
          '__________________________________ test_equal __________________________________',
          '>       assert 1 == 2',
          'E       assert 1 == 2',
          '',
          'test_a.py:5: AssertionError',
          '----------------------------- Captured stdout call -----------------------------',
          'calc.py:2: a line of a log',
          '=========================== short test summary info ============================',
        ],
        ['test_a.py', 'calc.py'],
      ),
    ).toEqual(['test_a.py:5 error test_equal: assert 1 == 2'])
  })

  it('are complaints of ruff, flake8, pylint and mypy', () => {
    expect(
      problemsIn(
        [
          'a.py:1:8: F401 [*] `os` imported but unused',
          'a.py:2:1: E302 expected 2 blank lines, found 1',
          'a.py:3:0: C0114: Missing module docstring (missing-module-docstring)',
          'a.py:4: error: Incompatible return value type (got "int", expected "str")  [return-value]',
          'a.py:4: note: See the manual',
          'a.py:5:3:6:9: error: Name "x" is not defined  [name-defined]',
          'F841 Local variable `y` is assigned to but never used',
          ' --> a.py:7:5',
          '  |',
          '',
          'would reformat a.py',
        ],
        ['a.py'],
      ),
    ).toEqual([
      'a.py:1:8 error F401: `os` imported but unused',
      'a.py:2:1 error E302: expected 2 blank lines, found 1',
      'a.py:3 error C0114: Missing module docstring (missing-module-docstring)',
      'a.py:4 error return-value: Incompatible return value type (got "int", expected "str")',
      'a.py:5:3-6 error name-defined: Name "x" is not defined',
      'a.py:7:5 error F841: Local variable `y` is assigned to but never used',
      'a.py:1 error not formatted',
    ])
  })
})

describe('problems of Go', () => {
  it('are what failed tests log, in the folder of their package', () => {
    expect(
      problemsIn(
        [
          '--- FAIL: TestKeeps (0.00s)',
          '    store_test.go:9: lost a version',
          '        of two',
          '    --- FAIL: TestKeeps/oldest (0.00s)',
          '        store_test.go:12: lost the oldest',
          'FAIL',
          'FAIL\texample.org/keep/lock\t0.103s',
          '--- FAIL: TestStore (0.00s)',
          '    store_test.go:3: no store',
          'FAIL',
          'FAIL\texample.org/keep\t0.1s',
        ],
        ['store_test.go', 'lock/store_test.go'],
      ),
    ).toEqual([
      'lock/store_test.go:9 error TestKeeps: lost a version of two',
      'lock/store_test.go:12 error TestKeeps/oldest: lost the oldest',
      'store_test.go:3 error TestStore: no store',
    ])
  })

  it('are no lines that tests log which pass', () => {
    expect(
      problemsIn(
        [
          '=== RUN   TestFine',
          '    a_test.go:4: only said',
          '--- PASS: TestFine (0.00s)',
          '=== RUN   TestBad',
          '    a_test.go:9: wrong',
          '--- FAIL: TestBad (0.00s)',
          'FAIL',
        ],
        ['a_test.go'],
      ),
    ).toEqual(['a_test.go:9 error TestBad: wrong'])
  })

  it('are the tables of testify without what they repeat', () => {
    expect(
      problemsIn(
        [
          '--- FAIL: TestX (0.00s)',
          '    a_test.go:12: ',
          '        \tError Trace:\t/home/you/project/a_test.go:12',
          '        \tError:      \tNot equal: ',
          '        \t            \texpected: 1',
          '        \t            \tactual  : 2',
          '        \tTest:       \tTestX',
          'FAIL',
        ],
        ['a_test.go'],
      ),
    ).toEqual(['a_test.go:12 error TestX: Not equal: expected: 1 actual : 2'])
  })

  it('are errors of go build and go vet', () => {
    expect(
      problemsIn(
        [
          '# example.org/keep',
          './store.go:3:1: syntax error: unexpected newline',
          'vet: ./store.go:8:2: undefined: x',
        ],
        ['tool/store.go'],
        'tool',
      ),
    ).toEqual([
      'tool/store.go:3:1 error syntax error: unexpected newline',
      'tool/store.go:8:2 error undefined: x',
    ])
  })
})

describe('problems of Biome', () => {
  it('are the messages below its headers, not the headers', () => {
    expect(
      problemsIn(
        [
          'src/keep.js:1:1 lint/style/useConst  FIXABLE  ━━━━━━━━━━━━━━━━━━',
          '',
          '  × This let declares a variable that is only assigned once.',
          '',
          '    1 │ let a = 1',
          '',
          'src/keep.js:7:3 lint/complexity/noForEach ━━━━━━━━━━━━━━━━━━━━━━',
          '',
          '  ! Prefer for...of statement.',
          '',
          'src/keep.js:8:3 suppressions/unused ━━━━━━━━━━━━━━━━━━━━━━━━━━━━',
          '',
          '  i Only told.',
          '',
          'src/my file.js format ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━',
          '',
          '  × Formatter would have printed the following content:',
          '',
          'src/keep.js:9:1 lint/style/x ━━━━',
        ],
        ['src/keep.js', 'src/my file.js'],
      ),
    ).toEqual([
      'src/keep.js:1:1 error lint/style/useConst: This let declares a variable that is only assigned once.',
      'src/keep.js:7:3 warning lint/complexity/noForEach: Prefer for...of statement.',
      'src/my file.js:1 error format: Formatter would have printed the following content:',
    ])
  })
})
