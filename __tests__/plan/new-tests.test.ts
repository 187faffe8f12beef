import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { newTestsIn } from '../../src/plan/new-tests.ts'

/** A diff that adds lines to one file, at line 11. */
function adding(path: string, ...lines: readonly string[]): string {
  return [
    `diff --git a/${path} b/${path}`,
    'index 1111111..2222222 100644',
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -10,0 +11,${lines.length} @@ fn context() {`,
    ...lines.map((line) => `+${line}`),
    '',
  ].join('\n')
}

function removing(path: string, ...lines: readonly string[]): string {
  return [
    `diff --git a/${path} b/${path}`,
    `--- a/${path}`,
    '+++ /dev/null',
    `@@ -1,${lines.length} +0,0 @@`,
    ...lines.map((line) => `-${line}`),
    '',
  ].join('\n')
}

function namesIn(diff: string): readonly string[] {
  return newTestsIn(diff).map(({ name }) => name)
}

describe('Rust', () => {
  it('names the function behind #[test], its file and its line', () => {
    const diff = adding(
      'tests/lock.rs',
      '#[test]',
      'fn waits_for_the_lock() {',
      '    assert!(true);',
      '}',
    )

    expect(newTestsIn(diff)).toEqual([
      { name: 'waits_for_the_lock', path: 'tests/lock.rs', line: 12 },
    ])
  })

  it.each([
    ['on one line', ['#[test] fn one() {}']],
    ['that is async', ['#[tokio::test]', 'async fn one() {']],
    ['that is public', ['    #[test]', '    pub fn one() {']],
    ['that is public in its crate', ['#[test]', 'pub(crate) fn one() {']],
    ['of rstest', ['#[rstest]', '#[case(1)]', 'fn one(#[case] n: u8) {']],
    ['with a lifetime', ['#[test]', "fn one<'a>() {"]],
    ['with a raw name', ['#[test]', 'fn r#one() {']],
    [
      'with attributes between',
      ['#[test]', '#[should_panic(expected = "no [lock]")]', 'fn one() {'],
    ],
    [
      'with a comment between',
      ['#[test]', '// the lock is held', '', '/// twice', 'fn one() {'],
    ],
    [
      'with an attribute over several lines',
      [
        '#[tokio::test(',
        '    flavor = "multi_thread",',
        ')]',
        'async fn one() {',
      ],
    ],
  ])('knows a test %s', (_, lines) => {
    expect(namesIn(adding('src/lib.rs', ...lines))).toEqual(['one'])
  })

  it.each([
    ['a helper', ['fn one() {}']],
    ['a function behind another one', ['#[test]', 'struct A;', 'fn one() {}']],
    ['a test module', ['#[cfg(test)]', 'mod tests {', 'fn one() {}']],
    ['a test that is ignored', ['#[test]', '#[ignore]', 'fn one() {}']],
    ['a test in a comment', ['// #[test]', '// fn one() {}']],
    ['an attribute alone', ['#[test]']],
    ['a name that is no identifier', ['#[test]', 'fn $(touch x)() {}']],
  ])('does not take %s for a test', (_, lines) => {
    expect(namesIn(adding('src/lib.rs', ...lines))).toEqual([])
  })

  it('knows a test whose attribute git shows below it', () => {
    const diff = adding(
      'tests/lock.rs',
      'fn added() {',
      '    helper();',
      '}',
      '',
      '#[test]',
    )

    expect(newTestsIn(diff)).toEqual([
      { name: 'added', path: 'tests/lock.rs', line: 11 },
    ])
  })
})

describe('Python', () => {
  it.each([
    ['a function', 'def test_lock():'],
    ['a coroutine', 'async def test_lock(tmp_path):'],
    ['a method', '    def test_lock(self):'],
  ])('names %s', (_, line) => {
    expect(namesIn(adding('tests/test_store.py', line))).toEqual(['test_lock'])
  })

  it('names the methods of unittest', () => {
    expect(namesIn(adding('store_test.py', '    def testLock(self):'))).toEqual(
      ['testLock'],
    )
  })

  it.each([
    ['src/database.py', 'def test_connection():'],
    ['tests/test_store.py', 'def testing():'],
    ['tests/test_store.py', 'def helper():'],
    ['tests/test_store.py', '# def test_lock():'],
    ['tests/test_store.txt', 'def test_lock():'],
  ])('finds no test in %s: %s', (path, line) => {
    expect(namesIn(adding(path, line))).toEqual([])
  })
})

describe('Go', () => {
  it('names test functions of test files', () => {
    const diff = adding(
      'store_test.go',
      'func TestKeeps(t *testing.T) {',
      'func Test_lock(tt *testing.T) {',
      'func Testing(t *testing.T) {',
      'func TestMain(m *testing.M) {',
      'func BenchmarkKeeps(b *testing.B) {',
    )

    expect(namesIn(diff)).toEqual(['TestKeeps', 'Test_lock'])
    expect(
      namesIn(adding('store.go', 'func TestKeeps(t *testing.T) {')),
    ).toEqual([])
  })
})

describe('JavaScript and TypeScript', () => {
  it.each([
    "test('keeps every version', () => {",
    '  it("keeps every version", async () => {',
    'test(`keeps every version`, () => {',
    "test.only('keeps every version', () => {",
    "it.concurrent('keeps every version', () => {",
    "await test('keeps every version', () => {",
    "it.each([1, 2])('keeps every version', (n) => {",
    "test.skipIf(isWindows)('keeps every version', () => {",
    "it.each<[number, string]>([[1, 'a']])('keeps every version', (n) => {",
  ])('names %s', (line) => {
    expect(namesIn(adding('test/store.test.ts', line))).toEqual([
      'keeps every version',
    ])
  })

  it('names a test whose call is broken over lines, at its first line', () => {
    const diff = adding(
      'store.test.mjs',
      'test(',
      '  "keeps every version",',
      '  () => {})',
      'it.each([',
      "  ['a', 'b'],",
      "])('copies %s to %s', (from, to) => {",
      'it.each`',
      '  a | b',
      '  ${1} | ${2}',
      "`('adds $a', ({ a, b }) => {",
    )

    expect(newTestsIn(diff)).toEqual([
      { name: 'keeps every version', path: 'store.test.mjs', line: 11 },
      { name: 'copies %s to %s', path: 'store.test.mjs', line: 14 },
      { name: 'adds $a', path: 'store.test.mjs', line: 17 },
    ])
  })

  it('reads quotes inside names', () => {
    const diff = adding(
      'a.test.js',
      String.raw`test('it\'s "kept"', () => {`,
      'test("the `lock`", () => {',
    )

    expect(namesIn(diff)).toEqual(['it\'s "kept"', 'the `lock`'])
  })

  it.each([
    "test.skip('later', () => {",
    "it.todo('later')",
    "pattern.test('later')",
    "// test('later', () => {",
    " * test('later', () => {",
    'test(name, () => {',
    'test(`made of ${parts}`, () => {',
    "test('', () => {",
    String.raw`test('\u202ereversed', () => {`,
    "test('half of a name",
    "submit('later')",
  ])('finds no test in %s', (line) => {
    expect(namesIn(adding('a.test.js', line, "  'use strict'"))).toEqual([])
  })

  it('leaves out a name that hides or reorders text', () => {
    const diff = adding(
      'a.test.js',
      "test('safe\u202eliated', () => {",
      "test('bell\u0007', () => {",
      "test('tab\there', () => {",
      `test('${'long '.repeat(100)}', () => {`,
    )

    expect(namesIn(diff)).toEqual([])
  })
})

