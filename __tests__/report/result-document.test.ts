import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import {
  resultDocument,
  resultJsonSchema,
  stoppedDocument,
} from '../../src/report/result-document.ts'
import { checkSteps } from '../../src/evidence/checks/steps.ts'
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

  it('says of each step that did not pass what to do, with its own command', () => {
    const failed = ['a', 'b'].map((id) =>
      makeStepResult(id, `run ${id}`, { status: 'failed' }),
    )
    const open = makeStepResult('c', 'run c', {
      status: 'timed-out',
      reason: 'it ran out of time',
    })
    const steps = [...failed, open]
    const evidence = makeEvidence({
      conclusion: 'failed',
      steps,
      findings: checkSteps(steps),
    })

    const { next } = resultDocument(evidence, null)

    expect(next.map(({ message, command }) => [message, command])).toEqual([
      ['Step a failed.', 'run a'],
      ['Step b failed.', 'run b'],
      ['Step c ran out of time.', 'run c'],
    ])
    expect(next.map(({ remedy }) => remedy)).toEqual([
      expect.stringContaining('mend what it says'),
      expect.stringContaining('mend what it says'),
      expect.stringContaining('`timeout:`'),
    ])
  })

  it('tells first what decides the conclusion', () => {
    const evidence = makeEvidence({
      conclusion: 'failed',
      steps: [
        makeStepResult('a', 'a', { status: 'not-started' }),
        makeStepResult('b', 'b', { status: 'failed' }),
      ],
      findings: [
        finding({ rule: 'spec/none', severity: 'error', message: 'No spec.' }),
        finding({ rule: 'scope', severity: 'warn', message: 'Undeclared.' }),
        finding({ rule: 'steps/not-started', severity: 'error', message: 'a' }),
        finding({ rule: 'steps/failed', severity: 'error', message: 'b' }),
        finding({
          rule: 'steps/forged-evidence',
          severity: 'error',
          message: 'forged',
        }),
      ],
    })

    expect(resultDocument(evidence, null).codes).toEqual([
      'steps/failed',
      'steps/forged-evidence',
      'steps/not-started',
      'spec/none',
      'scope',
    ])
  })

  it('is there for a run that was stopped', () => {
    const result = stoppedDocument('The fork has no branch x.', 'Push it.')

    expect(validate(result)).toBe(true)
    expect(result).toMatchObject({
      conclusion: null,
      ready: false,
      codes: ['run/stopped'],
    })
    expect(result.next[0]).toMatchObject({
      message: 'The fork has no branch x.',
      remedy: 'Push it.',
    })
  })
})
