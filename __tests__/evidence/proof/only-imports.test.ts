import { describe, expect, it } from '@jest/globals'

import { judgeRun } from '../../../src/evidence/proof/judge-run.ts'

function colour(output: string): string {
  const end = { status: 'exited', exitCode: 1 } as const
  return judgeRun({ red: null }, { end, durationMs: 1, output }).colour
}

const nodeCounts = 'ℹ tests 1\nℹ pass 0\nℹ fail 1\n'
const tapCounts = '1..1\n# tests 1\n# pass 0\n# fail 1\n'
const missing =
  "  Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/a/new.mjs' imported from /a/a.test.mjs\n"
const assertion =
  '  AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n'

describe('a test that fails by an import inside it', () => {
  it('is not red under node --test', () => {
    expect(colour(`✖ keeps (9.4ms)\n${nodeCounts}${missing}`)).toBe('none')
    expect(
      colour(
        `not ok 1 - keeps\n  ---\n  code: 'ERR_MODULE_NOT_FOUND'\n  ...\n${tapCounts}`,
      ),
    ).toBe('none')
    expect(
      colour(
        `✖ keeps (9.4ms)\n${nodeCounts}  Error: Cannot find module './new.js'\n`,
      ),
    ).toBe('none')
  })

  it('is not red under pytest', () => {
    const error = "E   ModuleNotFoundError: No module named 'new'\n"
    const short =
      "FAILED test_a.py::test_a - ModuleNotFoundError: No module named 'new'\n"

    expect(colour(`${error}=== 1 failed in 0.53s ===\n`)).toBe('none')
    expect(colour(`${short}1 failed in 0.53s\n`)).toBe('none')
  })

  it('is red beside a test that fails by what it looks at', () => {
    expect(colour(`✖ keeps (9.4ms)\n${nodeCounts}${missing}${assertion}`)).toBe(
      'red',
    )
    expect(
      colour(
        "E   ModuleNotFoundError: No module named 'new'\nE   assert 2 == 1\n=== 2 failed in 0.53s ===\n",
      ),
    ).toBe('red')
  })

  it('is red where another error is the failure', () => {
    expect(colour(`✖ keeps (9.4ms)\n${nodeCounts}${assertion}`)).toBe('red')
    expect(
      colour(
        `not ok 1 - keeps\n  ---\n  code: 'ERR_TEST_FAILURE'\n  ...\n${tapCounts}`,
      ),
    ).toBe('red')
  })
})
