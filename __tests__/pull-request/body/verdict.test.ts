import { describe, expect, it } from '@jest/globals'

import { noProof } from '../../../src/evidence/proof/no-proof.ts'
import type { Evidence, Proof } from '../../../src/evidence/evidence.ts'
import { bodyWriter } from '../../../src/pull-request/body.ts'
import type { Point } from '../../../src/pull-request/body/point.ts'
import { verdictText } from '../../../src/pull-request/body/verdict-text.ts'
import { fullDetail } from '../../../src/pull-request/fit.ts'
import {
  makeContext,
  makeEvidence,
  makeFacts,
  makeStepResult,
  mergeBaseSha,
  stepResults,
} from '../../support/staging-facts.ts'

function said(
  overrides: Partial<Evidence>,
  open: readonly Point[] = [],
): string {
  const evidence = makeEvidence(overrides)
  const { kind, lead, detail } = verdictText({ evidence }, open)
  return [`[${kind}]`, lead, ...detail].join(' ')
}

function proof(
  status: Proof['status'],
  seal: Proof['seal'],
  reds: readonly [number, number, number, number],
): Proof {
  const [originalBefore, originalAfter, newBefore, newAfter] = reds.map(
    (red) => ({ red, runs: 5 }),
  )
  return {
    ...noProof,
    status,
    seal,
    cells: {
      originalBefore: originalBefore ?? null,
      originalAfter: originalAfter ?? null,
      newBefore: newBefore ?? null,
      newAfter: newAfter ?? null,
    },
  }
}

const suite = stepResults.slice(2)
const open = (rule: Point['rule']): Point => ({
  rule,
  markdown: 'x',
  plain: 'x',
})

describe('ready', () => {
  it('says how many steps passed and what that does not show', () => {
    expect(said({ steps: suite })).toBe(
      '[TIP] Ready for your review. All 3 steps passed. No reproduction test is configured, so nothing shows that the bug was there before.',
    )
  })

  it('says of a reproduction test that it ran on the fixed code only', () => {
    expect(said({})).toContain(
      'The reproduction test is green after the fix; it was not run on the code before it.',
    )
  })

  it('carries the proof with its counts', () => {
    expect(said({ proof: proof('proven', 'intact', [5, 0, 5, 0]) })).toBe(
      '[TIP] Ready for your review. The reproduction test is **red 5 of 5 before** the fix and **green 5 of 5 after** it, and is the test that was written before the fix. All 5 steps passed.',
    )
  })

  it.each([
    ['edited', 'It was edited after the fix began; its original is green'],
    [
      'accepted',
      'the original is not green on the fixed code; a person accepted the change.',
    ],
    ['unsealed', 'no version older than the fix'],
  ] as const)('says that the test is %s', (seal, words) => {
    expect(said({ proof: proof('proven', seal, [5, 0, 5, 0]) })).toContain(
      words,
    )
  })

  it('never shows a pass after a retry as a plain one', () => {
    const flaky = makeStepResult('test', 'make test', {
      flaky: true,
      attempts: 2,
    })

    expect(said({ steps: [flaky] })).toContain(
      '`make test` passed only on attempt 2.',
    )
  })

  it('counts skipped steps apart', () => {
    const skipped = makeStepResult('new', 'make new', { status: 'skipped' })

    expect(said({ steps: [...suite, skipped] })).toContain(
      'All 3 steps that ran passed; 1 was skipped.',
    )
  })
})

describe('incomplete', () => {
  it.each([
    [[open('criteria/open')], '1 acceptance criterion is open.'],
    [
      [open('criteria/open'), open('criteria/open')],
      '2 acceptance criteria are open.',
    ],
    [[open('spec/not-found')], 'there is no spec.'],
    [[open('spec/status')], '1 point is open.'],
    [[open('spec/status'), open('criteria/open')], '2 points are open.'],
  ])('says what is open', (points, words) => {
    expect(said({ conclusion: 'incomplete' }, points)).toContain(
      `[WARNING] Not ready yet: ${words} All 5 steps passed.`,
    )
  })
})

