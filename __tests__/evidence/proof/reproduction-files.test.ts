import { describe, expect, it } from '@jest/globals'

import {
  isTestPath,
  type ReproductionClues,
  reproductionFiles,
} from '../../../src/evidence/proof/reproduction-files.ts'
import { makeSpec } from '../../support/staging-facts.ts'

const paths = [
  'src/store.js',
  'test/issue-1234.test.js',
  'test/regression/a.test.js',
  'test/regression/b.test.js',
  'packages/keep/.chant/specs/002.md',
  'packages/keep/test/issue-1234.test.js',
]

function find(clues: Partial<ReproductionClues> = {}) {
  return reproductionFiles({
    step: { files: [], source: '`.github/staging-pr.yml`' },
    spec: null,
    reproduction: null,
    newTests: [],
    paths,
    ...clues,
  })
}

function byFiles(...files: readonly string[]) {
  return (
    find({ step: { files, source: '`.github/staging-pr.yml`' } })?.value ?? null
  )
}

describe('the files of the reproduction test', () => {
  it('are those that the step names: paths, folders, patterns', () => {
    expect(byFiles('test/issue-1234.test.js')).toEqual([
      'test/issue-1234.test.js',
    ])
    expect(byFiles('./test/regression')).toEqual([
      'test/regression/a.test.js',
      'test/regression/b.test.js',
    ])
    expect(byFiles('test/**', 'test/regression/')).toEqual([
      'test/issue-1234.test.js',
      'test/regression/a.test.js',
      'test/regression/b.test.js',
    ])
  })

  it('are looked for in the folder that holds .chant, then at the root', () => {
    const spec = makeSpec('', { root: 'packages/keep/' })
    const step = { files: ['test/issue-1234.test.js'], source: 's' }
    expect(find({ spec, step })?.value).toEqual([
      'packages/keep/test/issue-1234.test.js',
    ])
    const rooted = { files: ['test/regression/a.test.js'], source: 's' }
    expect(find({ spec, step: rooted })?.value).toEqual([
      'test/regression/a.test.js',
    ])
  })

  it('are else the target files of the reproduction spec', () => {
    const reproduction = makeSpec('', {
      id: '002',
      root: 'packages/keep/',
      targetFiles: ['test/issue-1234.test.js'],
    })
    expect(find({ reproduction })).toEqual({
      value: ['packages/keep/test/issue-1234.test.js'],
      source: 'target_files of spec 002',
    })
  })

  it('are else test files in backticks in the criteria', () => {
    const spec = makeSpec(
      '## Acceptance Criteria\n\n- [ ] `test/issue-1234.test.js` passes, `src/store.js` is clean, `true`',
    )
    expect(find({ spec })).toEqual({
      value: ['test/issue-1234.test.js'],
      source: 'acceptance criteria of spec 005-fork-fix',
    })
  })

  it('are else the test files to which the branch adds tests, and no module that holds tests beside code', () => {
    const newTests = [
      { name: 'keeps', path: 'test/issue-1234.test.js', line: 1 },
      { name: 'keeps', path: 'src/store.rs', line: 9 },
    ]
    expect(find({ newTests })).toEqual({
      value: ['test/issue-1234.test.js'],
      source: 'tests that the branch adds',
    })
  })

  it('are unknown where nothing names one that exists', () => {
    expect(find()).toBeNull()
    expect(byFiles('test/nope.js', '', '   ', '../../etc/passwd')).toBeNull()
  })

  it('are known by what the step names before anything else', () => {
    const reproduction = makeSpec('', { targetFiles: ['test/regression/'] })
    const step = { files: ['test/issue-1234.test.js'], source: 's' }
    expect(find({ step, reproduction })?.value).toEqual([
      'test/issue-1234.test.js',
    ])
  })
})

describe('the path of a test', () => {
  it.each([
    'tests/a.rs',
    'test/a.js',
    'src/__tests__/a.ts',
    'pkg/tests/data/keys.json',
    'pkg/store_test.go',
    'test_store.py',
    'a/test_store.py',
    'store_test.py',
    'src/store.test.tsx',
    'src/store.spec.mjs',
    'store_test.rs',
  ])('is one: %s', (path) => {
    expect(isTestPath(path)).toBe(true)
  })

  it.each([
    'src/store.rs',
    'latest/store.js',
    'contest.py',
    'src/testing.ts',
    'tests/',
    'tests/keys',
    'tests/v1.2/keys',
    'a.b/tests/keys',
    'tests.d/keys.js',
    'test',
    'README.md',
  ])('is none: %s', (path) => {
    expect(isTestPath(path)).toBe(false)
  })
})
