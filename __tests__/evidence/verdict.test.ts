import { describe, expect, it } from '@jest/globals'

import type {
  CriterionState,
  JudgedCriterion,
  Proof,
  ProofStatus,
  StepStatus,
} from '../../src/evidence/evidence.ts'
import { conclude, weighFindings } from '../../src/evidence/verdict.ts'
import { finding, type Severity } from '../../src/finding.ts'
import {
  makeConfig,
  makeEvidence,
  makeStepResult,
} from '../support/staging-facts.ts'

/** What came of a run, in words. */
type Run = {
  readonly steps?: readonly StepStatus[]
  readonly proof?: ProofStatus
  readonly criteria?: readonly CriterionState[]
  readonly findings?: readonly Severity[]
}

function conclusionOf({
  steps = ['passed'],
  proof = 'not-configured',
  criteria = [],
  findings = [],
}: Run): string {
  return conclude({
    steps: steps.map((status, at) =>
      makeStepResult(`step-${at}`, 'true', { status }),
    ),
    proof: proofOf(proof),
    criteria: criteria.map(criterionIn),
    findings: findings.map((severity) =>
      finding({ rule: 'scope', severity, message: 'Found.' }),
    ),
  })
}

function proofOf(status: ProofStatus): Proof {
  return { ...makeEvidence().proof, status }
}

function criterionIn(state: CriterionState): JudgedCriterion {
  return { text: 'It is fixed', checked: true, state, by: null }
}

describe('the conclusion', () => {
  it.each<[string, Run]>([
    ['ready', {}],
    ['ready', { steps: ['passed', 'skipped'] }],
    ['ready', { proof: 'proven', criteria: ['proved', 'claimed', 'open'] }],
    ['ready', { findings: ['warn', 'note'] }],
    ['incomplete', { findings: ['note', 'error'] }],
    ['incomplete', { proof: 'proven', findings: ['error'] }],
    ['failed', { steps: ['passed', 'failed'] }],
    ['failed', { steps: ['timed-out'] }],
    ['failed', { proof: 'not-reproduced' }],
    ['failed', { proof: 'not-fixed' }],
    ['failed', { proof: 'test-changed' }],
    ['failed', { criteria: ['proved', 'contradicted'] }],
    ['inconclusive', { steps: [] }],
    ['inconclusive', { steps: ['skipped', 'skipped'] }],
    ['inconclusive', { steps: ['passed', 'not-started'] }],
    ['inconclusive', { steps: ['passed', 'cancelled'] }],
    ['inconclusive', { proof: 'inconclusive' }],
  ])('is %s for %j', (expected, run) => {
    expect(conclusionOf(run)).toBe(expected)
  })

  it('is failed where evidence files were forged, whatever that weighs', () => {
    const forged = finding({
      rule: 'steps/forged-evidence',
      severity: 'note',
      message: 'Forged.',
    })

    expect(
      conclude({
        steps: [makeStepResult('step', 'true', { status: 'passed' })],
        proof: proofOf('proven'),
        criteria: [],
        findings: [forged],
      }),
    ).toBe('failed')
  })

  it('failed wins over inconclusive', () => {
    expect(conclusionOf({ steps: ['not-started', 'failed'] })).toBe('failed')
    expect(conclusionOf({ steps: [], criteria: ['contradicted'] })).toBe(
      'failed',
    )
    expect(conclusionOf({ steps: ['failed'], proof: 'inconclusive' })).toBe(
      'failed',
    )
  })

  it('inconclusive wins over incomplete', () => {
    expect(conclusionOf({ steps: ['cancelled'], findings: ['error'] })).toBe(
      'inconclusive',
    )
  })
})

describe('weighing findings', () => {
  const { gates } = makeConfig()
  const found = [
    finding({ rule: 'scope', severity: 'error', message: 'One.' }),
    finding({ rule: 'scope/folder', severity: 'note', message: 'Two.' }),
    finding({ rule: 'criteria/open', severity: 'error', message: 'Three.' }),
  ]

  function weighed(level: 'error' | 'warn' | 'note' | 'off'): unknown {
    return weighFindings(found, { ...gates, scope: level }).map(
      ({ message, severity }) => `${message} ${severity}`,
    )
  }

  it('makes none heavier than its gate', () => {
    expect(weighed('error')).toEqual([
      'One. error',
      'Two. note',
      'Three. error',
    ])
    expect(weighed('warn')).toEqual(['One. warn', 'Two. note', 'Three. error'])
    expect(weighed('note')).toEqual(['One. note', 'Two. note', 'Three. error'])
  })

  it('drops those of a gate that is off', () => {
    expect(weighed('off')).toEqual(['Three. error'])
  })
})
