import { describe, expect, it } from '@jest/globals'
import { configFingerprint } from '../../src/config/config-fingerprint.ts'
import { gateIds } from '../../src/finding.ts'
import { configOf, makeFile, noInputs, refusalOf } from './support.ts'

const cargo = makeFile('Cargo.toml', '[package]\nname = "keep"\n')

describe('a configuration', () => {
  it('is made of defaults where nothing is said', () => {
    expect(configOf(null)).toEqual({
      branches: { value: ['fix/**', 'chant/**'], source: 'default' },
      base: null,
      upstream: null,
      upstreamBase: null,
      verify: { value: [], source: 'default' },
      criteria: {},
      gates: {
        spec: 'error',
        dependencies: 'error',
        commits: 'warn',
        proof: 'error',
        steps: 'error',
        criteria: 'error',
        scope: 'warn',
        'test-integrity': 'error',
        'spec-integrity': 'error',
        research: 'warn',
        'release-notes': 'warn',
        history: 'note',
        freshness: 'note',
        'fork-only': 'note',
        ci: 'warn',
      },
      requiresProof: false,
      timeoutMs: 3_600_000,
      concurrency: 1,
      reuse: true,
      checkRuns: false,
      annotations: { junit: [] },
      env: { pass: [], set: {} },
      handoff: { research: false, branch: false, squash: true, close: false },
      path: null,
    })
  })

  it('asks for a proof only where the file itself says so', () => {
    expect(configOf('gates: {proof: error}').requiresProof).toBe(true)
    expect(configOf('gates: {proof: warn}').requiresProof).toBe(false)
    expect(configOf('base: main').requiresProof).toBe(false)
  })

  it('has a level for every gate', () => {
    expect(Object.keys(configOf(null).gates).toSorted()).toEqual(
      gateIds.toSorted(),
    )
  })

  it('says where each value was read', () => {
    const text =
      '# staging\nbase: main\n\nupstream: acme/keep\nbranches: [a/*]\n'

    expect(configOf(text)).toMatchObject({
      base: { value: 'main', source: '`.github/staging-pr.yml` line 2' },
      upstream: {
        value: 'acme/keep',
        source: '`.github/staging-pr.yml` line 4',
      },
      branches: { value: ['a/*'], source: '`.github/staging-pr.yml` line 5' },
      path: '.github/staging-pr.yml',
    })
  })

  it('takes an input before the file', () => {
    const inputs = { ...noInputs, base: 'dev', upstream: 'acme/other' }

    expect(configOf('base: main', { inputs })).toMatchObject({
      base: { value: 'dev', source: 'input `base`' },
      upstream: { value: 'acme/other', source: 'input `upstream`' },
    })
  })

  it('lowers the gates that the file names and no others', () => {
    const { gates } = configOf('gates: {scope: off}')

    expect([gates.scope, gates.criteria]).toEqual(['off', 'error'])
  })
})

describe('verification steps', () => {
  it('take a plain text for the command and fill in the rest', () => {
    const { verify } = configOf('verify:\n  test: cargo test\n')

    expect(verify).toEqual({
      source: '`.github/staging-pr.yml` line 1',
      value: [
        {
          id: 'test',
          kind: 'test',
          run: 'cargo test',
          timeoutMs: 1_800_000,
          retries: 0,
          shell: 'bash',
          workingDirectory: '.',
          env: {},
          envPass: [],
          files: [],
          runs: 1,
          red: null,
          setup: null,
          accepted: null,
          baseline: true,
          junit: [],
          needs: [],
          shards: 1,
          runsOn: null,
          origin: 'configured',
          source: '`.github/staging-pr.yml` line 2',
        },
      ],
    })
  })

  it('run in the order in which they are written', () => {
    const { verify } = configOf('verify: {z: a, a: b, m: c}')

    expect(verify.value.map(({ id }) => id)).toEqual(['z', 'a', 'm'])
  })

  it.each([
    ['reproduction', 'reproduction', false],
    ['clippy', 'lint', true],
    ['eslint', 'lint', true],
    ['go-vet', 'lint', true],
    ['fmt', 'format', true],
    ['ruff-format', 'format', true],
    ['prettier', 'format', true],
    ['new-tests', 'test', true],
    ['reproduction-notes', 'test', true],
    ['linter', 'test', true],
  ])('%s is a %s', (id, kind, baseline) => {
    const { verify } = configOf(`verify: {${id}: x}`)

    expect(verify.value).toMatchObject([{ kind, baseline }])
  })

  it('of the input replace those of the file as a whole', () => {
    const inputs = { ...noInputs, verify: '\nunit: npm test' }
    const text = 'verify: {test: cargo test, fmt: cargo fmt}'

    const { verify } = configOf(text, { inputs })

    expect(verify.source).toBe('input `verify`')
    expect(verify.value.map(({ id, source }) => [id, source])).toEqual([
      ['unit', 'input `verify` line 2'],
    ])
  })

  it('of the input leave criteria that are bound to the replaced ones unbound', () => {
    const inputs = { ...noInputs, verify: 'unit: npm test' }
    const text = 'verify: {test: x}\ncriteria: {old: test, new: unit}'

    expect(configOf(text, { inputs }).criteria).toEqual({ new: 'unit' })
  })

  it('come from no preset when the block is empty', () => {
    const config = configOf('verify: {}', { manifests: [cargo] })

    expect(config.verify).toEqual({
      value: [],
      source: '`.github/staging-pr.yml` line 1',
    })
  })

  it('come from a preset when the file says nothing of them', () => {
    const config = configOf('criteria: {edge cases: test}', {
      manifests: [cargo],
    })

    expect(config.verify.source).toBe('preset cargo (`Cargo.toml`)')
    expect(config.criteria).toEqual({ 'edge cases': 'test' })
  })

  it('of a preset are known to criteria', () => {
    const refuse = () =>
      configOf('criteria: {edge cases: clipy}', { manifests: [cargo] })

    expect(refusalOf(refuse)).toBe(
      'line 1: `criteria.edge cases` names `clipy`, which is no step; did you mean `clippy`?',
    )
  })
})

describe('the fingerprint of a configuration', () => {
  it('is the same wherever the values were written', () => {
    const one = configOf(
      'base: main\nverify: {test: {run: x, env: {A: a, B: b}}}',
    )
    const other = configOf(
      '\n\nverify:\n  test:\n    env:\n      B: b\n      A: a\n    run: x\n    retries: 0\n',
      { inputs: { ...noInputs, base: 'main' } },
    )

    expect(configFingerprint(one)).toBe(configFingerprint(other))
  })

  it.each([
    'verify: {test: y}',
    'verify: {test: x}\ngates: {scope: off}',
    'verify: {test: x}\nbase: main',
    'verify: {test: {run: x, retries: 1}}',
    'verify: {test: x, fmt: y}',
  ])('differs for %j', (text) => {
    const before = configFingerprint(configOf('verify: {test: x}'))

    expect(configFingerprint(configOf(text))).not.toBe(before)
  })

  it('keeps the order of steps', () => {
    const one = configFingerprint(configOf('verify: {a: x, b: y}'))
    const other = configFingerprint(configOf('verify: {b: y, a: x}'))

    expect(one).not.toBe(other)
  })
})
