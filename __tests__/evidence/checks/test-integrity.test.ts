import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { checkTestIntegrity } from '../../../src/evidence/checks/test-integrity.ts'
import type { ExplainedChange } from '../../../src/evidence/explain-changes.ts'
import type { DiffRun } from '../../../src/plan/diff.ts'
import type { ChangedFile } from '../../../src/plan/plan.ts'
import { findingLines } from '../../support/finding-lines.ts'
import { diffOf, type Place } from '../../support/small-diff.ts'
import { makeChange } from '../../support/staging-facts.ts'

function explained(
  path: string,
  overrides: Partial<ChangedFile> = {},
): ExplainedChange {
  return {
    file: makeChange(path, { added: 0, removed: 0, ...overrides }),
    reason: { kind: 'unknown' },
  }
}

function check(
  diff: readonly DiffRun[],
  files?: readonly ExplainedChange[],
): readonly string[] {
  const paths = [...new Set(diff.map(({ path }) => path))]
  return findingLines(
    checkTestIntegrity({
      commits: [],
      texts: [],
      steps: [],
      files: files ?? paths.map((path) => explained(path)),
      diff,
    }),
  )
}

function checkFile(
  path: string,
  ...places: readonly Place[]
): readonly string[] {
  return check(diffOf(path, ...places))
}

const deleted = 'error test-integrity/deleted:'
const ignored = 'error test-integrity/ignored:'

describe('a deleted test', () => {
  it.each([
    [
      'src/store.rs',
      '    #[test]\n    fn keeps_order() {\n        go();\n    }\n',
    ],
    ['tests/a.rs', '#[tokio::test]\nasync fn keeps_order() {\n    go();\n}'],
    ['tests/a.rs', 'fn keeps_order() {\n    go();\n}\n\n#[test]'],
    ['tests/test_a.py', 'def test_keeps_order():\n    go()\n'],
    ['a_test.go', 'func TestKeepsOrder(t *testing.T) {\n\tgo1()\n}'],
    ['src/a.test.ts', "it('keeps order', () => {\n  go()\n})"],
  ])('is an error in %s', (path, removed) => {
    const [found, ...others] = checkFile(path, { at: 5, removed })

    expect(found).toMatch(
      /^error test-integrity\/deleted: The test `(?:keeps_order|test_keeps_order|TestKeepsOrder|keeps order)` is removed from `.*`\.$/u,
    )
    expect(others).toEqual([])
  })

  it('is one when it is commented out', () => {
    expect(
      checkFile('tests/a.rs', {
        removed: '#[test]\nfn one() {\n    go();\n}',
        added: '// #[test]\n// fn one() {\n//     go();\n// }',
      }),
    ).toEqual([`${deleted} The test \`one\` is removed from \`tests/a.rs\`.`])
  })

  it('is one when another test takes its place', () => {
    expect(
      checkFile('tests/a.rs', {
        removed: '#[test]\nfn one() {\n    check(5);\n}',
        added: '#[test]\nfn two() {\n    check(1);\n}',
      }),
    ).toEqual([`${deleted} The test \`one\` is removed from \`tests/a.rs\`.`])
  })

  it('is one when it only has another name, which no runner looks for', () => {
    expect(
      checkFile('tests/test_a.py', {
        removed: 'def test_one():',
        added: 'def _test_one():',
      }),
    ).toEqual([
      `${deleted} The test \`test_one\` is removed from \`tests/test_a.py\`.`,
    ])
  })

  it('is one when its attribute is taken off', () => {
    expect(checkFile('src/a.rs', { at: 40, removed: '    #[test]' })).toEqual([
      `${deleted} \`#[test]\` is taken off a function in \`src/a.rs\`, which no longer runs as a test.`,
    ])
  })

  it('is none when it gets another attribute', () => {
    expect(
      checkFile('src/a.rs', {
        removed: '    #[test]',
        added: '    #[tokio::test]',
      }),
    ).toEqual([])
  })

  it('is none when its file has another test of that name instead', () => {
    expect(
      checkFile(
        'src/a.test.ts',
        { at: 3, removed: "  it('a', () => {\n    go()\n  })" },
        { at: 9, added: "it('a', async () => {\n  go()\n})" },
      ),
    ).toEqual([])
  })

  it('is none when it was moved to another file', () => {
    expect(
      check([
        ...diffOf('tests/a.rs', { removed: '#[test]\nfn one() {\n}' }),
        ...diffOf('tests/b.rs', { added: '#[test]\nfn one() {\n}' }),
      ]),
    ).toEqual([])
  })

  it('is one when two tests of a name become one', () => {
    expect(
      check([
        ...diffOf('tests/a.rs', { removed: '#[test]\nfn one() {\n}' }),
        ...diffOf('tests/b.rs', { removed: '#[test]\nfn one() {\n}' }),
        ...diffOf('tests/c.rs', { added: '#[test]\nfn one() {\n}' }),
      ]),
    ).toEqual([`${deleted} The test \`one\` is removed from \`tests/b.rs\`.`])
  })

  it('is told with its file when the whole file is deleted', () => {
    const removed = ['one', 'two', 'three', 'four', 'five']
      .map((name) => `#[test]\nfn ${name}() {\n    assert!(true);\n}\n`)
      .join('')

    expect(
      check(diffOf('tests/a.rs', { removed }), [
        explained('tests/a.rs', { status: 'deleted' }),
      ]),
    ).toEqual([
      `${deleted} \`tests/a.rs\` is deleted, and with it the 5 tests \`one\`, \`two\`, \`three\` and 2 more.`,
    ])
  })

  it('is one when its file gets a name under which it does not run', () => {
    expect(
      check(
        [],
        [
          explained('tests/old.txt', {
            status: 'renamed',
            previousPath: 'tests/a.rs',
          }),
        ],
      ),
    ).toEqual([
      `${deleted} \`tests/a.rs\` is renamed to \`tests/old.txt\`, where its tests do not run.`,
    ])
  })

  it('is none of a helper function', () => {
    const removed = 'fn helper() {\n    go();\n}'

    expect(checkFile('src/store.rs', { removed })).toEqual([])
    expect(checkFile('tests/a.rs', { removed })).toEqual([])
    expect(
      check([
        ...diffOf('tests/a.rs', { removed, added: 'mod common;' }),
        ...diffOf('tests/common/mod.rs', { added: `pub ${removed}` }),
      ]),
    ).toEqual([])
  })

  it('is none of an honest change of its body or head', () => {
    expect(
      checkFile(
        'tests/a.rs',
        { at: 2, removed: 'fn one() {', added: 'fn one() -> Result<()> {' },
        { at: 5, removed: '    go();', added: '    go()?;\n    Ok(())' },
      ),
    ).toEqual([])
  })
})

