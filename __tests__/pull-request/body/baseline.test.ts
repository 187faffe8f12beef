import { describe, expect, it } from '@jest/globals'

import type { Baseline, StepResult } from '../../../src/evidence/evidence.ts'
import { bodyWriter } from '../../../src/pull-request/body.ts'
import { outcome, stepMark } from '../../../src/pull-request/body/step-text.ts'
import { verdictText } from '../../../src/pull-request/body/verdict-text.ts'
import { fullDetail } from '../../../src/pull-request/fit.ts'
import {
  found,
  makeEvidence,
  makeFacts,
  makeSpec,
  makeStepResult,
} from '../../support/staging-facts.ts'

function suite(
  baseline: Partial<Baseline>,
  overrides: Partial<StepResult> = {},
): StepResult {
  return makeStepResult('test', 'cargo test', {
    exitCode: 101,
    tests: { passed: 215, failed: 2, skipped: 1 },
    baseline: {
      measure: 'tests',
      fresh: [],
      known: [],
      mended: [],
      lost: [],
      before: null,
      ...baseline,
    },
    ...overrides,
  })
}

function lint(baseline: Partial<Baseline>): StepResult {
  return suite(
    { measure: 'complaints', ...baseline },
    { kind: 'lint', tests: null },
  )
}

describe('a step beside the code before the fix', () => {
  it('says that what fails failed before too', () => {
    expect(outcome(suite({ known: ['a', 'b'] }))).toBe(
      '2 failed, both failed before too, 215 passed, 1 skipped',
    )
    expect(outcome(suite({ known: ['a'] }))).toBe(
      '1 failed, failed before too, 215 passed, 1 skipped',
    )
    expect(outcome(lint({ known: ['a', 'b', 'c'] }))).toBe(
      '3 complaints, all there before too',
    )
  })

  it('is no plain pass', () => {
    expect(stepMark(suite({ known: ['a'] }))).toBe('⚠️')
  })

  it('says what is new first', () => {
    const status = 'failed'

    expect(
      outcome(
        suite(
          { fresh: ['n'], known: ['a'], mended: ['m'], lost: ['l'] },
          { status },
        ),
      ),
    ).toBe(
      '**1 new failure**, 1 failed before too, 1 mended, **1 test no longer run**, 215 passed, 1 skipped',
    )
    expect(outcome({ ...lint({ fresh: ['n'], known: ['a'] }), status })).toBe(
      '**1 new complaint**, 1 there before too',
    )
  })

  it('says why where exit statuses decide', () => {
    const step = suite(
      { measure: 'exit-status' },
      {
        status: 'failed',
        tests: null,
        reason: 'exit status 101, and it passes before the fix',
      },
    )

    expect(outcome(step)).toBe(
      '**failed**: exit status 101, and it passes before the fix',
    )
  })
})

describe('the verdict', () => {
  it('says that old failures hold nothing back', () => {
    const steps = [suite({ known: ['a', 'b'] }), lint({ known: ['x'] })]

    expect(
      verdictText({ evidence: makeEvidence({ steps }) }, []).detail,
    ).toContain(
      '2 test failures and 1 complaint were there before the fix as well, and hold nothing back.',
    )
  })

  it('counts what is new', () => {
    const steps = [suite({ fresh: ['n'], known: ['a'] }, { status: 'failed' })]
    const evidence = makeEvidence({ steps, conclusion: 'failed' })

    expect(verdictText({ evidence }, [])).toMatchObject({
      lead: 'Failed: `cargo test`.',
      detail: ['**1 new failure**, 1 failed before too.'],
    })
  })
})

describe('Testing', () => {
  const steps = [
    suite(
      {
        fresh: ['store::breaks'],
        known: ['store::old #9'],
        mended: ['store::fixed'],
        lost: ['store::gone'],
      },
      { status: 'failed' },
    ),
  ]
  const body = bodyWriter(
    makeFacts({
      search: found(makeSpec('# Fix it')),
      evidence: makeEvidence({ steps, conclusion: 'failed' }),
    }),
  )(fullDetail, 'shown')

  it('lists what is new and what is gone in the open, the rest folded', () => {
    expect(body).toContain(`**New in \`cargo test\` (1)**

- \`store::breaks\`

**Ran before the fix, not any more: \`cargo test\` (1)**

- \`store::gone\`

<details><summary><b>Failed before the fix too, cargo test (1)</b></summary>`)
    expect(body).toContain('Mended, cargo test (1)')
    expect(body).not.toContain('old #9')
  })
})
