import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import {
  checkCriteria,
  judgeCriteria,
} from '../../../src/evidence/checks/criteria.ts'
import {
  criterionStates,
  type JudgedCriterion,
  stepStatuses,
} from '../../../src/evidence/evidence.ts'
import { makeSpec, makeStepResult } from '../../support/staging-facts.ts'

const steps = [
  makeStepResult('test', 'cargo test'),
  makeStepResult('bench', 'cargo bench', { status: 'failed' }),
  makeStepResult('slow', 'cargo test --release', { status: 'timed-out' }),
  makeStepResult('new-tests', 'cargo test', { status: 'skipped' }),
  makeStepResult('miri', 'cargo miri', { status: 'not-started' }),
]

function judge(
  text: string,
  checked: boolean,
  bindings: Readonly<Record<string, string>> = {},
): JudgedCriterion | undefined {
  const [judged] = judgeCriteria([{ text, checked, line: 1 }], {
    steps,
    bindings,
  })
  return judged
}

describe('a criterion that nothing is bound to', () => {
  it('is a claim when it is ticked, open otherwise', () => {
    expect(judge('It is fixed', true)).toEqual({
      text: 'It is fixed',
      checked: true,
      state: 'claimed',
      by: null,
    })
    expect(judge('It is fixed', false)).toMatchObject({
      state: 'open',
      by: null,
    })
  })
})

describe('a criterion that names its step', () => {
  it.each([
    { id: 'test', checked: true, state: 'proved', by: 'test' },
    { id: 'test', checked: false, state: 'open', by: 'test' },
    { id: 'bench', checked: true, state: 'contradicted', by: 'bench' },
    { id: 'bench', checked: false, state: 'open', by: null },
    { id: 'slow', checked: true, state: 'contradicted', by: 'slow' },
    { id: 'new-tests', checked: true, state: 'claimed', by: null },
    { id: 'miri', checked: true, state: 'claimed', by: null },
    { id: 'nowhere', checked: true, state: 'claimed', by: null },
  ])('by $id, ticked: $checked, is $state', ({ id, checked, state, by }) => {
    expect(judge(`It is fixed <!-- verify: ${id} -->`, checked)).toEqual({
      text: 'It is fixed',
      checked,
      state,
      by,
    })
  })

  it('keeps to it, whatever the configuration binds', () => {
    expect(
      judge('All tests pass <!-- verify:test -->', true, { tests: 'bench' }),
    ).toMatchObject({ state: 'proved', by: 'test' })
  })
})

describe('a criterion that the configuration binds', () => {
  it('is found by words in it, in any case', () => {
    expect(
      judge('All Existing Tests pass', true, { 'existing tests': 'test' }),
    ).toMatchObject({ state: 'proved', by: 'test' })
  })

  it('is not found by no words', () => {
    expect(
      judge('It is fixed', true, { '': 'test', ' ': 'test' }),
    ).toMatchObject({ state: 'claimed', by: null })
  })
})

describe('any criterion', () => {
  it('is proved only by a tick and a step that passed', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((words) => `${words}<!-- verify: one -->`),
      fc.constant('constructor __proto__ <!-- verify: '.repeat(500)),
    )

    fc.assert(
      fc.property(
        text,
        fc.boolean(),
        fc.constantFrom(...stepStatuses),
        (text, checked, status) => {
          const [judged] = judgeCriteria([{ text, checked, line: 1 }], {
            steps: [makeStepResult('one', 'true', { status })],
            bindings: { fixed: 'one' },
          })

          expect(criterionStates).toContain(judged?.state)
          expect(judged?.checked).toBe(checked)
          if (judged?.state === 'proved') {
            expect([checked, status]).toEqual([true, 'passed'])
          }
          if (judged?.state === 'contradicted') {
            expect(['failed', 'timed-out']).toContain(status)
          }
          if (!checked) expect(judged?.state).toBe('open')
        },
      ),
    )
  })
})

describe('the gate', () => {
  it('complains of open and contradicted criteria at their lines', () => {
    const spec = makeSpec(
      [
        '# Fix it',
        '',
        '## Acceptance Criteria',
        '',
        '- [x] It is fixed',
        '- [ ] It is documented',
        '- [x] It is fast <!-- verify: bench -->',
        '- [x] It is tested <!-- verify: test -->',
      ].join('\n'),
    )
    const judged = judgeCriteria(spec.criteria.items, { steps, bindings: {} })

    expect(checkCriteria(spec, judged)).toEqual([
      {
        rule: 'criteria/open',
        severity: 'error',
        message: '“It is documented” is not ticked.',
        remedy: 'Do it, or take the criterion out of the spec.',
        path: '.chant/specs/005-fork-fix.md',
        line: 6,
      },
      {
        rule: 'criteria/contradicted',
        severity: 'error',
        message: '“It is fast” is ticked, but step bench failed.',
        remedy: 'Make the step pass, or untick the box.',
        path: '.chant/specs/005-fork-fix.md',
        line: 7,
      },
    ])
  })
})
