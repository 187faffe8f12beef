import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { evidenceSchema } from '../../../src/evidence/evidence-schema.ts'
import { newProblems } from '../../../src/evidence/problems/new-problems.ts'
import { readJunitProblems } from '../../../src/evidence/problems/junit.ts'
import { readProblems } from '../../../src/evidence/problems/read-problems.ts'
import { makeEvidence, makeStepResult } from '../../support/staging-facts.ts'
import { ranIn } from './support.ts'

const folder = new URL('outputs/', import.meta.url)
const recorded = readdirSync(folder).map((name) =>
  readFileSync(new URL(name, folder), 'utf8'),
)

/** Lines of all recorded outputs, out of their order and with other text between. */
const lines = fc
  .array(
    fc.oneof(
      fc.constantFrom(...recorded.flatMap((text) => text.split('\n'))),
      fc.constantFrom('a.c:0: x', 'a.c:999999999:0: error: x', '--> a.c:1:1'),
      fc.string(),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join('\n'))

describe('problems of any output', () => {
  it('are fit for the evidence, and of files of the head', () => {
    const where = ranIn(['a.c', 'src/a.ts', 'src/lib.rs', 'tests/test_a.py'])

    fc.assert(
      fc.property(lines, (text) => {
        const problems = newProblems(
          [...readProblems(text, where), ...readJunitProblems(text, where)],
          { status: 'failed', baseline: null },
          '.',
        )

        expect(problems.every(({ path }) => where.has(path))).toBe(true)
        const steps = [makeStepResult('a', 'a', { problems })]
        const checked = evidenceSchema.safeParse(makeEvidence({ steps }))
        expect(checked.error?.issues ?? []).toEqual([])
      }),
    )
  })

  it.each([
    ['Diff in a.c:1:', 'Diff in a.c:1:\n'],
    ['arrows', 'error: x\n --> a.c:1:1\n'],
    ['boxes', ' ! x\n ,-[a.c:1:1]\n'],
    ['half boxes', ' ,-[a.c:1:1]\n'],
    ['failed tests of jest', '  ● a › b\n'],
    ['failed tests of go', '--- FAIL: A (0s)\n    a.c.go:1: x\n'],
    ['packages of go', 'FAIL\ta/b/c/d/e/f\n'],
    ['panics', "thread 'a' panicked at a.c:1:1:\nx\n"],
    ['sections of pytest', '=== FAILURES ===\n___ a ___\nE x\na.py:1: A\n'],
    ['exceptions of pytest', '=== FAILURES ===\n___ a ___\nE x\nE y\n'],
    ['lines of ESLint', 'a.c\n  1:1  error  x  y\n'],
    ['lines', 'a.c:1:1: x\n'],
    ['long lines', `${'a.c:1:'.repeat(600)}\n`],
  ])(
    'are read to their end, a quarter of a MiB of them: %s',
    (_, piece) => {
      const text = piece.repeat(Math.ceil((256 * 1024) / piece.length))

      expect(
        readProblems(text, ranIn(['a.c', 'a.py'])).length,
      ).toBeLessThanOrEqual(1_000)
    },
    60_000,
  )
})
