import { describe, expect, it } from '@jest/globals'

import type { Baseline, StepResult } from '../../src/evidence/evidence.ts'
import type { Problem } from '../../src/evidence/problems/problem.ts'
import { noProof } from '../../src/evidence/proof/no-proof.ts'
import { annotationsOf } from '../../src/report/annotations.ts'
import { stepSummary } from '../../src/report/step-summary.ts'
import { liveInMarkdown } from '../support/reference-grammar.ts'
import {
  makeEvidence,
  makeFacts,
  makeStepResult,
} from '../support/staging-facts.ts'

const outcome = {
  operation: 'created',
  number: 7,
  url: 'https://github.com/yourusername/project/pull/7',
  notice: null,
} as const

function summaryOf(evidence: Partial<ReturnType<typeof makeEvidence>>): string {
  const facts = makeFacts({ evidence: makeEvidence(evidence) })
  const { findings = [], steps = [] } = evidence
  const annotations = annotationsOf({ findings, steps }, () => false)
  return stepSummary(facts, 'Fix issue 1234', { outcome, annotations })
}

function problems(
  path: string,
  number: number,
  fields: Partial<Problem> = {},
): readonly Problem[] {
  return Array.from({ length: number }, (_, index) => ({
    path,
    line: index + 1,
    column: null,
    endLine: null,
    level: 'error' as const,
    message: `Wrong ${index}.`,
    rule: 'no-wrong',
    ...fields,
  }))
}

function lint(fields: Partial<StepResult>): StepResult {
  return makeStepResult('lint', 'npm run lint', {
    kind: 'lint',
    status: 'failed',
    ...fields,
  })
}

describe('the step summary', () => {
  it('tells verdict, proof, steps, tests, problems and slow steps in this order', () => {
    const baseline: Baseline = {
      measure: 'tests',
      fresh: ['one', 'two'],
      known: [],
      mended: ['three'],
      lost: [],
      before: null,
    }
    const summary = summaryOf({
      conclusion: 'failed',
      proof: {
        ...noProof,
        status: 'proven',
        seal: 'unsealed',
        cells: {
          ...noProof.cells,
          newBefore: { red: 5, runs: 5 },
          newAfter: { red: 0, runs: 5 },
        },
      },
      steps: [
        makeStepResult('test', 'npm test', {
          status: 'failed',
          durationMs: 90_000,
          baseline,
        }),
        makeStepResult('slow', 'npm run slow', {
          flaky: true,
          attempts: 2,
          durationMs: 10_000,
          slowTests: [{ name: 'keeps both', durationMs: 4_200 }],
        }),
        lint({ durationMs: 500, problems: problems('src/a.ts', 2) }),
      ],
    })

    const parts = [
      '# Fix issue 1234',
      '> [!CAUTION]',
      '| | Before the fix | After the fix |',
      '| Reproduction test | red 5/5 | green 5/5 |',
      '[Staging PR 7]',
      '## Testing',
      '**New in `npm test` (2)**',
      '**Tests beside the code before the fix:** 2 **new failures**, 1 fixed',
      '**Flaky:** `npm run slow` passed only on attempt 2',
      '**Slowest steps:** `npm test` 1 min 30 s (90 %) and `npm run slow` 10 s (10 %), of 1 min 41 s in all',
      '**Slowest tests:** `keeps both` 4 s',
      '## Problems by file',
      '2 annotations.',
      'src/a.ts',
      '**2 errors** | 1, 2 |',
      '## User Impact',
      '**Next:**',
    ]
    const places = parts.map((part) => summary.indexOf(part))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((one, other) => one - other))
  })

  it('counts the problems that were not kept too', () => {
    const summary = summaryOf({
      conclusion: 'failed',
      steps: [
        lint({ problems: problems('src/a.ts', 23), problemsLeftOut: 500 }),
      ],
    })

    expect(summary).toContain(
      '10 annotations, … and 513 more: those kept by file, 500 counted only.',
    )
  })

  it('counts what GitHub does not show on the lines, by file', () => {
    const summary = summaryOf({
      conclusion: 'failed',
      steps: [
        lint({
          problems: [
            ...problems('src/a.ts', 23),
            ...problems('src/b.ts', 10, { level: 'warning' }),
            ...problems('src/c.ts', 1, { level: 'warning', line: 70 }),
          ],
        }),
      ],
    })

    expect(summary).toContain('20 annotations, … and 14 more, by file.')
    expect(summary).toContain(
      '**23 errors** | 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, … |',
    )
    expect(summary).toContain('10 warnings | 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 |')
    expect(summary).toContain('- `src/c.ts:70` Wrong 0. (lint, no-wrong)')
  })

  it('lets no text of a tool refer to anything or break out of its place', () => {
    const [hostile] = problems('src/a.ts', 1, {
      message:
        'fixes #12, ask @someone | <img src=x> </details> https://github.com/upstreamorg/project/issues/3',
    })
    const summary = summaryOf({
      conclusion: 'failed',
      steps: [lint({ problems: hostile === undefined ? [] : [hostile] })],
    })

    expect(summary).toContain('src/a.ts:1')
    expect(
      liveInMarkdown(summary, {
        serverUrl: 'https://github.com',
        ownRepository: 'yourusername/project',
      }),
    ).toEqual([])
    expect(summary.match(/^<details>/gmu)?.length).toBe(
      summary.match(/^<\/details>/gmu)?.length,
    )
  })

  it('stays under 1 MiB with everything whole, however much there is', () => {
    const text = '漢'.repeat(250)
    const steps = Array.from({ length: 30 }, (_, index) =>
      makeStepResult(`step-${index}`, `make ${index}`, {
        status: 'failed',
        tail: `${text}\n`.repeat(60),
        problems: problems(`src/${text}/${index}.ts`, 900, { message: text }),
      }),
    )

    const summary = summaryOf({ conclusion: 'failed', steps })

    expect(Buffer.byteLength(summary)).toBeLessThan(1_000_000)
    expect(summary).toContain('**Shortened to fit into a summary:**')
    expect(summary).toContain('## Problems by file')
    expect(summary).toContain('**Next:**')
    expect(summary.match(/^<details>/gmu)?.length).toBe(
      summary.match(/^<\/details>/gmu)?.length,
    )
  })
})
