import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import {
  checkCriteria,
  type CriteriaGrounds,
  judgeCriteria,
} from '../../../src/evidence/checks/criteria.ts'
import {
  criterionStates,
  type JudgedCriterion,
  proofStatuses,
  stepStatuses,
} from '../../../src/evidence/evidence.ts'
import { noProof } from '../../../src/evidence/proof/no-proof.ts'
import type { DiffRun } from '../../../src/plan/diff.ts'
import type { ExplainedChange } from '../../../src/evidence/explain-changes.ts'
import type { TestResults } from '../../../src/evidence/test-summary/test-results.ts'
import { findingLines } from '../../support/finding-lines.ts'
import {
  makeChange,
  makeSpec,
  makeStepResult,
} from '../../support/staging-facts.ts'

function grounds(overrides: Partial<CriteriaGrounds> = {}): CriteriaGrounds {
  return {
    steps,
    results: new Map(),
    bindings: {},
    proof: noProof,
    newTests: [],
    files: [],
    diff: [],
    spec: null,
    absentNames: [],
    existingTestsTouched: false,
    wording: new Map(),
    ...overrides,
  }
}

/** `proved by test`, `claimed`. */
function verdictOn(
  text: string,
  overrides: Partial<CriteriaGrounds> = {},
  checked = true,
): string {
  const [judged] = judgeCriteria(
    [{ text, checked, line: 1 }],
    grounds(overrides),
  )
  return [judged?.state, judged?.by].filter((part) => part).join(' by ')
}

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
  const [judged] = judgeCriteria(
    [{ text, checked, line: 1 }],
    grounds({ bindings }),
  )
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
      judge('It is fast <!-- verify:test -->', true, { fast: 'bench' }),
    ).toMatchObject({ state: 'proved', by: 'test' })
  })
})

