import { describe, expect, it } from '@jest/globals'

import { isTestFile } from '../../src/plan/test-path.ts'

describe('a file of tests', () => {
  it.each([
    'tests/a.rs',
    'crates/core/tests/common/mod.rs',
    'src/tests.rs',
    'test_a.py',
    'pkg/conftest.py',
    'a_test.go',
    'src/a.test.tsx',
    'src/__tests__/a.js',
    'test/fixtures/a.json',
  ])('is one by its path: %s', (path) => {
    expect(isTestFile(path)).toBe(true)
  })

  it.each([
    'src/a.rs',
    'src/latest.rs',
    'src/contest/a.py',
    'docs/testing.md',
    '.chant/specs/test.md',
    'src/attest.go',
  ])('is none: %s', (path) => {
    expect(isTestFile(path)).toBe(false)
  })
})
