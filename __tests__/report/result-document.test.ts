import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import {
  resultDocument,
  resultJsonSchema,
} from '../../src/report/result-document.ts'
import { finding } from '../../src/finding.ts'
import { makeEvidence, makeStepResult } from '../support/staging-facts.ts'

const validate = new Ajv2020().compile(
  JSON.parse(JSON.stringify(resultJsonSchema())),
)

describe('the result for tools', () => {
  it('tells codes and next actions, those that hold back first', () => {
    const evidence = makeEvidence({
      conclusion: 'failed',
      steps: [
        makeStepResult('test', 'cargo test', { status: 'failed' }),
        makeStepResult('fmt', 'cargo fmt --check'),
      ],
      findings: [
        finding({
          rule: 'scope/undeclared',
          severity: 'warn',
          message: 'A file is undeclared.',
          path: 'a.rs',
          line: 3,
        }),
        finding({
          rule: 'steps/failed',
          severity: 'error',
          message: 'cargo test failed.',
          remedy: 'Mend it.',
        }),
        finding({ rule: 'history', severity: 'note', message: 'WIP.' }),
      ],
    })

    const result = resultDocument(evidence, null)

    expect(result.codes).toEqual(['steps/failed', 'scope/undeclared'])
    expect(result.next).toEqual([
      {
        code: 'steps/failed',
        level: 'error',
        message: 'cargo test failed.',
        remedy: 'Mend it.',
        path: null,
        line: null,
        command: 'cargo test',
      },
      {
        code: 'scope/undeclared',
        level: 'warn',
        message: 'A file is undeclared.',
        remedy: null,
        path: 'a.rs',
        line: 3,
        command: null,
      },
    ])
    expect(validate(result)).toBe(true)
  })

  it('tells of a step and a proof whose gates are off', () => {
    const base = makeEvidence({})
    const evidence = makeEvidence({
      conclusion: 'failed',
      steps: [makeStepResult('test', 'cargo test', { status: 'timed-out' })],
      proof: { ...base.proof, status: 'not-fixed' },
      findings: [],
    })

    expect(resultDocument(evidence, null).codes).toEqual([
      'steps/timed-out',
      'proof/not-fixed',
    ])
  })

  it('has nothing to do next where all is well', () => {
    const evidence = makeEvidence({ conclusion: 'ready', findings: [] })
    const outcome = {
      operation: 'created',
      number: 7,
      url: 'https://github.com/you/keep/pull/7',
      notice: null,
    } as const

    expect(resultDocument(evidence, outcome)).toMatchObject({
      ready: true,
      codes: [],
      next: [],
      operation: 'created',
      pullRequest: { number: 7, url: 'https://github.com/you/keep/pull/7' },
    })
  })
})
