import { describe, expect, it } from '@jest/globals'
import type { StepConfig } from '../../src/config/config.ts'
import type { StepResult } from '../../src/evidence/evidence.ts'
import { judgeStep } from '../../src/evidence/judge-step.ts'
import type { LegEvidence } from '../../src/evidence/leg-evidence.ts'
import type { ExpectedLegs, LegFile } from '../../src/evidence/leg-fault.ts'
import { mergeLegs } from '../../src/evidence/merge-legs.ts'
import type { Leg } from '../../src/plan/legs.ts'
import type { ProofPlan } from '../../src/plan/proof-plan.ts'
import { sourced } from '../../src/sourced.ts'
import { makeStepConfig } from '../support/staging-facts.ts'

const sha = 'a'.repeat(40)

const reproduction: StepConfig = {
  ...makeStepConfig('reproduction', 'node --test bug'),
  kind: 'reproduction',
  runs: 2,
}
const test: StepConfig = {
  ...makeStepConfig('test', 'node --test'),
  baseline: true,
}
const lint: StepConfig = { ...makeStepConfig('lint', 'eslint .'), kind: 'lint' }
const guessed: StepConfig = {
  ...makeStepConfig('guessed', 'npm test'),
  origin: 'preset',
}
const parts: StepConfig = {
  ...makeStepConfig('parts', 'cargo test'),
  shards: 2,
}

const steps = [reproduction, test, lint, guessed, parts]

const legs: readonly Leg[] = [
  ...['reproduction', 'test', 'lint', 'guessed'].map((step) => ({
    id: step,
    step,
    shard: 1,
    shards: 1,
    runsOn: null,
  })),
  ...[1, 2].map((shard) => ({
    id: `parts.${shard}`,
    step: 'parts',
    shard,
    shards: 2,
    runsOn: null,
  })),
]

const proofPlan: ProofPlan = {
  status: 'planned',
  step: reproduction,
  files: sourced([], 'the test'),
  isChanged: false,
  isLate: false,
  accepted: null,
  diff: '',
  fixOnly: { names: new Set(), files: [] },
  besides: { first: [], support: [] },
  executable: [],
}

const run = { id: 7, attempt: 3, repositoryId: 9 }

const expected: ExpectedLegs = {
  plan: { steps: steps.map((step) => ({ status: 'planned', step })) },
  proofPlan,
  legs,
  subject: {
    schemaVersion: 1,
    run,
    head: { sha, branch: 'fix/issue-1' },
    mergeBase: { sha },
    spec: null,
    configHash: '0'.repeat(64),
    product: 'staging-pr',
  },
  since: 2,
  trouble: null,
}

const counts = (passed: number): string =>
  `test result: ok. ${passed} passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n`

/** What an honest leg leaves, changed. */
function leg(
  id: string,
  change: (honest: LegEvidence) => Partial<LegEvidence> = () => ({}),
): LegFile {
  const planned = legs.find((one) => one.id === id)
  const step = steps.find((one) => one.id === planned?.step)
  if (planned === undefined || step === undefined) throw new Error(id)
  const { runsOn: _runsOn, ...own } = planned
  const isProof = step.kind === 'reproduction'
  const output = step.kind === 'lint' ? 'fine' : counts(3)
  const end = { status: 'exited', exitCode: 0 } as const
  const judged = judgeStep(step, [{ end, durationMs: 5, output }])
  const green = [{ colour: 'green' }, { colour: 'green' }] as const
  const red = { colour: 'red', by: 'test' } as const
  const honest: LegEvidence = {
    ...expected.subject,
    leg: own,
    toolchain: {},
    dirty: false,
    result: isProof ? { ...judged, attempts: 2 } : judged,
    proof: isProof
      ? {
          runs: {
            newAfter: green,
            newBefore: [red, red],
            originalAfter: [],
            originalBefore: [],
            first: [],
            support: [],
          },
          originalTail: '',
        }
      : null,
    tests: null,
  }
  return {
    name: `${id}.json`,
    content: { ok: true, evidence: { ...honest, ...change(honest) } },
  }
}

const all = legs.map(({ id }) => id)

function merged(
  changed: Readonly<Record<string, LegFile>>,
  more: readonly LegFile[] = [],
  wanted: ExpectedLegs = expected,
): ReturnType<typeof mergeLegs> {
  const files = all.map((id) => changed[id] ?? leg(id))
  return mergeLegs(wanted, [...files, ...more])
}

/** `test.json … says that …`, and what came of the steps. */
function told({ measured, misfits }: ReturnType<typeof mergeLegs>): string {
  const open = measured.steps.filter(({ status }) => status !== 'passed')
  return [
    ...misfits.map(({ message }) => message),
    ...open.map(({ id, status }) => `${id}: ${status}`),
  ].join(' | ')
}

/** A leg with another result. */
function result(id: string, change: Partial<StepResult>): LegFile {
  return leg(id, ({ result: honest }) => ({ result: { ...honest, ...change } }))
}

const baseline: NonNullable<StepResult['baseline']> = {
  measure: 'tests',
  fresh: [],
  known: [],
  mended: [],
  lost: [],
  before: null,
}

