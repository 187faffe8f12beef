import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import type { StepConfig } from '../../src/config/config.ts'
import type { NewTest, Plan } from '../../src/plan/plan.ts'
import { planSteps, type PlanRequest } from '../../src/plan/plan-steps.ts'
import { sourced } from '../../src/sourced.ts'
import { makeStepConfig } from '../support/staging-facts.ts'

const headSha = 'a'.repeat(40)
const baseSha = 'b'.repeat(40)

function plan(
  steps: readonly StepConfig[],
  known: Partial<PlanRequest> = {},
): Plan {
  return planSteps({
    config: { verify: sourced(steps, 'default'), env: { pass: [], set: {} } },
    issue: null,
    newTests: [],
    specId: null,
    headSha,
    baseSha,
    branch: 'fix/lock',
    ...known,
  })
}

function fateOf(
  run: string,
  known: Partial<PlanRequest> = {},
  overrides: Partial<StepConfig> = {},
): string {
  const [step] = plan([makeStepConfig('one', run, overrides)], known).steps
  return step?.status === 'skipped' ? step.reason : (step?.status ?? 'absent')
}

function rustTest(name: string): NewTest {
  return { name, path: 'tests/a.rs', line: 1 }
}

function newTestsOf(tests: readonly NewTest[]): string | undefined {
  return plan([], { newTests: tests }).variables.NEW_TESTS
}

function namesOfJavascript(...names: readonly string[]): string | undefined {
  return newTestsOf(names.map((name) => ({ name, path: 'a.test.ts', line: 1 })))
}

const noIssue = 'no issue number is known for this branch'
const noTests = 'this branch adds no tests'

describe('what commands see', () => {
  it('is everything that is known of the branch', () => {
    const { variables } = plan([], {
      issue: 1234,
      newTests: [rustTest('one'), rustTest('two'), rustTest('one')],
      specId: '005-fork-fix',
    })

    expect(variables).toEqual({
      ISSUE: '1234',
      NEW_TESTS: 'one\ntwo',
      SPEC_ID: '005-fork-fix',
      HEAD_SHA: headSha,
      BASE_SHA: baseSha,
      BRANCH: 'fix/lock',
      SHARD: '1',
      SHARDS: '1',
    })
  })

  it('leaves out what is unknown', () => {
    expect(plan([]).variables).toEqual({
      HEAD_SHA: headSha,
      BASE_SHA: baseSha,
      BRANCH: 'fix/lock',
      SHARD: '1',
      SHARDS: '1',
    })
  })
})

describe('a step that names a value which is unknown', () => {
  it.each([
    'cargo test issue_$ISSUE',
    'cargo test "issue_${ISSUE}"',
    'cargo test ${ISSUE%x}',
    "sh -c 'cargo test $ISSUE'",
    'cargo test ${ISSUE:?no issue}',
    'echo ${ISSUE:-none}; cargo test $ISSUE',
    String.raw`cargo test \\$ISSUE`,
    'cargo test $env:ISSUE',
  ])('is skipped: %s', (run) => {
    expect(fateOf(run)).toBe(noIssue)
    expect(fateOf(run, { issue: 7 })).toBe('planned')
  })

  it.each([
    'cargo test',
    'cargo test $ISSUES',
    'cargo test $ISSUE_LABEL',
    'cargo test ISSUE',
    'cargo test ${ISSUE:-0}',
    'cargo test ${ISSUE-0}',
    'cargo test ${ISSUE:+issue_$HEAD_SHA}',
    String.raw`echo \$ISSUE`,
    'echo $BRANCH $HEAD_SHA $BASE_SHA $SPEC_ID',
  ])('is another one than %s', (run) => {
    expect(fateOf(run)).toBe('planned')
  })

  it('says that the branch adds no tests', () => {
    expect(fateOf('cargo test -- $NEW_TESTS')).toBe(noTests)
    expect(fateOf('node --test "${NEW_TESTS//$\'\\n\'/|}"')).toBe(noTests)
    expect(
      fateOf('cargo test -- $NEW_TESTS', { newTests: [rustTest('one')] }),
    ).toBe('planned')
  })

  it('is skipped for its setup and its own variables as well', () => {
    expect(fateOf('make', {}, { setup: 'prepare $ISSUE' })).toBe(noIssue)
    expect(fateOf('make', {}, { env: { FILTER: '$NEW_TESTS' } })).toBe(noTests)
  })

  it('runs where the configuration gives the value', () => {
    const config = {
      verify: sourced([], 'default'),
      env: { pass: [], set: { ISSUE: '9' } },
    }
    const step = makeStepConfig('one', 'cargo test $ISSUE')

    expect(fateOf('cargo test $ISSUE', {}, { env: { ISSUE: '9' } })).toBe(
      'planned',
    )
    expect(
      planSteps({
        config: { ...config, verify: sourced([step], 'default') },
        issue: null,
        newTests: [],
        specId: null,
        headSha,
        baseSha,
        branch: 'fix/lock',
      }).steps,
    ).toEqual([{ status: 'planned', step }])
  })

  it('keeps its place', () => {
    const steps = ['a', 'b $ISSUE', 'c'].map((run, at) =>
      makeStepConfig(`step-${at}`, run),
    )

    expect(plan(steps).steps.map(({ status }) => status)).toEqual([
      'planned',
      'skipped',
      'planned',
    ])
  })
})

