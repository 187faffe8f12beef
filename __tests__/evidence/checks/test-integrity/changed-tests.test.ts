import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, it } from '@jest/globals'

import { checkTestIntegrity } from '../../../../src/evidence/checks/test-integrity.ts'
import type { ExplainedChange } from '../../../../src/evidence/explain-changes.ts'
import { readDiff } from '../../../../src/plan/diff.ts'
import { findingLines } from '../../../support/finding-lines.ts'
import { makeChange } from '../../../support/staging-facts.ts'

/** What is said of one file that had other lines before, by git's own diff of the two. */
function check(path: string, before: string, after: string): readonly string[] {
  const diff = readDiff(
    gitDiff(before, after).replace(/^(---|\+\+\+) .*$/gmu, (_, mark: string) =>
      mark === '---' ? `--- a/${path}` : `+++ b/${path}`,
    ),
  )
  const count = (side: string): number =>
    diff
      .filter((run) => run.side === side)
      .reduce((sum, { lines }) => sum + lines.length, 0)
  const file: ExplainedChange = {
    file: makeChange(path, {
      added: count('added'),
      removed: count('removed'),
    }),
    reason: { kind: 'unknown' },
  }
  return findingLines(
    checkTestIntegrity({
      commits: [],
      steps: [],
      files: [file],
      texts: [{ path, before, after }],
      diff,
    }),
  )
}

function gitDiff(before: string, after: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'versions-'))
  try {
    writeFileSync(join(folder, 'a'), before)
    writeFileSync(join(folder, 'b'), after)
    return spawnSync(
      'git',
      ['diff', '--no-index', '--no-color', '--unified=0', 'a', 'b'],
      { cwd: folder, encoding: 'utf8' },
    ).stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const python = [
  'import pytest',
  'from shop import total',
  '',
  '',
  'def test_adds():',
  '    assert total([1, 2]) == 3',
  '',
  '',
  'def test_empty():',
  '    assert total([]) == 0',
  '',
].join('\n')

const node = [
  "import assert from 'node:assert/strict'",
  "import { test } from 'node:test'",
  "import { total } from '../src/total.js'",
  '',
  "test('adds', () => {",
  '  assert.equal(total([1, 2]), 3)',
  '})',
  '',
  "test('takes nothing for nought', () => {",
  '  assert.equal(total([]), 0)',
  '})',
  '',
].join('\n')

const rust = [
  'pub fn total(of: &[i64]) -> i64 { of.iter().sum() }',
  '',
  '#[cfg(test)]',
  'mod tests {',
  '    use super::*;',
  '',
  '    #[test]',
  '    fn adds() {',
  '        assert_eq!(total(&[1, 2]), 3);',
  '    }',
  '',
  '    #[test]',
  '    fn nought() {',
  '        let none = [];',
  '        assert_eq!(total(&none), 0);',
  '    }',
  '}',
  '',
].join('\n')

const changed = 'warn test-integrity/changed:'

describe('an existing test that keeps its name', () => {
  it('is named when it returns before it looks', () => {
    expect(
      check(
        'test/a.test.js',
        node,
        node.replace('  assert', '  return\n  assert'),
      ),
    ).toEqual([
      `${changed} In \`test/a.test.js\`, the existing test \`adds\` is changed.`,
    ])
  })

  it('is named when it swallows its failure', () => {
    const after = python.replace(
      '    assert total([1, 2]) == 3',
      '    try:\n        assert total([1, 2]) == 3\n    except AssertionError:\n        pass',
    )

    expect(check('tests/test_a.py', python, after)).toEqual([
      `${changed} In \`tests/test_a.py\`, the existing test \`test_adds\` is changed.`,
    ])
  })

  it('is named when it shadows what it asserts with', () => {
    const after = node.replace(
      '  assert.equal(total([1',
      '  const assert = { equal() {} }\n  assert.equal(total([1',
    )

    expect(check('test/a.test.js', node, after)).toHaveLength(1)
  })

  it('is named when it is expected to panic', () => {
    const after = rust.replace(
      '    #[test]\n    fn adds',
      '    #[test]\n    #[should_panic]\n    fn adds',
    )

    expect(check('src/lib.rs', rust, after)).toEqual([
      `${changed} In \`src/lib.rs\`, the existing test \`adds\` is changed.`,
    ])
  })

  it('is named with its assertions in one finding', () => {
    const after = node.replace('[1, 2]), 3', '[1, 2]), 4')

    expect(check('test/a.test.js', node, after)).toEqual([
      'warn test-integrity/assertions: In `test/a.test.js`, 1 assertion is changed, in the existing test `adds`.',
    ])
  })

  it('may be laid out, quoted and commented otherwise, and moved within its file', () => {
    const after = node
      .replaceAll("'", '"')
      .replaceAll(/\)$/gmu, ');')
      .replace('  assert', '    // The sum.\n    assert')

    expect(check('test/a.test.js', node, after)).toEqual([])

    const [head = '', one = '', two = ''] =
      python.split(/\n{3}|(?=def test_e)/u)
    expect(
      check('tests/test_a.py', python, `${head}\n\n\n${two}\n\n${one}\n`),
    ).toEqual([])
  })

  it('runs no more where a second function takes its name', () => {
    expect(
      check(
        'tests/test_a.py',
        python,
        `${python}\n\ndef test_adds():\n    pass\n`,
      ),
    ).toEqual([
      'error test-integrity/deleted: The test `test_adds` is declared a second time in `tests/test_a.py`, so that only one of the two runs.',
    ])
  })

  it('may have a namesake in another class', () => {
    const before = `class TestA:\n    def test_one(self):\n        go()\n`

    expect(
      check(
        'tests/test_a.py',
        before,
        `${before}\n\nclass TestB:\n    def test_one(self):\n        stop()\n`,
      ),
    ).toEqual([])
  })
})