describe('tests that are not new', () => {
  it('are those whose lines were indented', () => {
    const diff = [
      '--- a/src/lib.rs',
      '+++ b/src/lib.rs',
      '@@ -1,2 +1,4 @@',
      '-#[test]',
      '-fn keeps() {}',
      '+mod tests {',
      '+    #[test]',
      '+    fn keeps() {}',
      '+}',
    ].join('\n')

    expect(namesIn(diff)).toEqual([])
  })

  it('are those that moved to another file, before or after it', () => {
    const here = adding('tests/a.rs', '#[test]', 'fn keeps() {}')
    const gone = removing('tests/b.rs', '#[test]', 'fn keeps() {}')

    expect(namesIn(here + gone)).toEqual([])
    expect(namesIn(gone + here)).toEqual([])
  })

  it('are those that got another signature', () => {
    const diff = [
      '--- a/tests/a.rs',
      '+++ b/tests/a.rs',
      '@@ -1,2 +1,2 @@',
      '-#[test]',
      '-fn keeps() {',
      '+#[tokio::test]',
      '+async fn keeps() {',
    ].join('\n')

    expect(namesIn(diff)).toEqual([])
  })

  it('are those that were skipped before', () => {
    const diff = [
      '--- a/a.test.js',
      '+++ b/a.test.js',
      '@@ -1 +1 @@',
      "-test.skip('keeps', () => {",
      "+test('keeps', () => {",
    ].join('\n')

    expect(namesIn(diff)).toEqual([])
  })

  it('are those of a deleted file', () => {
    expect(namesIn(removing('tests/b.rs', '#[test]', 'fn keeps() {}'))).toEqual(
      [],
    )
  })

  it('are not those of the same name in another language', () => {
    const gone = removing('tests/test_a.py', 'def test_keeps():')
    const here = adding('tests/a.rs', '#[test]', 'fn test_keeps() {}')

    expect(namesIn(gone + here)).toEqual(['test_keeps'])
  })
})