describe('names of new tests for commands', () => {
  it('are identifiers in Rust, Python and Go', () => {
    expect(
      newTestsOf([
        rustTest('one'),
        rustTest('two words'),
        rustTest('$(id)'),
        { name: 'test_a', path: 'tests/test_a.py', line: 1 },
        { name: 'test-b', path: 'tests/test_a.py', line: 1 },
        { name: 'TestC', path: 'c_test.go', line: 1 },
      ]),
    ).toBe('one\ntest_a\nTestC')
  })

  it('are patterns that match the name in JavaScript', () => {
    expect(
      namesOfJavascript(
        'keeps every version, oldest first',
        "it's kept (issue #1234)",
        'gr\u00fc\u00dft',
        '--watch everything',
        'a \u{1f600} face',
      ),
    ).toBe(
      [
        'keeps every version, oldest first',
        'it.s kept .issue .1234.',
        'gr\u00fc\u00dft',
        '.-watch everything',
        'a .. face',
      ].join('\n'),
    )
  })

  it('end before what a table fills in', () => {
    expect(
      namesOfJavascript('copies %s to %s', 'adds $a', '%s', 'is 100% sure'),
    ).toBe('copies\nadds\nis 100. sure')
  })

  it('are left out where a pattern would match anything', () => {
    expect(namesOfJavascript('()', 'a', '%s is kept')).toBeUndefined()
  })

  it('that no command may see make the step skipped, with that reason', () => {
    const newTests = [{ name: '()', path: 'a.test.ts', line: 1 }]
    const many = Array.from({ length: 20_000 }, (_, at) =>
      rustTest(`test_number_${at}`),
    )
    const reason =
      'the names of the tests that this branch adds cannot be handed to a command'

    expect(fateOf('jest -t "$NEW_TESTS"', { newTests })).toBe(reason)
    expect(fateOf('cargo test $NEW_TESTS', { newTests: many })).toBe(reason)
  })

  it('never hold what a shell or a regular expression would act on', () => {
    const path = fc.constantFrom('a.rs', 'test_a.py', 'a.test.ts', 'a_test.go')
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
    )

    fc.assert(
      fc.property(name, path, (name, path) => {
        const lines = newTestsOf([{ name, path, line: 1 }])?.split('\n') ?? []
        for (const line of lines) {
          expect(line).toMatch(/^[\p{L}\p{N}_.,:][\p{L}\p{N}_ .,:-]*$/u)
        }
      }),
    )
  })

  it('match a test whose name has several lines', () => {
    for (const name of [
      '\u2028 keeps both',
      'keeps both\nand more',
      '\r\nkeeps',
    ]) {
      expect(name).toMatch(new RegExp(namesOfJavascript(name) ?? 'none', ''))
    }
  })

  it('match the test that they stand for', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 })

    fc.assert(
      fc.property(name, (name) => {
        const pattern = namesOfJavascript(name)
        if (pattern === undefined) return
        expect(name).toMatch(new RegExp(pattern, ''))
      }),
    )
  })
})

describe('the order of steps', () => {
  function orderOf(needs: Readonly<Record<string, readonly string[]>>): string {
    const steps = Object.entries(needs).map(([id, needed]) =>
      makeStepConfig(id, 'true', { needs: needed }),
    )
    return plan(steps)
      .steps.map(({ step }) => step.id)
      .join(' ')
  }

  it('is the configured one', () => {
    expect(orderOf({ c: [], a: [], b: ['c'] })).toBe('c a b')
  })

  it('makes a step wait for a later one that it needs', () => {
    expect(orderOf({ a: ['c'], b: [], c: [] })).toBe('b c a')
    expect(orderOf({ a: ['b'], b: ['c'], c: [] })).toBe('c b a')
  })

  it('does not hang on circles and unknown names', () => {
    expect(orderOf({ a: ['b'], b: ['a'], c: [] })).toBe('c a b')
    expect(orderOf({ a: ['a'], b: ['nowhere'] })).toBe('a b')
  })
})