describe('a renamed test', () => {
  it.each([
    ['tests/a.rs', '#[test]\nfn one() {\n    go(1);\n}'],
    ['tests/a.rs', 'fn one() {'],
    ['tests/test_a.py', 'def test_one(tmp_path):'],
    ['a_test.go', 'func TestOne(t *testing.T) {'],
    ['a.test.js', "test('one', () => {"],
  ])('is a warning in %s', (path, removed) => {
    const added = removed.replace(/one/iu, '$&Again')
    const [found, ...others] = checkFile(path, { removed, added })

    expect(found).toMatch(
      /^warn test-integrity\/renamed: The test `(.*one)` is renamed to `\1Again`; its lines are the same\.$/iu,
    )
    expect(others).toEqual([])
  })
})

describe('a test that is renamed and asks for less', () => {
  it('is a deleted one', () => {
    expect(
      checkFile(
        'tests/a.rs',
        { at: 4, removed: 'fn one() {', added: 'fn two() {' },
        { at: 6, removed: '    assert_eq!(a, 5);' },
      ),
    ).toEqual([
      `${deleted} The test \`one\` is removed from \`tests/a.rs\`.`,
      'warn test-integrity/assertions: In `tests/a.rs`, 1 assertion is removed.',
    ])
  })

  it('is a renamed one when the assertion is only another', () => {
    expect(
      checkFile(
        'tests/a.rs',
        { at: 4, removed: 'fn one() {', added: 'fn two() {' },
        { at: 6, removed: 'assert_eq!(a, 5);', added: 'assert_eq!(a, 6);' },
      ),
    ).toEqual([
      'warn test-integrity/renamed: The test `one` is renamed to `two`; its lines are the same.',
      'warn test-integrity/assertions: In `tests/a.rs`, 1 assertion is changed.',
    ])
  })
})