describe('evidence that contradicts itself or the plan', () => {
  it('is not there where every leg is honest', () => {
    expect(told(merged({}))).toBe('')
  })

  it.each<[string, string, LegFile]>([
    [
      'passed with failed tests',
      'passed with 3 failed tests',
      result('test', { tests: { passed: 1, failed: 3, skipped: 0 } }),
    ],
    [
      'passed without a test',
      'passed which ran no test',
      result('test', { tests: { passed: 0, failed: 0, skipped: 4 } }),
    ],
    [
      'passed and names failed tests',
      'names failed tests',
      leg('test', () => ({
        tests: {
          runner: 'node --test',
          passed: [],
          failed: ['keeps'],
          skipped: [],
          complete: true,
          allFailures: true,
          stopped: false,
        },
      })),
    ],
    [
      'counts tests of a linter',
      'counts tests of a step of kind lint',
      result('lint', { tests: { passed: 1, failed: 0, skipped: 0 } }),
    ],
    [
      'passed with another exit status',
      'did not exit with 0',
      result('test', { exitCode: 101 }),
    ],
    [
      'passed with another exit status and an empty comparison',
      'exited with 101',
      result('test', { exitCode: 101, baseline }),
    ],
    [
      'passed with new failures',
      'exited with 101',
      result('test', {
        exitCode: 101,
        baseline: { ...baseline, fresh: ['new'], known: ['old'] },
      }),
    ],
    [
      'passed by a comparison of another kind',
      'exited with 1',
      result('lint', { exitCode: 1, baseline: { ...baseline, known: ['x'] } }),
    ],
    [
      'passed with exit status 0 beside old failures',
      'none of a step that passed',
      result('test', { baseline: { ...baseline, known: ['old'] } }),
    ],
    [
      'was skipped where the plan has it run',
      'says that its step was skipped',
      result('test', { status: 'skipped', exitCode: null }),
    ],
    [
      'was skipped by a preset although tests ran',
      'says that its step was skipped',
      result('guessed', { status: 'skipped' }),
    ],
    [
      'passed without an attempt',
      'passed which was not run once',
      result('test', { attempts: 0 }),
    ],
    [
      'has more attempts than the step has',
      '99 attempts',
      result('test', { attempts: 99, flaky: true }),
    ],
    [
      'says that a retry made it pass which there was not',
      'a retry made it pass',
      result('test', { flaky: true }),
    ],
    [
      'has another command',
      'another command',
      result('test', { command: 'true' }),
    ],
    [
      'has another kind',
      'of kind lint, and the plan has test',
      result('test', { kind: 'lint' }),
    ],
    [
      'has the result of another step',
      'another step than its leg',
      result('test', { id: 'lint' }),
    ],
  ])('is named where it %s', (_, fault, file) => {
    const { name } = file
    const changed = { [name.replace('.json', '')]: file }

    const end = merged(changed)

    expect(end.misfits).toHaveLength(1)
    expect(told(end)).toContain(`\`${name}\` is no evidence of this run: `)
    expect(told(end)).toContain(fault)
    expect(told(end)).toContain(': not-started')
  })

  it('is none where all failures were there before the fix', () => {
    const known = result('test', {
      exitCode: 1,
      tests: { passed: 3, failed: 1, skipped: 0 },
      baseline: { ...baseline, known: ['old'] },
    })

    expect(told(merged({ test: known }))).toBe('')
  })

  it('is none where a preset found no test', () => {
    const end = { status: 'exited', exitCode: 0 } as const
    const empty = judgeStep(guessed, [
      { end, durationMs: 1, output: counts(0) },
    ])

    const said = told(merged({ guessed: result('guessed', empty) }))

    expect(said).toBe('guessed: skipped')
  })

  it('is none where a secret was taken out of the command', () => {
    const secret = 'DATABASE_URL=postgres://u:hunter22@db node --test'
    const step = { ...test, run: secret }
    const wanted: ExpectedLegs = {
      ...expected,
      plan: {
        steps: expected.plan.steps.map((planned) =>
          planned.step.id === 'test' ? { status: 'planned', step } : planned,
        ),
      },
    }
    const command = secret.replace('hunter22', '(redacted)')

    const end = merged({ test: result('test', { command }) }, [], wanted)

    expect(told(end)).toBe('')
    expect(end.measured.steps[1]?.command).toBe(secret)
  })
})

type Runs = NonNullable<LegEvidence['proof']>['runs']

function proof(change: (runs: Runs) => Partial<Runs>): LegFile {
  return leg('reproduction', ({ proof: honest }) =>
    honest === null
      ? {}
      : {
          proof: {
            ...honest,
            runs: { ...honest.runs, ...change(honest.runs) },
          },
        },
  )
}