describe('an existing test that is replaced in place', () => {
  it('is removed, though its attribute stands still', () => {
    const after = rust
      .replace('fn adds()', 'fn is_quick()')
      .replace('assert_eq!(total(&[1, 2]), 3)', 'assert!(true)')

    expect(check('src/lib.rs', rust, after)[0]).toBe(
      'error test-integrity/deleted: The test `adds` is removed from `src/lib.rs`.',
    )
  })

  it('is removed when its name and, further down, its lines are others', () => {
    const after = rust
      .replace('fn nought()', 'fn no_panic()')
      .replace('total(&none), 0', 'total(&none), total(&none)')

    expect(check('src/lib.rs', rust, after)[0]).toBe(
      'error test-integrity/deleted: The test `nought` is removed from `src/lib.rs`.',
    )
  })

  it('is renamed where all of its lines are the same', () => {
    expect(
      check('src/lib.rs', rust, rust.replace('fn nought()', 'fn nothing()')),
    ).toEqual([
      'warn test-integrity/renamed: The test `nought` is renamed to `nothing`; its lines are the same.',
    ])
  })
})

describe('a file of tests', () => {
  it('may gain tests, groups, imports and helpers', () => {
    const after = node
      .replace('{ total }', '{ mean, total }')
      .concat(
        "\nfunction pricesOf(count) {\n  return [count]\n}\n\ndescribe('the mean', () => {\n  test('is new', () => {\n    assert.equal(mean(pricesOf(1)), 1)\n  })\n})\n",
      )

    expect(check('test/a.test.js', node, after)).toEqual([])

    expect(
      check(
        'tests/test_a.py',
        python,
        python
          .replace('import total', 'import mean, total')
          .concat(
            '\n\n@pytest.fixture\ndef prices():\n    return [1]\n\n\n@pytest.mark.parametrize(\n    "n", [1]\n)\ndef test_mean(prices, n):\n    assert mean(prices) == n\n',
          ),
      ),
    ).toEqual([])
  })

  const outside =
    'lines that belong to no test are changed, which its tests may rest on.'

  it.each([
    ['ends the process', 'process.exit(0)\n'],
    ['hides what its tests use', 'function total() {\n  return 3\n}\n'],
    ['sets something up', 'beforeEach(() => {\n  reset()\n})\n'],
  ])('is named when an added line %s', (_, added) => {
    expect(check('test/a.test.js', node, `${node}\n${added}`)).toEqual([
      `${changed} In \`test/a.test.js\`, ${outside}`,
    ])
  })

  it('is named when it tests something else', () => {
    expect(
      check(
        'test/a.test.js',
        node,
        node.replace('../src/total.js', '../test/fake.js'),
      ),
    ).toEqual([`${changed} In \`test/a.test.js\`, ${outside}`])
  })

  it('is named when a helper of its tests is emptied', () => {
    const before = 'export function expectTotal(sum) {\n  check(sum)\n}\n'

    expect(
      check(
        'test/helper.js',
        before,
        'export function expectTotal(sum) {\n}\n',
      ),
    ).toEqual([`${changed} In \`test/helper.js\`, ${outside}`])
  })
})

describe('a group of tests', () => {
  const grouped = node.replace(
    "test('adds'",
    "describe('the sum', () => {\n  test('one', () => {})\n})\n\ntest('adds'",
  )

  it('that became a function which nobody calls is told as removed', () => {
    expect(
      check(
        'test/a.test.js',
        grouped,
        grouped.replace("describe('the sum', () => {", 'function later() {'),
      )[0],
    ).toBe(
      'error test-integrity/deleted: Something else stands in the place of the group of tests `the sum` in `test/a.test.js`, so that its tests may not run.',
    )
  })

  it('may be put around tests', () => {
    const body = "test('adds', () => {\n  assert.equal(total([1, 2]), 3)\n})\n"
    const group = `describe('sums', () => {\n${body.replace(/^(?=.)/gmu, '  ')}})\n`

    expect(check('test/a.test.js', node, node.replace(body, group))).toEqual([])
  })

  it('is no function and no condition, in which a test may not run', () => {
    const body = "test('adds', () => {\n  assert.equal(total([1, 2]), 3)\n})\n"
    const wrapped = `function later() {\n${body.replace(/^(?=.)/gmu, '  ')}}\n`

    expect(check('test/a.test.js', node, node.replace(body, wrapped))).toEqual([
      'error test-integrity/deleted: The test `adds` in `test/a.test.js` stands within `function later() {` now, where it may not run.',
      `${changed} In \`test/a.test.js\`, the existing test \`adds\` is changed.`,
    ])
    expect(
      check(
        'tests/test_a.py',
        python,
        python.replace(
          'def test_empty():\n    assert',
          'if False:\n    def test_empty():\n        assert',
        ),
      )[0],
    ).toBe(
      'error test-integrity/deleted: The test `test_empty` in `tests/test_a.py` stands within `if False:` now, where it may not run.',
    )
  })

  it('may have another name', () => {
    expect(
      check(
        'test/a.test.js',
        grouped,
        grouped.replace("describe('the sum'", "describe('a sum'"),
      ).filter((line) => line.startsWith('error')),
    ).toEqual([])
  })
})

describe('a fixture', () => {
  it('is named when it says something else, and not when it is longer', () => {
    expect(
      check('tests/fixtures/total.json', '{"sum": 3}\n', '{"sum": 4}\n'),
    ).toEqual([
      `${changed} \`tests/fixtures/total.json\`, which tests may read or compare with, is changed.`,
    ])
    expect(check('tests/fixtures/a.csv', '1\n', '1\n2\n')).toEqual([])
  })
})