describe('an ignored test', () => {
  it.each([
    ['src/a.rs', '    #[ignore]', '#[ignore]'],
    ['src/a.rs', '#[ignore = "slow"]', '#[ignore]'],
    ['src/a.rs', '#[cfg_attr(unix, ignore)]', '#[ignore]'],
    ['src/a.rs', '    #[cfg(any())]', '#[cfg(any())]'],
    ['tests/test_a.py', '@pytest.mark.skip', 'pytest.mark.skip'],
    [
      'tests/test_a.py',
      '@pytest.mark.skipif(True, reason="x")',
      'pytest.mark.skipif',
    ],
    [
      'tests/test_a.py',
      '@pytest.mark.xfail(strict=False)',
      'pytest.mark.xfail',
    ],
    ['tests/test_a.py', '    pytest.skip("later")', 'pytest.skip'],
    ['tests/test_a.py', '    @unittest.skip("later")', 'unittest.skip'],
    ['tests/test_a.py', '    self.skipTest("later")', 'self.skipTest'],
    ['tests/test_a.py', 'pytestmark = pytest.mark.skip', 'pytest.mark.skip'],
    ['a_test.go', '\tt.Skip("later")', 't.Skip'],
    ['a_test.go', '\tt.SkipNow()', 't.SkipNow'],
    ['a.test.ts', "describe.skip('store', () => {", 'describe.skip'],
    ['a.test.ts', "xdescribe('store', () => {", 'xdescribe'],
    ['test/a.js', '  this.skip()', 'this.skip'],
    ['test/a.mjs', "  t.skip('later')", 't.skip'],
  ])('is an error in %s: %s', (path, added, mark) => {
    expect(checkFile(path, { at: 7, added })).toEqual([
      `${ignored} \`${mark}\` is added to tests that were there.`,
    ])
  })

  it.each([
    ["it('a', () => {", "it.skip('a', () => {", 'it.skip'],
    ["it('a', () => {", "xit('a', () => {", 'xit'],
    ["test('a', () => {", "test.todo('a')", 'test.todo'],
    ["test('a', () => {", "test.failing('a', () => {", 'test.failing'],
    ["test('a', () => {", "test('a', { skip: true }, () => {", 'skip: true'],
  ])('is one error by name: %s becomes %s', (removed, added, mark) => {
    expect(checkFile('test/a.test.js', { removed, added })).toEqual([
      `${ignored} \`${mark}\` is added to the test \`a\`.`,
    ])
  })

  it('is named where its lines are replaced', () => {
    expect(
      checkFile('tests/test_a.py', {
        removed: 'def test_one():\n    go()',
        added: '@pytest.mark.skip\ndef test_one():\n    go()',
      }),
    ).toEqual([
      `${ignored} \`pytest.mark.skip\` is added to the test \`test_one\`.`,
    ])
    expect(
      checkFile('src/a.rs', {
        removed: '#[test]\nfn one() {',
        added: '#[test]\n#[ignore]\nfn one() {',
      }),
    ).toEqual([`${ignored} \`#[ignore]\` is added to the test \`one\`.`])
  })

  it('is an error when others alone run', () => {
    expect(
      checkFile('a.test.ts', {
        removed: "it('a', () => {",
        added: "it.only('a', () => {",
      }),
    ).toEqual([
      `${ignored} \`it.only\` is added, so that all other tests of the file no longer run.`,
    ])
  })

  it('is a warning when the branch itself adds it', () => {
    expect(
      checkFile('tests/a.rs', {
        at: 9,
        added: '#[test]\n#[ignore = "takes an hour"]\nfn soak() {\n}\n',
      }),
    ).toEqual([
      'warn test-integrity/skipped-new: The new test `soak` is added with `#[ignore]`, so it shows nothing.',
    ])
    expect(
      checkFile('a_test.go', {
        at: 9,
        added:
          'func TestSoak(t *testing.T) {\n\tif testing.Short() {\n\t\tt.Skip("long")\n\t}\n}\n',
      }),
    ).toEqual([
      'warn test-integrity/skipped-new: The new test `TestSoak` is added with `t.Skip`, so it shows nothing.',
    ])
  })

  it('is not new when it was ignored before', () => {
    expect(
      checkFile('src/a.rs', {
        removed: '#[ignore]',
        added: '#[ignore = "needs a network"]',
      }),
    ).toEqual([])
    expect(
      check([
        ...diffOf('tests/a.rs', { removed: '#[test]\n#[ignore]\nfn a() {\n}' }),
        ...diffOf('tests/b.rs', { added: '#[test]\n#[ignore]\nfn a() {\n}' }),
      ]),
    ).toEqual([])
  })

  it('is another one when the mark moves from one test to the next', () => {
    expect(
      checkFile(
        'src/a.rs',
        { at: 10, removed: '    #[ignore]' },
        { at: 20, added: '    #[ignore]' },
      ),
    ).toEqual([`${ignored} \`#[ignore]\` is added to tests that were there.`])
  })

  it.each([
    ['src/a.rs', '/// Put `#[ignore]` above it.'],
    ['src/a.rs', 'let help = "#[ignore]";'],
    ['docs/testing.md', '#[ignore]\n@pytest.mark.skip\nit.skip("a")'],
    ['tests/test_a.py', '# pytest.skip("not yet")'],
    ['tests/test_a.py', 'text = "pytest.skip()"'],
    ['tests/test_a.py', 'from unittest import skip, SkipTest'],
    ['src/parser.ts', "  this.skip(' ')\n  const options = { skip: true }"],
    ['a.test.ts', "// it.skip('a', () => {"],
    ['a.test.ts', "expect(text).toBe('it.skip(1)')"],
    ['a_test.go', '\t// t.Skip("later")'],
    ['a_test.go', '\twant := "t.Skip()"'],
  ])('is none when %s only speaks of it: %s', (path, added) => {
    expect(checkFile(path, { at: 3, added })).toEqual([])
  })
})

