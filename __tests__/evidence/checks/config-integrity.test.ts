import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import type { Config, StepConfig } from '../../../src/config/config.ts'
import {
  checkConfigIntegrity,
  judgedConfig,
} from '../../../src/evidence/checks/config-integrity.ts'
import { gateIds } from '../../../src/finding.ts'
import { sourced } from '../../../src/sourced.ts'
import { findingLines } from '../../support/finding-lines.ts'
import { makeConfig, makeStepConfig } from '../../support/staging-facts.ts'

const reproduction = makeStepConfig('reproduction', 'cargo test lost', {
  kind: 'reproduction',
  runs: 5,
  red: 'FAILED',
  files: ['tests/lost.rs'],
})
const suite = makeStepConfig('test', 'cargo test')
const clippy = makeStepConfig('clippy', 'cargo clippy', { kind: 'lint' })
const source = withSteps([reproduction, suite, clippy], {
  criteria: { 'edge cases': 'test' },
})

function withSteps(
  steps: readonly StepConfig[],
  overrides: Partial<Config> = {},
): Config {
  return makeConfig({ verify: sourced(steps, 'a file'), ...overrides })
}

const rule = 'warn test-integrity/configuration:'

function judged(head: Config, other: Config): Config {
  return judgedConfig({ head, source: other, isFromHead: true })
}

function check(head: Config): readonly string[] {
  return findingLines(
    checkConfigIntegrity({ head, source, isFromHead: true }),
  ).map((line) => line.replace(`${rule} `, ''))
}

describe('a configuration that the branch changes', () => {
  const { criteria } = source

  it('is in order when it asks for the same, or for more', () => {
    const more = [
      { ...reproduction, runs: 9, timeoutMs: 1 },
      suite,
      clippy,
      makeStepConfig('miri', 'cargo miri test'),
    ]

    expect(check(source)).toEqual([])
    expect(check(withSteps(more, { criteria }))).toEqual([])
  })

  it('is named where it has the branch compared with something else', () => {
    const head = withSteps([reproduction, suite, clippy], {
      criteria,
      base: sourced('doctored', 'a file'),
      upstreamBase: sourced('doctored', 'a file'),
    })

    expect(check(head)).toEqual([
      "`base` and `upstream-base` are not as in the fork's configuration: the branch is compared with something else.",
    ])
  })

  it('is named where it takes a step out', () => {
    expect(check(withSteps([reproduction, suite], { criteria }))).toEqual([
      "The step `clippy` of the fork's configuration is taken out by this branch; it is judged all the same.",
    ])
  })

  it('is named where it changes what a step does', () => {
    const changed = [
      { ...reproduction, files: [], red: null, runs: 1 },
      { ...suite, run: 'true', retries: 3, baseline: true },
      { ...clippy, kind: 'test' as const },
    ]

    expect(check(withSteps(changed, { criteria }))).toEqual([
      "The step `reproduction` is not the one of the fork's configuration: `files`, `red` and `runs` differ. The fork's is run.",
      "The step `test` is not the one of the fork's configuration: `run`, `retries` and `baseline` differ. The fork's is run.",
      "The step `clippy` is not the one of the fork's configuration: `kind` differs. The fork's is run.",
    ])
  })

  it('is named where it lowers a gate', () => {
    const gates = { ...source.gates, scope: 'off', criteria: 'warn' } as const

    expect(check({ ...source, gates })).toEqual([
      'This branch lowers the gate `criteria` from error to warn; it is judged as error.',
      'This branch lowers the gate `scope` from error to off; it is judged as error.',
    ])
  })

  it('is named where it unbinds a criterion or changes the environment', () => {
    const head = {
      ...source,
      criteria: { 'edge cases': 'clippy' },
      env: { pass: [], set: { RUSTFLAGS: '--cap-lints allow' } },
    }

    expect(check(head)).toEqual([
      "`criteria` no longer binds `edge cases` to the step of the fork's configuration; the fork's binding counts.",
      "`env` is not the one of the fork's configuration: commands see other variables.",
    ])
  })

  it.each([
    [makeConfig({ path: null }), source],
    [withSteps([]), makeConfig({ path: null })],
    [withSteps([]), null],
  ])('is compared with another file only (case %#)', (head, other) => {
    const configs = { head, source: other, isFromHead: false }

    expect(checkConfigIntegrity(configs)).toEqual([])
    expect(judgedConfig(configs)).toBe(head)
  })
})

describe('the configuration that judges', () => {
  function ids(config: Config): readonly string[] {
    return config.verify.value.map(({ id }) => id)
  }

  it('has the steps that the branch took out, and those that it added', () => {
    const miri = makeStepConfig('miri', 'cargo miri test')
    const config = judged(withSteps([miri, suite]), source)

    expect(ids(config)).toEqual(['reproduction', 'test', 'clippy', 'miri'])
    expect(config.verify.value).toContain(clippy)
  })

  it('has one reproduction step, under whatever name', () => {
    const renamed = { ...reproduction, id: 'repro', run: 'true' }
    const head = withSteps([renamed, suite, clippy], {
      criteria: source.criteria,
    })

    expect(ids(judged(head, source))).toEqual([
      'reproduction',
      'test',
      'clippy',
    ])
    expect(check(head)).toEqual([
      "The step `reproduction` is not the one of the fork's configuration: `run` differs. The fork's is run.",
    ])
  })

  it('has a step that the branch changed as the fork has it', () => {
    const changed = { ...suite, run: 'true' }
    const head = withSteps([reproduction, changed, clippy])

    expect(judged(head, source).verify.value).toContain(suite)
    expect(judged(head, source).verify.value).not.toContain(changed)
  })

  it('asks for a proof where one of them does', () => {
    const strict = { ...source, requiresProof: true }

    expect(judged(source, strict).requiresProof).toBe(true)
    expect(judged(strict, source).requiresProof).toBe(true)
  })

  it('is as strict as both, gate by gate', () => {
    const level = fc.constantFrom('error', 'warn', 'note', 'off')
    const order = ['off', 'note', 'warn', 'error']

    fc.assert(
      fc.property(
        fc.constantFrom(...gateIds),
        level,
        level,
        (id, own, other) => {
          const head = { ...source, gates: { ...source.gates, [id]: own } }
          const base = { ...source, gates: { ...source.gates, [id]: other } }
          const found = order.indexOf(judged(head, base).gates[id])

          expect(found).toBe(Math.max(order.indexOf(own), order.indexOf(other)))
        },
      ),
    )
  })
})

describe('a configuration that only the branch has', () => {
  const gates = {
    ...source.gates,
    spec: 'off',
    'release-notes': 'off',
    'test-integrity': 'off',
    criteria: 'warn',
  } as const
  const head = { ...source, gates }
  const configs = { head, source: null, isFromHead: true }

  it('cannot lower the gates that watch the branch itself, others it can', () => {
    expect(judgedConfig(configs).gates).toMatchObject({
      spec: 'off',
      'release-notes': 'off',
      'test-integrity': 'error',
      criteria: 'error',
    })
    expect(findingLines(checkConfigIntegrity(configs))).toEqual([
      `${rule} This branch lowers the gate \`criteria\` from error to warn; it is judged as error.`,
      `${rule} This branch lowers the gate \`test-integrity\` from error to off; it is judged as error.`,
    ])
  })

  it('can lower them where it stands on another branch of the fork', () => {
    const elsewhere = { ...configs, isFromHead: false }

    expect(judgedConfig(elsewhere)).toBe(head)
    expect(checkConfigIntegrity(elsewhere)).toEqual([])
  })
})
