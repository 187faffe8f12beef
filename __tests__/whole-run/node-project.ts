import { fix } from './scene.ts'

const test = 'test/issue-1234.test.js'
const code = 'src/keep.js'

/** Content of upstream: `keep` loses a key. */
export const upstream = {
  'package.json': '{"name":"keep","version":"1.0.0","type":"module"}\n',
  [code]: 'export const keep = (a, b) => [b]\n',
  'test/other.test.js':
    "import { test } from 'node:test'\ntest('other', () => {})\n",
}

/** What verifies the fix. */
export const config = `verify:
  reproduction:
    run: node --test ${test}
    files: [${test}]
  test: node --test
  fmt: sh -c 'echo formatted'
criteria:
  both keys: reproduction
gates: {scope: off}
`

/** First commit of the fix branch: spec, configuration and the test that shows the bug. */
export const reproduction = {
  ...fix,
  '.github/staging-pr.yml': config,
  [test]: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keep } from '../src/keep.js'
test('issue 1234', () => assert.deepEqual(keep(1, 2), [1, 2]))
`,
}

/** The fix. */
export const mended = { [code]: 'export const keep = (a, b) => [a, b]\n' }

/** A body without what differs from run to run. */
export function steady(body: string): string {
  return body
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/gu, 'SERVER')
    .replaceAll(/\bruns\/\d+/gu, 'runs/ID')
    .replaceAll(/\b(?:under )?\d+(?:\.\d+)? (?:ms|s|min)\b/gu, 'TIME')
    .replaceAll(/duration_ms \d+(?:\.\d+)?/gu, 'TIME')
    .replaceAll(/\(\d+(?:\.\d+)?ms\)/gu, 'TIME')
    .replaceAll(/staging-pr:[a-z]+ [^>]*/gu, 'MARKER')
}