describe('an assertion', () => {
  it.each([
    ['src/a.rs', '    assert_eq!(a, 5);'],
    ['tests/test_a.py', '    assert a == 5'],
    ['tests/test_a.py', '    self.assertEqual(a, 5)'],
    ['a.test.ts', '  expect(a).toBe(5)'],
    ['test/a.js', '  assert.equal(a, 5)'],
    ['a_test.go', '\t\tt.Errorf("got %d", a)'],
    ['a_test.go', '\trequire.Equal(t, 5, a)'],
  ])('that is removed is named: %s', (path, removed) => {
    expect(checkFile(path, { at: 12, removed })).toEqual([
      `warn test-integrity/assertions: In \`${path}\`, 1 assertion is removed.`,
    ])
  })

  it('that asks for less is named', () => {
    expect(
      checkFile(
        'tests/a.rs',
        { at: 12, removed: 'assert_eq!(a, 5);', added: 'assert!(true);' },
        { at: 20, removed: 'assert!(a);\nassert!(b);', added: 'assert!(c);' },
        { at: 30, removed: 'assert!(d);' },
      ),
    ).toEqual([
      'warn test-integrity/assertions: In `tests/a.rs`, 2 assertions are removed and 2 assertions are changed.',
    ])
  })

  it('of a test that is told to be deleted is not told again', () => {
    expect(
      checkFile('tests/a.rs', {
        removed: '#[test]\nfn one() {\n    assert!(a);\n}',
      }),
    ).toEqual([`${deleted} The test \`one\` is removed from \`tests/a.rs\`.`])
  })

  it('that is moved or indented is not', () => {
    expect(
      checkFile(
        'tests/a.rs',
        { at: 3, removed: 'assert!(a);' },
        { at: 9, added: '    assert!(a);' },
      ),
    ).toEqual([])
  })

  it('that is added is not', () => {
    expect(checkFile('tests/a.rs', { added: 'assert!(a);' })).toEqual([])
  })
})

describe('a lint suppression', () => {
  it.each([
    ['src/a.rs', '#[allow(dead_code)]', '#[allow(dead_code)]'],
    ['src/lib.rs', '#![allow(clippy::all)]', '#![allow(clippy::all)]'],
    ['src/a.rs', '#[rustfmt::skip]', '#[rustfmt::skip'],
    ['pkg/a.py', 'x = 1  # noqa: E501', '# noqa'],
    ['pkg/a.py', 'x = f()  # type: ignore[arg-type]', '# type: ignore'],
    [
      'src/a.ts',
      '// eslint-disable-next-line no-console',
      '// eslint-disable-next-line',
    ],
    ['src/a.ts', '// @ts-expect-error', '// @ts-expect-error'],
    ['src/a.tsx', '{/* biome-ignore lint: x */}', '/* biome-ignore'],
    ['a.go', 'x := f() //nolint:errcheck', '//nolint'],
  ])('is named in %s: %s', (path, added, mark) => {
    expect(checkFile(path, { at: 4, added })).toEqual([
      `warn test-integrity/suppression: \`${path}\` tells a linter to look away: \`${mark}\`.`,
    ])
  })

  it('is counted by file', () => {
    expect(
      checkFile('pkg/a.py', { added: 'a()  # noqa\nb()  # noqa' }),
    ).toEqual([
      'warn test-integrity/suppression: `pkg/a.py` tells a linter 2 times to look away, first with `# noqa`.',
    ])
  })

  it.each([
    ['src/a.ts', "const rule = '// eslint-disable'"],
    ['pkg/a.py', 'text = "# noqa"'],
    ['src/a.rs', '// see #[allow(dead_code)]'],
    ['docs/lint.md', '# noqa'],
  ])('is none where %s only speaks of it: %s', (path, added) => {
    expect(checkFile(path, { added })).toEqual([])
  })

  it('is not new when it was moved', () => {
    expect(
      checkFile(
        'pkg/a.py',
        { at: 2, removed: 'a()  # noqa' },
        { at: 9, added: '    a()  # noqa' },
      ),
    ).toEqual([])
  })
})