describe('the text of a diff', () => {
  it('is not taken for its headers', () => {
    const diff = [
      '--- a/tests/a.rs',
      '+++ b/tests/a.rs',
      '@@ -1 +1,3 @@',
      '--- a/tests/x.py',
      '+++ b/tests/test_x.py',
      '+#[test]',
      '+fn keeps() {}',
      '',
    ].join('\n')

    expect(newTestsIn(diff)).toEqual([
      { name: 'keeps', path: 'tests/a.rs', line: 3 },
    ])
  })

  it('may be cut off, binary, or without any line', () => {
    const whole = adding('tests/a.rs', '#[test]', 'fn keeps() {}', 'fn b() {')

    expect(namesIn(whole.slice(0, -10))).toEqual(['keeps'])
    expect(
      namesIn(
        'diff --git a/x.rs b/x.rs\nBinary files a/x.rs and b/x.rs differ',
      ),
    ).toEqual([])
    expect(namesIn('')).toEqual([])
  })

  it('may end its lines with a carriage return', () => {
    expect(
      namesIn(adding('tests/a.rs', '#[test]\r', 'fn keeps() {}\r')),
    ).toEqual(['keeps'])
  })

  it('may be as long as it is allowed to be', () => {
    const line = '+'.padEnd(4_000, '#[test fn a(')
    const many = `+test("x`.padEnd(60, '\\"(')
    const lines = [
      ...Array.from({ length: 1_000 }, () => line),
      ...Array.from({ length: 60_000 }, () => many),
    ]
    const diff = `--- a/a.js\n+++ b/a.js\n@@ -0,0 +1,${lines.length} @@\n${lines.join('\n')}`

    expect(namesIn(diff)).toEqual([])
    expect(namesIn(diff.replaceAll('a.js', 'a.rs'))).toEqual([])
  })

  it('never makes a name that spans lines or hides characters', () => {
    const piece = fc.constantFrom(
      '#[test]',
      'fn a() {}',
      "test('",
      "')",
      '`',
      '\\',
      '(',
      '\n+',
      '\n-',
      '\u202e',
      '\u0000',
      '$(id)',
    )
    const hostile = fc
      .array(fc.oneof(piece, fc.string()), { maxLength: 30 })
      .map((parts) => parts.join(''))

    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom('a.rs', 'test_a.py', 'a.ts', 'a_test.go'),
        (text, path) => {
          const lines = text.split('\n').length
          const diff = `--- a/${path}\n+++ b/${path}\n@@ -1,9 +1,${lines} @@\n+${text}`
          for (const { name, line } of newTestsIn(diff)) {
            expect(name).toMatch(/^[^\p{Cc}\u202a-\u202e]{1,200}$/u)
            expect(line).toBeGreaterThan(0)
          }
        },
      ),
    )
  })
})

describe('a diff that git makes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'new-tests-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function git(...args: readonly string[]): string {
    const settings = ['user.name=A', 'user.email=a@example.org']
    const { stdout } = spawnSync(
      'git',
      [...settings.flatMap((setting) => ['-c', setting]), ...args],
      { cwd: folder, encoding: 'utf8' },
    )
    return stdout
  }

  function write(path: string, text: string): void {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  it('gives up its tests: odd paths, renames, tests put in the middle', () => {
    const first = '#[test]\nfn first() {\n    a();\n}\n'
    const last = '#[test]\nfn last() {\n    a();\n}\n'
    const long = Array.from({ length: 40 }, (_, at) => `# ${at}\n`).join('')
    git('init', '--quiet')
    write('tests/middle.rs', `${first}\n${last}`)
    write('tests/test_old.py', `${long}def test_kept():\n    pass\n`)
    write('tests/test_gone.py', 'def test_gone():\n    pass\n')
    git('add', '.')
    git('commit', '--quiet', '--message', 'one')
    write(
      'tests/middle.rs',
      `${first}\n#[test]\nfn middle() {\n    a();\n}\n\n${last}`,
    )
    rmSync(join(folder, 'tests/test_old.py'))
    rmSync(join(folder, 'tests/test_gone.py'))
    write(
      'tests/test_new.py',
      `${long}def test_kept():\n    pass\n\n\ndef test_added():\n    pass\n`,
    )
    write('t\u00e9 st/\u00e9.test.ts', "it('is kept', () => {})\n")
    write('a b/x_test.go', 'func TestX(t *testing.T) {}')
    git('add', '.')
    git('commit', '--quiet', '--message', 'two')

    const diff = git(
      'diff',
      '--unified=0',
      '--find-renames',
      '--src-prefix=a/',
      '--dst-prefix=b/',
      'HEAD~1',
      'HEAD',
    )

    expect(newTestsIn(diff)).toEqual([
      { name: 'TestX', path: 'a b/x_test.go', line: 1 },
      { name: 'middle', path: 'tests/middle.rs', line: 7 },
      { name: 'test_added', path: 'tests/test_new.py', line: 45 },
      { name: 'is kept', path: 't\u00e9 st/\u00e9.test.ts', line: 1 },
    ])
  })
})