describe('a proof', () => {
  it('is taken from the leg of the planned reproduction only', () => {
    const honest = leg('reproduction')
    const own = honest.content.ok ? honest.content.evidence.proof : null
    const forged = leg('lint', ({ result: one }) => ({
      result: { ...one, kind: 'reproduction' },
      proof: own,
    }))
    const beside = leg('lint', () => ({ proof: own }))

    const end = merged({
      lint: forged,
      reproduction: proof(() => ({
        newBefore: [{ colour: 'green' }, { colour: 'green' }],
      })),
    })

    expect(told(end)).toContain('`lint.json` is no evidence of this run')
    expect(end.measured.proof?.runs.newBefore).toEqual([
      { colour: 'green' },
      { colour: 'green' },
    ])
    expect(told(merged({ lint: beside }))).toContain(
      'its step is not the reproduction of the plan',
    )
  })

  it.each<[string, string, LegFile]>([
    [
      'has fewer runs before the fix than are configured',
      'another number of runs',
      proof(({ newBefore }) => ({ newBefore: newBefore.slice(0, 1) })),
    ],
    [
      'has more of them',
      'another number of runs',
      proof(({ newBefore }) => ({ newBefore: [...newBefore, ...newBefore] })),
    ],
    [
      'has fewer on the fixed code',
      'tells of 2 runs on the fixed code, and shows 1',
      proof(({ newAfter }) => ({ newAfter: newAfter.slice(0, 1) })),
    ],
    [
      'has runs of an original that is the same test',
      'another number of runs',
      proof(({ newAfter }) => ({ originalAfter: newAfter })),
    ],
    [
      'is red by a declaration that is not there',
      'red by `red:`',
      proof(() => ({
        newBefore: [
          { colour: 'red', by: 'declaration' },
          { colour: 'red', by: 'declaration' },
        ],
      })),
    ],
    [
      'is red on the fixed code where its step passed',
      'not all green',
      proof(({ newBefore }) => ({ newAfter: newBefore, newBefore: [] })),
    ],
    [
      'is not there where its step passed',
      'has no proof',
      leg('reproduction', () => ({ proof: null })),
    ],
  ])('is named where it %s', (_, fault, file) => {
    const end = merged({ reproduction: file })

    expect(told(end)).toContain(fault)
    expect(end.measured.proof).toBeNull()
  })

  it('may end at a run that shows nothing', () => {
    const silent = { colour: 'none', reason: 'time', remedy: null } as const

    const said = told(
      merged({ reproduction: proof(() => ({ newBefore: [silent] })) }),
    )

    expect(said).toBe('')
  })
})

describe('attempts', () => {
  const ofRun = (change: Partial<LegEvidence['run']>, step = 'test'): LegFile =>
    leg(step, ({ run: own }) => ({ run: { ...own, ...change } }))

  it.each([0, null])('named %p are no way to be passed over', (attempt) => {
    const end = merged({}, [ofRun({ attempt })])

    expect(told(end)).toContain('`test.json` is no evidence of this run')
  })

  it('from before the plan of this run are put aside, whatever they are of', () => {
    const old = leg('test', ({ run: own }) => ({
      run: { ...own, attempt: 1 },
      head: { sha: 'b'.repeat(40), branch: 'fix/issue-1' },
    }))

    expect(told(merged({}, [old]))).toBe('')
  })

  it('of another run are foreign, however old they say they are', () => {
    expect(told(merged({}, [ofRun({ id: 5, attempt: 1 })]))).toContain(
      'its run is 5',
    )
  })

  it('since the plan count, and the newest counts most', () => {
    const failed = leg('test', ({ run: own, result: one }) => ({
      run: { ...own, attempt: 2 },
      result: { ...one, status: 'failed', exitCode: 1 },
    }))

    expect(told(merged({}, [failed]))).toBe('')
  })
})

describe('a step that is split', () => {
  const end = { status: 'exited', exitCode: 0 } as const
  const empty = judgeStep(parts, [{ end, durationMs: 1, output: counts(0) }])

  it('may have a part to which no test fell', () => {
    const measured = merged({ 'parts.2': result('parts.2', empty) })

    expect(told(measured)).toBe('')
    expect(measured.measured.steps.at(-1)?.tests?.passed).toBe(3)
  })

  it('has no result where no part ran a test', () => {
    const measured = merged({
      'parts.1': result('parts.1', empty),
      'parts.2': result('parts.2', empty),
    })

    expect(told(measured)).toBe('parts: not-started')
  })
})

describe('a plan that fits no more', () => {
  it('is told as that alone, and no evidence is called forged', () => {
    const trouble = 'the plan was made for another configuration'
    const end = merged({ test: result('test', { command: 'true' }) }, [], {
      ...expected,
      trouble,
    })

    expect(end.misfits).toEqual([])
    expect(new Set(end.measured.steps.map(({ reason }) => reason))).toEqual(
      new Set([trouble]),
    )
  })
})

describe('many files that are none', () => {
  it('are counted behind the first twenty', () => {
    const stray = Array.from({ length: 500 }, (_, index) => ({
      name: `x${index}.json`,
      content: { ok: false, reason: 'it is empty' } as const,
    }))

    const { misfits } = merged({}, stray)

    expect(misfits).toHaveLength(21)
    expect(misfits.at(-1)?.message).toContain('480 more files')
  })
})
