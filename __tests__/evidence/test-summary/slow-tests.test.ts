import { describe, expect, it } from '@jest/globals'
import { readSlowTests } from '../../../src/evidence/test-summary/slow-tests.ts'

const told = (output: string, ...reports: readonly string[]): string[] =>
  readSlowTests(output, reports).map(
    ({ name, durationMs }) => `${name}: ${durationMs}`,
  )

describe('the slowest tests', () => {
  it.each([
    ['node --test', '✔ keeps (both) keys (1204.518ms)', 'keeps (both) keys'],
    ['jest', '    ✓ keeps both keys (1204 ms)', 'keeps both keys'],
    ['jest, failed', '    ✕ keeps both keys (1.204 s)', 'keeps both keys'],
    [
      'vitest',
      ' ✓ keep.test.ts > keeps both 1204ms',
      'keep.test.ts > keeps both',
    ],
    ['go test', '--- PASS: TestKeep (1.204s)', 'TestKeep'],
    [
      'go test, nested',
      '    --- FAIL: TestKeep/both (1.204s)',
      'TestKeep/both',
    ],
    [
      'nextest',
      '        PASS [   1.204s] keep tests::both',
      'keep tests::both',
    ],
    [
      'pytest',
      '1.204s call     tests/test_keep.py::test_both',
      'tests/test_keep.py::test_both',
    ],
  ])('are read from %s', (_runner, line, name) => {
    const durationMs = told(`before\n${line}\nafter\n`)[0]?.split(': ').at(-1)

    expect(told(line)).toEqual([`${name}: ${durationMs ?? ''}`])
    expect(Number(durationMs)).toBeGreaterThanOrEqual(1_204)
    expect(Number(durationMs)).toBeLessThanOrEqual(1_205)
  })

  it('are five at most, in order, and no fast ones', () => {
    const lines = [3, 9, 1, 7, 5, 2, 8].map(
      (seconds) => `✓ t${seconds} (${seconds}000 ms)`,
    )

    expect(told([...lines, '✓ fast (999 ms)'].join('\n'))).toEqual([
      't9: 9000',
      't8: 8000',
      't7: 7000',
      't5: 5000',
      't3: 3000',
    ])
  })

  it('come from reports where these tell how long tests took', () => {
    const xml =
      '<testsuite name="keep"><testcase name="both" time="2.5"><failure/></testcase><testcase name="one" time="0.1"/></testsuite>'

    expect(told('✓ other (4000 ms)', xml)).toEqual(['keep both: 2500'])
    expect(told('✓ other (4000 ms)', '<testsuite/>')).toEqual(['other: 4000'])
  })

  it('are none where a line only looks like it', () => {
    expect(
      told('copied 3 files (1200 ms)\n✓ done\n✓ (5 s)\n✓ x (soon)'),
    ).toEqual([])
    expect(told(`✓ ${' ('.repeat(20_000)}`)).toEqual([])
  })
})