describe('a criterion that the configuration binds', () => {
  it('is found by words in it, in any case', () => {
    expect(
      judge('Edge Cases handled', true, { 'edge cases': 'test' }),
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
          const [judged] = judgeCriteria(
            [{ text, checked, line: 1 }],
            grounds({
              steps: [makeStepResult('one', 'true', { status })],
              bindings: { fixed: 'one' },
            }),
          )

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

describe('“all existing tests pass”', () => {
  const suite = makeStepResult('test', 'cargo test', {
    tests: { passed: 9, failed: 0, skipped: 0 },
  })
  const baseline = {
    measure: 'tests',
    fresh: [],
    known: ['old'],
    mended: [],
    lost: [],
    before: null,
  } as const
  const proved = 'proved by `cargo test`; none removed, changed or ignored'

  it.each([
    'All existing tests pass',
    'All tests pass',
    'All unit and integration tests still pass (`cargo test`)',
    'Existing tests pass',
    'The full test suite is green',
    'All existing tests pass <!-- verify: test -->',
  ])('is shown by the suite: %s', (text) => {
    expect(verdictOn(text, { steps: [suite] })).toBe(proved)
  })

  it('is a claim where the branch changes tests that were there', () => {
    const touched = { steps: [suite], existingTestsTouched: true }

    for (const text of [
      'All existing tests pass',
      'All tests pass <!-- verify: test -->',
      'All tests pass (`cargo test`)',
    ]) {
      expect(verdictOn(text, touched)).toBe(
        'claimed by the suite passes, and the branch changes existing tests of it',
      )
    }
  })

  it('is a claim where a runner that counts tests has counted none', () => {
    const silent = { steps: [{ ...suite, tests: null }] }
    const own = { steps: [makeStepResult('test', 'make check')] }

    expect(verdictOn('All existing tests pass', silent)).toBe(
      'claimed by the command ended well, and its output counts no tests',
    )
    expect(verdictOn('All existing tests pass', own)).toBe(
      'proved by `make check`; none removed, changed or ignored',
    )
  })

  it('is contradicted where it names a test that was skipped', () => {
    const results = new Map([
      [
        'test',
        {
          passed: ['one'],
          failed: [],
          skipped: ['keeps_keys'],
          complete: true,
          runner: 'cargo test' as const,
          allFailures: true,
          stopped: false,
        },
      ],
    ])

    expect(
      verdictOn('Test `keeps_keys` passes', { steps: [suite], results }),
    ).toBe('contradicted by `keeps_keys` was skipped')
    expect(
      verdictOn('The skipped `keeps_keys` is explained', {
        steps: [suite],
        results,
      }),
    ).toBe('claimed')
  })

  it('is a claim where tests are lost, and says which failed before', () => {
    const known = { ...suite, baseline }
    const lost = { ...suite, baseline: { ...baseline, lost: ['gone'] } }

    expect(verdictOn('All tests pass', { steps: [known] })).toBe(
      `${proved}; 1 failed before too`,
    )
    expect(verdictOn('All tests pass', { steps: [lost] })).toBe('claimed')
  })

  it('is contradicted by any test step that fails', () => {
    const other = makeStepResult('e2e', 'make e2e', { status: 'failed' })

    expect(verdictOn('All tests pass', { steps: [suite, other] })).toBe(
      'contradicted by e2e',
    )
  })

  it('is not shown by a step that runs a part', () => {
    const part = makeStepResult('new', 'cargo test -- $NEW_TESTS')

    expect(verdictOn('All tests pass', { steps: [part] })).toBe('claimed')
  })

  it('shows nothing else that the criterion claims', () => {
    expect(
      verdictOn('All tests pass, and the cache is never stale', {
        steps: [suite],
      }),
    ).toBe('claimed')
  })
})

describe('“reproduction test passes”', () => {
  const reproduction = makeStepResult('repro', 'cargo test issue_1', {
    kind: 'reproduction',
  })
  const text = 'Reproduction test passes'
  const cells = {
    originalBefore: null,
    originalAfter: null,
    newBefore: { red: 4, runs: 5 },
    newAfter: { red: 0, runs: 5 },
  }

  it.each([
    [
      'proven',
      'proved by `cargo test issue_1`, red 4 of 5 before, green 5 of 5 after',
    ],
    [
      'test-changed',
      'contradicted by the original reproduction test is red on the fixed code',
    ],
    ['not-fixed', 'contradicted by the reproduction test is red after the fix'],
    ['not-reproduced', 'claimed'],
    ['inconclusive', 'claimed'],
    ['not-configured', 'proved by repro'],
  ] as const)('is judged by the proof: %s', (status, verdict) => {
    const proof = { ...noProof, status, cells }

    expect(verdictOn(text, { steps: [reproduction], proof })).toBe(verdict)
    expect(
      verdictOn('It is fixed <!-- verify: repro -->', {
        steps: [reproduction],
        proof,
      }),
    ).toBe(verdict)
  })

  it('is contradicted by its step, whatever the proof says', () => {
    const failed = { ...reproduction, status: 'failed' } as const
    const proof = { ...noProof, status: 'proven' } as const

    expect(verdictOn(text, { steps: [failed], proof })).toBe(
      'contradicted by repro',
    )
  })

  it('takes a proof where it speaks of the code before', () => {
    const red = 'Regression test fails before the fix and passes after'

    expect(verdictOn(red, { steps: [reproduction] })).toBe('claimed')
    expect(
      verdictOn(red, {
        steps: [reproduction],
        proof: { ...noProof, status: 'proven', cells },
      }),
    ).toContain('proved by')
  })

  it('is a claim without a reproduction step', () => {
    expect(verdictOn(text, { steps: [] })).toBe('claimed')
  })
})

describe('“new tests added”', () => {
  const path = 'tests/a.rs'
  const newTests = [
    { name: 'waits', path, line: 1 },
    { name: 'nests', path, line: 9 },
  ]
  const own = makeStepResult('new', 'cargo test -- $NEW_TESTS', {
    tests: { passed: 2, failed: 0, skipped: 0 },
  })
  const results = (
    overrides: Partial<TestResults>,
  ): Partial<CriteriaGrounds> => ({
    newTests,
    steps: [own],
    results: new Map([
      [
        'new',
        {
          runner: 'cargo test',
          passed: [],
          failed: [],
          skipped: [],
          complete: true,
          allFailures: true,
          stopped: false,
          ...overrides,
        },
      ],
    ]),
  })

  it.each([
    'New concurrency tests added',
    'Add a regression test',
    'Regression test added',
    'Tests for nested writes are written',
  ])('is shown where all of them ran and passed: %s', (text) => {
    expect(
      verdictOn(text, results({ passed: ['tests/a.rs: waits', 'm::nests'] })),
    ).toBe('proved by 2 new tests, all ran and passed')
  })

  it('is contradicted where one failed', () => {
    expect(
      verdictOn(
        'New tests added',
        results({ passed: ['a: waits'], failed: ['a: nests'] }),
      ),
    ).toBe('contradicted by `nests` failed')
  })

  it('is counted where the names cannot be read', () => {
    expect(verdictOn('New tests added', { newTests, steps: [own] })).toBe(
      'proved by 2 new tests; `cargo test -- $NEW_TESTS` passed',
    )
    const few = { ...own, tests: { passed: 1, failed: 0, skipped: 1 } }
    expect(verdictOn('New tests added', { newTests, steps: [few] })).toBe(
      'claimed',
    )
  })

  it('is contradicted where the branch adds none', () => {
    expect(verdictOn('New tests added', { steps: [own] })).toBe(
      'contradicted by the branch adds no test',
    )
  })

  it('is a claim where the branch changes tests that cannot be read', () => {
    const reason = { kind: 'unknown' } as const
    const files = [{ file: makeChange('tests/a_test.cpp'), reason }]

    expect(verdictOn('New tests added', { steps: [own], files })).toBe(
      'claimed',
    )
  })
})

describe('a criterion that names what shows it', () => {
  const lint = makeStepResult('clippy', 'cargo clippy --all-targets', {
    kind: 'lint',
  })
  const named: TestResults = {
    runner: 'pytest',
    passed: ['tests/test_a.py::test_ok', 'tests/test_a.py::test_p[x]'],
    failed: ['tests/test_b.py::test_bad'],
    skipped: [],
    complete: true,
    allFailures: true,
    stopped: false,
  }
  const known = {
    steps: [lint, makeStepResult('test', 'pytest')],
    results: new Map([['test', named]]),
  }

  it.each([
    ['`cargo clippy` passes', 'proved by clippy'],
    ['`clippy` is clean', 'proved by clippy'],
    ['No warnings from `cargo clippy --all-targets`', 'proved by clippy'],
    ['README explains `cargo clippy`', 'claimed'],
    ['`test_ok` passes', 'proved by `test_ok` ran and passed'],
    ['`test_p` covers it', 'proved by `test_p` ran and passed'],
    ['`tests/test_a.py` passes', 'proved by `tests/test_a.py` ran and passed'],
    ['`test_bad` passes', 'contradicted by `test_bad` failed'],
    ['`test_ok` fails without the fix', 'claimed'],
    ['`test_o` passes', 'contradicted by no step ran a test `test_o`'],
    ['`o_handler` passes', 'claimed'],
    ['`test_ok` and `test_bad` pass', 'contradicted by `test_bad` failed'],
    [
      '`test_ok` and `clippy` pass',
      'proved by `test_ok` ran and passed; clippy',
    ],
    ['`test_ok` passes and nothing is lost', 'claimed'],
    ['`unknown()` returns and `test_ok` passes', 'claimed'],
    ['`', 'claimed'],
  ])('%s', (text, verdict) => {
    expect(verdictOn(text, known)).toBe(verdict)
  })
})

describe('a criterion about files', () => {
  const declared = { kind: 'unknown' } as const
  const files: readonly ExplainedChange[] = [
    { file: makeChange('docs/storage.md'), reason: declared },
    { file: makeChange('src/a.rs'), reason: declared },
    {
      file: makeChange('docs/old.md', { status: 'deleted' }),
      reason: declared,
    },
    {
      file: makeChange('.chant/specs/1.md'),
      reason: { kind: 'not-for-upstream', what: 'spec' },
    },
  ]

  it.each([
    ['Documentation updated', 'proved by `docs/storage.md` changed'],
    ['Update the docs', 'proved by `docs/storage.md` changed'],
    ['`docs/storage.md` describes it', 'proved by `docs/storage.md` changed'],
    ['`storage.md` describes it', 'proved by `docs/storage.md` changed'],
    ['README updated', 'contradicted by the branch changes no README'],
    [
      'Changelog entry added',
      'contradicted by the branch changes no changelog',
    ],
    [
      '`docs/new.md` added',
      'contradicted by the branch does not change `docs/new.md`',
    ],
    [
      'Add tests to `tests/lock_test.rs`',
      'contradicted by the branch does not change `tests/lock_test.rs`',
    ],
    ['`src/a.rs` updated', 'claimed'],
    ['A lock is added before `src/b.rs` is read', 'claimed'],
    ['No entry is added to `src/b.rs`', 'claimed'],
    ['`docs/old.md` describes it', 'claimed'],
    ['`src/a.rs` takes the lock', 'claimed'],
    ['Documentation updated, and the cache is cold', 'claimed'],
  ])('%s', (text, verdict) => {
    expect(verdictOn(text, { files })).toBe(verdict)
  })

  it('contradicts that documentation was updated where nothing explains anything', () => {
    const run = (path: string, text: string): readonly DiffRun[] => [
      { path, side: 'added', lines: [{ text, line: 1 }] },
    ]
    const text = 'Documentation updated'
    const told = (diff: readonly DiffRun[]): string => verdictOn(text, { diff })
    const none = 'contradicted by the branch changes no documentation'

    expect(told(run('src/a.rs', 'let a = 1;'))).toBe(none)
    expect(told(run('tests/a.rs', '// Says it'))).toBe(none)
    expect(told(run('src/a.rs', '/// Says it'))).toBe('claimed')
    expect(told(run('a.py', '    Says what it does.'))).toBe('claimed')
    expect(told(run('a.py', '    value = compute()'))).toBe(none)
    expect(verdictOn('The manual describes it')).toBe('claimed')
  })

  it('contradicts what names a file or a test that is not there', () => {
    const absentNames = ['tests/edge.rs', 'test_edge']
    const told = (text: string): string => verdictOn(text, { absentNames })

    expect(told('`tests/edge.rs` covers an empty cart')).toBe(
      'contradicted by there is no `tests/edge.rs` on this branch',
    )
    expect(told('`test_edge` passes')).toBe(
      'contradicted by there is no `test_edge` on this branch',
    )
    expect(told('`test_edge` was removed')).toBe('claimed')
    expect(told('`tests/kept.rs` covers it')).toBe('claimed')
  })

  it('finds release notes in the spec', () => {
    const spec = makeSpec(
      '# Fix\n\n## Release Notes\n\nPreviously, it was lost.\n\n**Impact:** It is kept.\n',
    )
    const empty = makeSpec('# Fix\n\n## Release Notes\n\nTODO\n')

    expect(verdictOn('Release notes section added', { spec })).toBe(
      'proved by spec, line 3',
    )
    expect(verdictOn('Release notes section added', { spec: empty })).toBe(
      'contradicted by neither the spec nor a changelog has any',
    )
    const reason = { kind: 'unknown' } as const
    const notes = [{ file: makeChange('CHANGELOG.md'), reason }]
    expect(
      verdictOn('Release notes added', { spec: empty, files: notes }),
    ).toBe('proved by `CHANGELOG.md` changed')
  })
})

describe('a reworded criterion', () => {
  it('stays bound as its first text was', () => {
    const wording = new Map([['Most tests pass', 'All existing tests pass']])
    const failed = makeStepResult('test', 'make test', { status: 'failed' })

    expect(verdictOn('Most tests pass', { wording, steps: [failed] })).toBe(
      'contradicted by test',
    )
  })

  it('is bound by its own text where the first was bound to nothing', () => {
    const wording = new Map([['It works <!-- verify: test -->', 'It is fine']])

    expect(verdictOn('It works <!-- verify: test -->', { wording })).toBe(
      'proved by test',
    )
  })
})

describe('an unticked criterion', () => {
  it('is open, and says what shows it', () => {
    const suite = makeStepResult('test', 'make test')

    expect(verdictOn('All tests pass', { steps: [suite] }, false)).toBe(
      'open by `make test`; none removed, changed or ignored',
    )
  })
})

describe('the usual sentences', () => {
  const text = fc.oneof(
    fc.constantFrom(
      'All existing tests pass',
      'Reproduction test passes',
      'New tests added',
      '`one` passes',
      '`cargo test` is green',
      'All tests pass <!-- verify: one -->',
      'All tests pass and new tests added',
      'Release notes added',
    ),
    fc.string(),
  )

  it('prove nothing that is not ticked, and nothing by a failed step', () => {
    fc.assert(
      fc.property(
        fc.record({
          text,
          checked: fc.boolean(),
          status: fc.constantFrom(...stepStatuses),
          kind: fc.constantFrom('test', 'reproduction', 'lint'),
          proof: fc.constantFrom(...proofStatuses),
        }),
        ({ text, checked, status, kind, proof }) => {
          const one = makeStepResult('one', 'cargo test', { status, kind })
          const [judged] = judgeCriteria(
            [{ text, checked, line: 1 }],
            grounds({ steps: [one], proof: { ...noProof, status: proof } }),
          )
          if (judged?.state !== 'proved') return
          expect(checked).toBe(true)
          if (status !== 'passed') expect(judged.by).not.toContain('cargo')
          expect(['failed', 'timed-out', 'cancelled']).not.toContain(status)
        },
      ),
    )
  })

  it('are looked for in hostile text', () => {
    for (const part of [
      'all tests ',
      'new a b c ',
      '`',
      'test for ',
      ', and ',
    ]) {
      expect(['claimed', 'proved']).toContain(
        judge(part.repeat(20_000), true)?.state,
      )
    }
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
    const judged = judgeCriteria(spec.criteria.items, grounds())

    expect(checkCriteria(spec, judged, grounds().steps)).toEqual([
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
        remedy: 'Make it true, or untick the box.',
        path: '.chant/specs/005-fork-fix.md',
        line: 7,
      },
    ])
  })

  it('complains of a criterion that is bound to a step that is not there', () => {
    const spec = makeSpec(
      '## Acceptance Criteria\n\n- [x] It is quick <!-- verify: benhc -->\n',
    )
    const judged = judgeCriteria(spec.criteria.items, grounds())
    const ids = (known: readonly string[]) =>
      known.map((id) => makeStepResult(id, id))
    const told = checkCriteria(spec, judged, ids(['bench', 'lint']))

    expect(findingLines(told)).toEqual([
      'error criteria/unknown-step: “It is quick” is bound to the step `benhc`, which is not there.',
    ])
    expect(told[0]?.remedy).toBe('Did you mean `bench`?')
    expect(checkCriteria(spec, judged, ids(['lint']))[0]?.remedy).toBe(
      'The steps are `lint`.',
    )
    expect(checkCriteria(spec, judged, [])[0]?.remedy).toBe(
      'There are no steps.',
    )
    expect(checkCriteria(spec, judged, ids(['benhc']))).toEqual([])
  })

  it('complains of a criterion that is bound to a step which was skipped', () => {
    const spec = makeSpec(
      '## Acceptance Criteria\n\n- [x] It is quick <!-- verify: bench -->\n',
    )
    const reason = 'this branch adds no tests'
    const bench = makeStepResult('bench', 'x', { status: 'skipped', reason })
    const judged = judgeCriteria(
      spec.criteria.items,
      grounds({ steps: [bench] }),
    )

    expect(findingLines(checkCriteria(spec, judged, [bench]))).toEqual([
      'error criteria/skipped-step: “It is quick” is bound to the step `bench`, which was skipped: this branch adds no tests.',
    ])
  })
})