describe('configuration of tests', () => {
  it.each([
    '.github/workflows/ci.yml',
    'clippy.toml',
    'web/.eslintrc.json',
    'eslint.config.mjs',
    'jest.config.js',
    'vitest.config.ts',
    'pytest.ini',
    'tests/conftest.py',
    'tsconfig.build.json',
    '.golangci.yml',
    'Makefile',
  ])('is named when it is changed: %s', (path) => {
    expect(check([], [explained(path)])).toEqual([
      `warn test-integrity/test-configuration: \`${path}\` is changed, which says how the code is tested or checked.`,
    ])
  })

  it.each([
    ['Cargo.toml', '[[test]]', 1],
    ['Cargo.toml', 'unsafe_code = "allow"', 1],
    ['Cargo.toml', 'serde = "1.0.200"', 0],
    ['package.json', '    "test": "true",', 1],
    ['package.json', '    "lodash": "^4.17.21",', 0],
    ['pyproject.toml', 'addopts = "-k not_slow"', 1],
    ['pyproject.toml', '    "requests>=2.31",', 0],
    ['pyproject.toml', 'version = "1.2.3"', 0],
  ])('is read by line in %s: %s', (path, added, findings) => {
    expect(checkFile(path, { at: 8, added })).toHaveLength(findings)
  })

  it('of the staging itself is said elsewhere', () => {
    expect(
      check(
        [],
        [
          {
            file: makeChange('.github/workflows/staging.yml'),
            reason: { kind: 'not-for-upstream', what: 'staging' },
          },
        ],
      ),
    ).toEqual([])
  })
})

describe('changes that the diff does not show', () => {
  it('are an error in a file of tests', () => {
    const files = [
      explained('tests/a.rs', { added: null, removed: null }),
      explained('src/a.rs', { added: 3, removed: 0 }),
      explained('assets/logo.png', { added: null, removed: null }),
    ]

    expect(check([], files)).toEqual([
      'error test-integrity/unseen: What is changed in `tests/a.rs` could not be looked at.',
      'warn test-integrity/unseen: What is changed in `src/a.rs` could not be looked at.',
    ])
  })
})

describe('any diff at all', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom(
      '#[test]',
      '#[ignore]',
      'fn a() {',
      '#[',
      'it(`',
      "it.skip('a', () => {",
      'def test_a():',
      '@pytest.mark.skip',
      '"""',
      "'",
      '/*',
      'assert!(a);',
    ),
  )
  const lines = fc
    .array(line, { maxLength: 12 })
    .map((all) => all.map((text) => text.replace(/[\r\n]/gu, ' ')).join('\n'))
  const paths = fc.constantFrom(
    'src/a.rs',
    'tests/a.rs',
    'tests/test_a.py',
    'a.test.ts',
    'a_test.go',
    'a.md',
  )

  it('is read to the end, with a place for each finding', () => {
    fc.assert(
      fc.property(paths, lines, lines, (path, removed, added) => {
        const diff = diffOf(path, { at: 3, removed, added })
        const found = checkTestIntegrity({
          commits: [],
          texts: [],
          steps: [],
          files: [explained(path)],
          diff,
        })

        expect(found.every((one) => one.path === path)).toBe(true)
        expect(found.every((one) => one.line === null || one.line > 0)).toBe(
          true,
        )
      }),
    )
  })

  it('that puts back what it takes out removes no test', () => {
    fc.assert(
      fc.property(paths, lines, (path, text) => {
        const diff = diffOf(
          path,
          { at: 3, removed: text },
          { at: 60, added: text },
        )
        const rules = checkTestIntegrity({
          commits: [],
          texts: [],
          steps: [],
          files: [explained(path)],
          diff,
        }).map(({ rule, message }) => `${rule} ${message.slice(0, 8)}`)

        expect(rules).not.toContain('test-integrity/deleted The test')
        expect(rules).not.toContain('test-integrity/assertions In `')
      }),
    )
  })

  it('of very long lines ends soon', () => {
    const long = '#['.repeat(20_000)
    const quotes = `it('${"\\'".repeat(20_000)}`

    expect(checkFile('src/a.rs', { removed: long, added: long })).toEqual([])
    expect(checkFile('a.test.ts', { removed: quotes, added: quotes })).toEqual(
      [],
    )
  })
})
