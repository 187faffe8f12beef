import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'

import { failuresIn, summaryOf } from './summaries.ts'

describe('node --test', () => {
  it('is read from the spec reporter', () => {
    const output = `✔ one (1.439694ms)
▶ store
  ✔ keeps (0.363921ms)
  ﹣ later (0.130227ms) # SKIP
✔ store (1.163841ms)
✖ bad (1.882786ms)
ℹ tests 4
ℹ suites 1
ℹ pass 2
ℹ fail 1
ℹ cancelled 0
ℹ skipped 1
ℹ todo 0
ℹ duration_ms 165.367601

✖ failing tests:

test at test/b.test.js:1:33
✖ bad (1.882786ms)
`
    expect(summaryOf(output)).toBe('node --test: 2 passed, 1 failed, 1 skipped')
    expect(failuresIn(output)).toEqual(['bad'])
  })

  it('is read from TAP', () => {
    const output = `TAP version 13
# Subtest: one
ok 1 - one
# Subtest: bad
not ok 2 - bad
1..2
# tests 2
# suites 0
# pass 1
# fail 1
# cancelled 0
# skipped 0
# todo 0
`
    expect(summaryOf(output)).toBe('node --test: 1 passed, 1 failed, 0 skipped')
    expect(failuresIn(output)).toEqual(['bad'])
  })

  it('does not take a file for a test, wherever it lies', () => {
    const counts = 'ℹ tests 1\nℹ pass 1\nℹ fail 0\n'

    for (const path of [
      'test/empty.test.js',
      'empty.test.mjs',
      '/home/me/my project/empty.test.ts',
      String.raw`C:\my project\empty.test.cjs`,
    ]) {
      expect(summaryOf(`✔ ${path} (109.3ms)\n${counts}`)).toBe(
        'node --test: 0 passed, 0 failed, 0 skipped',
      )
      expect(summaryOf(`# Subtest: ${path}\nok 1 - ${path}\n${counts}`)).toBe(
        'node --test: 0 passed, 0 failed, 0 skipped',
      )
    }
  })

  it('counts the one test of a suite that is named by a file', () => {
    const counts = '# tests 1\n# suites 1\n# pass 1\n# fail 0\n'
    const spec = '▶ src/store.js\n  ✔ keeps (0.3ms)\n✔ src/store.js (1.1ms)\n'
    const tap =
      '# Subtest: src/store.js\n    # Subtest: keeps\n    ok 1 - keeps\n    1..1\nok 1 - src/store.js\n'

    expect(summaryOf(spec + counts)).toBe(
      'node --test: 1 passed, 0 failed, 0 skipped',
    )
    expect(summaryOf(tap + counts)).toBe(
      'node --test: 1 passed, 0 failed, 0 skipped',
    )
  })

  it('counts a title that ends like a file', () => {
    expect(
      summaryOf('✔ reads src/store.js (0.3ms)\nℹ tests 1\nℹ pass 1\n'),
    ).toBe('node --test: 1 passed, 0 failed, 0 skipped')
  })
})

describe('a real run of node --test', () => {
  const folder = mkdtempSync(join(tmpdir(), 'node-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(
    join(folder, 'two.test.mjs'),
    `import test, { describe, it } from 'node:test'
test('one', () => {})
test('later', { skip: true }, () => {})
describe('src/store.js', () => { it('keeps', () => {}) })
`,
  )
  writeFileSync(join(folder, 'empty.test.mjs'), '')
  writeFileSync(join(folder, 'broken.test.mjs'), "throw new Error('no')")

  function run(reporter: string, ...args: readonly string[]): string {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--test', `--test-reporter=${reporter}`, ...args],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], NO_COLOR: '1' },
      },
    )
    return summaryOf(stdout + stderr)
  }

  it.each(['spec', 'tap'])('is counted with the reporter %s', (reporter) => {
    expect(run(reporter, 'two.test.mjs', 'empty.test.mjs')).toBe(
      'node --test: 2 passed, 0 failed, 1 skipped',
    )
    expect(run(reporter, 'empty.test.mjs')).toBe(
      'node --test: 0 passed, 0 failed, 0 skipped',
    )
    expect(run(reporter, 'broken.test.mjs')).toBe(
      'node --test: 0 passed, 1 failed, 0 skipped',
    )
    expect(
      run(reporter, '--test-name-pattern=nothing', 'two.test.mjs'),
    ).toMatch(/^node --test: 0 passed, 0 failed, \d skipped$/u)
  })
})
