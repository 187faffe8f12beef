import { describe, expect, it } from '@jest/globals'

import { checkTestConfiguration } from '../../../../src/evidence/checks/test-integrity/test-configuration.ts'
import { findingLines } from '../../../support/finding-lines.ts'
import { makeChange, makeStepResult } from '../../../support/staging-facts.ts'

type Manifest = Readonly<Record<string, unknown>>

function check(path: string, before = '', after = ''): readonly string[] {
  return findingLines(
    checkTestConfiguration({
      hunks: [],
      files: [{ file: makeChange(path), reason: { kind: 'unknown' } }],
      texts: [{ path, before, after }],
      steps: [
        makeStepResult('test', 'sh ./tools/check.sh --all', { kind: 'test' }),
      ],
    }),
  )
}

function checkManifest(before: Manifest, after: Manifest): readonly string[] {
  return check(
    'package.json',
    JSON.stringify(before),
    JSON.stringify(after, null, 2),
  )
}

describe('package.json', () => {
  const told =
    'warn test-integrity/test-configuration: `package.json` is changed, which says how the code is tested or checked.'

  it.each([
    [{ jest: { automock: false } }, { jest: { automock: true } }],
    [
      { eslintConfig: { rules: {} } },
      { eslintConfig: { rules: { a: 'off' } } },
    ],
    [{ scripts: { test: 'jest' } }, { scripts: { test: 'jest || true' } }],
    [{}, { imports: { '#keep': './fake.js' } }],
  ])('is told where what verifies changes: %j', (before, after) => {
    expect(checkManifest(before, after)).toEqual([told])
  })

  it('is not where versions, dependencies or layout change', () => {
    expect(
      checkManifest(
        { version: '1', scripts: { test: 'jest', start: 'a' }, jest: {} },
        {
          version: '2',
          jest: {},
          dependencies: { a: '1' },
          scripts: { start: 'b', test: 'jest' },
        },
      ),
    ).toEqual([])
  })
})

describe('a script', () => {
  it('is told where a step runs it', () => {
    expect(check('tools/check.sh')).toEqual([
      'warn test-integrity/test-configuration: `tools/check.sh` is changed, which the step `test` runs.',
    ])
    expect(check('check.sh')).toEqual([])
    expect(check('other/tools/check.sh')).toEqual([])
  })
})