describe('failed', () => {
  const failing = makeStepResult('test', 'cargo test', {
    status: 'failed',
    exitCode: 101,
    tests: { passed: 214, failed: 3, skipped: 0 },
  })
  const late = makeStepResult('clippy', 'cargo clippy', {
    status: 'timed-out',
    exitCode: null,
    reason: 'after 30 min',
  })
  const conclusion = 'failed'

  it('names the one step that failed, counts first', () => {
    expect(said({ conclusion, steps: [...suite.slice(1), failing] })).toBe(
      '[CAUTION] Failed: `cargo test`. 3 failed, 214 passed. The other 2 steps passed.',
    )
  })

  it('says when time ran out', () => {
    expect(said({ conclusion, steps: [late] })).toBe(
      '[CAUTION] Failed: `cargo clippy` ran out of time. After 30 min.',
    )
  })

  it('counts and names several', () => {
    expect(said({ conclusion, steps: [failing, late, ...suite] })).toBe(
      '[CAUTION] Failed: 2 of 5 steps did not pass. `cargo test`: **3 failed, 214 passed**. `cargo clippy`: **timed out**: after 30 min.',
    )
  })

  it('says when a ticked criterion is contradicted', () => {
    const criteria = [
      { text: 'x', checked: true, state: 'contradicted', by: null },
    ] as const

    expect(said({ conclusion, criteria })).toContain(
      '[CAUTION] Failed: the evidence contradicts 1 ticked criterion. All 5 steps passed.',
    )
  })

  it.each([
    [
      proof('test-changed', 'broken', [5, 5, 5, 0]),
      'Not shown to be fixed: the reproduction test was changed. The original test is still **red 5 of 5** on the fixed code. Only the changed test is green.',
    ],
    [
      proof('not-fixed', 'intact', [5, 4, 5, 4]),
      'Not fixed: the reproduction test is still red. It is **red 4 of 5** on this commit.',
    ],
    [
      proof('not-reproduced', 'intact', [0, 0, 0, 0]),
      'Not shown to be a fix: the reproduction test was green before it. It is **green 5 of 5 before** the fix, so it does not show the bug. Write a test that fails there; or, if one of the files under `files:` brings the fix along, name fewer.',
    ],
  ])('lets the proof decide', (given, words) => {
    expect(said({ conclusion, proof: given })).toBe(`[CAUTION] ${words}`)
  })
})

describe('inconclusive', () => {
  const conclusion = 'inconclusive'

  it('says when nothing was run, and what to do', () => {
    expect(said({ conclusion, steps: [] })).toBe(
      '[NOTE] No verdict: nothing was run. No verification step is configured, and nothing in the repository suggests one. Say under `verify:` in `.github/staging-pr.yml` which commands to run.',
    )
  })

  it('says which step came to no result, and why', () => {
    const zero = makeStepResult('test', 'cargo test x', {
      status: 'not-started',
      reason: 'it ran zero tests',
    })

    expect(said({ conclusion, steps: [...suite, zero] })).toBe(
      '[NOTE] No verdict: 1 step came to no result. `cargo test x`: **no result**: it ran zero tests. 3 of 4 steps passed.',
    )
  })

  it('says when every step was skipped', () => {
    const skipped = makeStepResult('new', 'make new', { status: 'skipped' })

    expect(said({ conclusion, steps: [skipped] })).toBe(
      '[NOTE] No verdict: every step was skipped. Testing says why.',
    )
  })
})

describe('stale and not run', () => {
  it('say so', () => {
    expect(said({ conclusion: 'stale' })).toBe(
      '[NOTE] Out of date: the branch has moved on. These results are for commit `9f3c2a7`; the newer one has a run of its own.',
    )
    expect(verdictText({ evidence: null }, []).lead).toBe('Not run yet.')
  })
})

describe('the second line', () => {
  const lineOf = (facts: ReturnType<typeof makeFacts>): string =>
    bodyWriter(facts)(fullDetail, 'shown').split('\n')[3] ?? ''

  it('has commit, base and run', () => {
    expect(lineOf(makeFacts())).toBe(
      '> Commit `9f3c2a7` · upstream `main` at `4be01d2` · [run](https://github.com/yourusername/project/actions/runs/7712003415)',
    )
  })

  it('says when upstream could not be reached', () => {
    const evidence = makeEvidence({
      mergeBase: { sha: mergeBaseSha, from: 'yourusername/project main' },
    })

    expect(lineOf(makeFacts({ evidence }))).toContain(
      'compared with `yourusername/project main` at `4be01d2`, since upstream could not be reached',
    )
  })

  it('has no run on the command line', () => {
    const evidence = makeEvidence({
      run: { id: null, attempt: null, repositoryId: null },
    })
    const context = makeContext({ run: { id: 0, attempt: 1 } })

    expect(lineOf(makeFacts({ evidence, context }))).toBe(
      '> Commit `9f3c2a7` · upstream `main` at `4be01d2`',
    )
  })
})

describe('the four cells', () => {
  it('stand below the verdict when the test was changed', () => {
    const evidence = makeEvidence({
      conclusion: 'failed',
      proof: proof('test-changed', 'broken', [5, 5, 5, 0]),
    })

    const body = bodyWriter(makeFacts({ evidence }))(fullDetail, 'shown')

    expect(body).toContain(
      `| Reproduction test | Before the fix | After the fix |
| --- | --- | --- |
| Original | red 5/5 | ❌ **red 5/5** |
| Changed, \`9f3c2a7\` | red 5/5 | green 5/5 |`,
    )
  })
})
