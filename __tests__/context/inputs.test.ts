import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { inputNames, readInputs } from '../../src/context/inputs.ts'
import { outputNames } from '../../src/io/runner-port.ts'

function read(given: Readonly<Record<string, string>>) {
  return readInputs((name) => given[name] ?? '')
}

describe('inputs', () => {
  it('takes an empty input for an unset one', () => {
    const inputs = read({})

    expect(inputs).toEqual({
      mode: 'run',
      token: null,
      config: null,
      verify: null,
      branch: null,
      base: null,
      spec: null,
      sourceRef: null,
      upstream: null,
      issue: null,
      labels: [],
      reviewers: [],
      assignees: [],
      milestone: null,
      draft: 'never',
      failOn: 'verification',
      acceptTest: null,
      dryRun: false,
      newPullRequest: false,
      step: null,
      plan: null,
      planHash: null,
      evidenceDir: null,
      verifyResult: null,
    })
  })

  it('splits lists at commas and line ends', () => {
    const inputs = read({ labels: 'staging, verified\n needs review ,,' })

    expect(inputs.labels).toEqual(['staging', 'verified', 'needs review'])
  })

  it.each([
    ['1234', 1234],
    ['#1234', 1234],
    ['GH-7', 7],
  ])('reads issue %s', (issue, number) => {
    expect(read({ issue }).issue).toBe(number)
  })

  it.each([
    [
      { issue: 'abc' },
      'input `issue`: expected a number such as 1234; got "abc".',
    ],
    [
      { 'dry-run': 'yes' },
      'input `dry-run`: expected true or false; got "yes".',
    ],
    [
      { draft: 'maybe' },
      'input `draft`: expected never, auto, always; got "maybe".',
    ],
    [
      { mode: 'all' },
      'input `mode`: expected run, plan, verify, publish, handoff; got "all".',
    ],
  ])('refuses %j', (given, message) => {
    expect(() => read(given)).toThrow(message)
  })
})

describe('action.yml', () => {
  const metadata: {
    inputs: Record<string, { description: string }>
    outputs: Record<string, { description: string }>
    runs: { using: string; main: string }
  } = parse(readFileSync('action.yml', 'utf8'))

  it('declares exactly the inputs that are read', () => {
    expect(Object.keys(metadata.inputs)).toEqual([...inputNames])
  })

  it('declares exactly the outputs that are set', () => {
    expect(Object.keys(metadata.outputs)).toEqual([...outputNames])
  })

  it('describes every input and output', () => {
    const entries = [
      ...Object.values(metadata.inputs),
      ...Object.values(metadata.outputs),
    ]

    expect(entries.filter(({ description }) => !description)).toEqual([])
  })

  it('runs on node24', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
  })
})
