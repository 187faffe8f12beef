import { describe, expect, it } from '@jest/globals'

import { checkDependencies } from '../../../src/evidence/checks/dependencies.ts'
import { checkResearch } from '../../../src/evidence/checks/research.ts'
import { checkSpec } from '../../../src/evidence/checks/spec.ts'
import { checkReports, checkSteps } from '../../../src/evidence/checks/steps.ts'
import type { TestResults } from '../../../src/evidence/test-summary/test-results.ts'
import { finding, type Finding } from '../../../src/finding.ts'
import { specStatuses, specTypes } from '../../../src/spec/spec.ts'
import type { Dependency, SpecSearch } from '../../../src/spec/trail.ts'
import {
  emptyTrail,
  found,
  headSha,
  makeDependency,
  makeDocument,
  makeSpec,
  makeStepResult,
} from '../../support/staging-facts.ts'

const spec = makeSpec('# Fix it')
const at = { ref: 'head commit', sha: headSha }

/** `error spec/status: The spec …` */
function lines(findings: readonly Finding[]): readonly string[] {
  return findings.map(
    ({ severity, rule, message }) => `${severity} ${rule}: ${message}`,
  )
}

describe('the gate spec', () => {
  it('has nothing to say of a completed spec of a fix', () => {
    expect(checkSpec(found(spec))).toEqual([])
  })

  it('passes on what was found while the spec was read', () => {
    const surprise = finding({
      rule: 'criteria/near-miss-heading',
      severity: 'warn',
      message: 'A heading is not counted.',
    })

    expect(
      checkSpec(found(makeSpec('# Fix it', { findings: [surprise] }))),
    ).toEqual([surprise])
  })

  it('complains of a type that describes no fix', () => {
    const complained = specTypes.filter(
      (type) => checkSpec(found(makeSpec('# A', { type }))).length > 0,
    )

    expect(complained).toEqual(['documentation', 'research'])
    expect(
      lines(checkSpec(found(makeSpec('# A', { type: 'research' })))),
    ).toEqual([
      'error spec/type: The spec 005-fork-fix is of type research, which describes no fix.',
    ])
  })

  it('complains of a status in which the work is not done', () => {
    const complained = specStatuses.filter(
      (status) => checkSpec(found(makeSpec('# A', { status }))).length > 0,
    )

    expect(complained).toEqual([
      'paused',
      'failed',
      'needs_attention',
      'blocked',
      'cancelled',
    ])
    expect(
      lines(checkSpec(found(makeSpec('# A', { status: 'blocked' })))),
    ).toEqual(['error spec/status: The spec 005-fork-fix has status blocked.'])
  })

  it.each<SpecSearch>([
    { status: 'none', looked: [] },
    { status: 'ambiguous', candidates: [], by: 'issue-label', at },
  ])('is open without a spec: $status', (search) => {
    expect(lines(checkSpec(search))).toEqual([
      'error spec/not-found: No spec was found for this branch.',
    ])
  })

  it('is open with a spec that chant refuses, at the line', () => {
    const path = '.chant/specs/005-fork-fix.md'

    expect(
      checkSpec({
        status: 'refused',
        refused: {
          id: '005-fork-fix',
          path,
          message: '`status` must be one of pending.',
          error: 'unknown-variant',
          field: 'status',
          line: 3,
        },
        by: 'input',
        at,
      }),
    ).toEqual([
      {
        rule: 'spec/refused',
        severity: 'error',
        message: 'chant cannot load the spec: `status` must be one of pending.',
        remedy: 'Correct the spec and push again.',
        path,
        line: 3,
      },
    ])
  })
})

describe('the gate dependencies', () => {
  it.each<[Partial<Dependency>, string | null]>([
    [{}, null],
    [
      { found: 'archive' },
      "note dependencies: The dependency 002 is completed and archived; chant's own check would call it missing.",
    ],
    [
      { found: 'elsewhere', status: null },
      'note dependencies: The dependency 002 is in another repository and was not checked.',
    ],
    [
      { status: 'cancelled' },
      'warn dependencies: The dependency 002 was cancelled, not completed.',
    ],
    [
      { status: 'in_progress' },
      'error dependencies: The dependency 002 has status in_progress, not completed.',
    ],
    [
      { status: 'pending', found: 'archive' },
      'error dependencies: The dependency 002 has status pending, not completed.',
    ],
    [
      { found: 'missing', status: null },
      'error dependencies: The dependency 002 is neither an active nor an archived spec.',
    ],
    [
      { found: 'refused', status: null },
      'error dependencies: The dependency 002 cannot be loaded by chant.',
    ],
  ])('says of %j', (overrides, expected) => {
    const dependencies = [makeDependency('002', overrides)]
    const findings = checkDependencies(
      spec,
      { ...emptyTrail, dependencies },
      null,
    )

    expect(lines(findings)).toEqual(expected === null ? [] : [expected])
    expect(findings.every(({ path }) => path === spec.path)).toBe(true)
  })
})

describe('the gate steps, over files that a step changes', () => {
  it.each([
    [['src/total.js'], 'error'],
    [['package-lock.json', 'Cargo.lock'], 'warn'],
    [['test/__snapshots__/a.js.snap'], 'warn'],
    [['out/report.txt'], 'warn'],
  ])('%j: %s', (changedFiles, severity) => {
    const step = makeStepResult('patch', './patch.sh', { changedFiles })
    const [found, ...others] = checkSteps([step])

    expect(found).toMatchObject({ rule: 'steps/changed-files', severity })
    expect(found?.message).toMatch(
      /^Step patch changes `.*`, so what runs after it is not the code of the commit\.$/u,
    )
    expect(others).toEqual([])
  })
})

describe('the gate dependencies, beside source-ref', () => {
  const pending = makeDependency('002', { status: 'pending' })
  const done = makeDependency('002', { status: 'completed' })
  const at = { ref: 'main', sha: '1'.repeat(40) }

  it.each([
    [
      'completed on the branch alone',
      [pending],
      [done],
      [
        'warn dependencies: The dependency 002 is completed on this branch, and pending on main.',
      ],
    ],
    ['completed on both', [done], [done], []],
    ['not named by the branch', [pending], [], []],
  ])('says that a dependency is %s', (...[, there, dependencies, expected]) => {
    const source = { spec, at, dependencies: there }
    const trail = { ...emptyTrail, dependencies }

    expect(lines(checkDependencies(spec, trail, source))).toEqual(expected)
  })
})

describe('the gate research', () => {
  it('complains of documents that are nowhere in git', () => {
    const documents = [
      makeDocument('.chant/research/cause.md'),
      makeDocument('.chant/research/impact.md', { at: null }),
    ]

    expect(checkResearch(spec, { ...emptyTrail, documents }, [])).toEqual([
      {
        rule: 'research/missing',
        severity: 'error',
        message:
          'informed_by names .chant/research/impact.md, which is not in git.',
        remedy:
          'Commit it, push it with `staging-pr specs push`, or take it out of informed_by.',
        path: spec.path,
        line: 1,
      },
    ])
  })
})

describe('the gate steps, over JUnit reports', () => {
  const results = (failed: readonly string[]): TestResults => ({
    runner: 'JUnit XML',
    passed: ['fine'],
    failed,
    skipped: [],
    complete: true,
    allFailures: true,
    stopped: false,
  })
  const step = makeStepResult('test', 'mvn test', { exitCode: 0 })

  it('warns of failed tests beside a good exit status', () => {
    const told = checkReports([step], new Map([['test', results(['breaks'])]]))

    expect(lines(told)).toEqual([
      'warn steps/report-failed: Step test ended with exit status 0, but its JUnit reports say that a test failed: `breaks`.',
    ])
  })

  it('has nothing to say where the step failed too, or no test did', () => {
    const failed = makeStepResult('test', 'a', {
      status: 'failed',
      exitCode: 1,
    })

    expect([
      ...checkReports([step], new Map([['test', results([])]])),
      ...checkReports([step], new Map()),
      ...checkReports([failed], new Map([['test', results(['breaks'])]])),
    ]).toEqual([])
  })
})

describe('the gate steps', () => {
  it('has nothing to say of steps that passed or were skipped', () => {
    expect(
      checkSteps([
        makeStepResult('test', 'cargo test'),
        makeStepResult('new-tests', 'cargo test', { status: 'skipped' }),
      ]),
    ).toEqual([])
  })

  it('complains of each other step, with its reason', () => {
    const steps = [
      makeStepResult('test', 'a', {
        status: 'failed',
        reason: 'exit status 1',
      }),
      makeStepResult('unit', 'a', { status: 'failed' }),
      makeStepResult('slow', 'a', { status: 'timed-out' }),
      makeStepResult('new-tests', 'a', {
        status: 'not-started',
        reason: 'cargo test ran no test',
      }),
      makeStepResult('last', 'a', { status: 'cancelled' }),
    ]

    expect(lines(checkSteps(steps))).toEqual([
      'error steps/failed: Step test failed: exit status 1.',
      'error steps/failed: Step unit failed.',
      'error steps/timed-out: Step slow ran out of time.',
      'error steps/not-started: Step new-tests did not come to a result: cargo test ran no test.',
      'error steps/cancelled: Step last was cancelled.',
    ])
  })

  it('is open when there is no step at all', () => {
    expect(lines(checkSteps([]))).toEqual([
      'error steps/none: No verification step is configured, and no preset fits.',
    ])
  })
})
