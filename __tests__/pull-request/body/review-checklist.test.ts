import { describe, expect, it } from '@jest/globals'

import { prepare } from '../../../src/pull-request/body.ts'
import { reviewChecklist } from '../../../src/pull-request/body/review-checklist.ts'
import { fullDetail } from '../../../src/pull-request/fit.ts'
import type { StagingFacts } from '../../../src/pull-request/staging-facts.ts'
import { stagingText } from '../../../src/pull-request/staging-text.ts'
import { finding } from '../../../src/finding.ts'
import { bodyScenarios } from '../../support/body-scenarios.ts'
import {
  emptyTrail,
  makeChange,
  makeDocument,
  makeEvidence,
  makeFacts,
  makePlan,
} from '../../support/staging-facts.ts'
import { sum } from '../../support/sum.ts'

function checklistOf(overrides: Partial<StagingFacts> = {}): string {
  const facts = makeFacts(overrides)
  return reviewChecklist({
    ...prepare(facts),
    detail: fullDetail,
    volatile: 'shown',
  })
}

function taskOf(label: string, overrides: Partial<StagingFacts>): string {
  const line = checklistOf(overrides)
    .split('\n')
    .find((one) => one.includes(`**${label}:**`))
  return line?.replace(`- [ ] **${label}:** `, '') ?? ''
}

const newTest = { name: 'a', path: 'tests/a.rs', line: 1 }

describe('the review checklist', () => {
  it.each(Object.entries(bodyScenarios))(
    'stands open between Testing and what is next, whatever happened: %s',
    (_, facts) => {
      const text = stagingText(facts, { status: 'pending', hash: sum })

      for (const room of [60_000, 0]) {
        expect(text.content(room)).toMatch(
          /\n## Testing\n[^]*\n\n\*\*Review checklist\*\*\n\nFor you to tick\. .*\n\n(?:- \[ \] \*\*[A-Z][a-z ]+:\*\* .*\n){4,5}\n---\n\n\*\*Next:\*\*/u,
        )
      }
    },
  )

  it('asks for research where the spec names some', () => {
    const documents = [makeDocument('.chant/research/cause.md')]

    expect(checklistOf()).not.toContain('Research')
    expect(checklistOf({ trail: { ...emptyTrail, documents } })).toContain(
      '- [ ] **Research alignment:** ',
    )
  })
})

describe('code quality', () => {
  const task = (...paths: readonly string[]): string =>
    taskOf('Code quality', { changes: paths.map((path) => makeChange(path)) })

  it.each([
    [['src/a.rs', 'tests/a.rs', 'docs/a.md'], 'read the diff of `a.rs`: '],
    [['src/a.rs', 'src/b.rs'], 'read the diff of `a.rs` and `b.rs`: '],
    [['a.rs', 'b.rs', 'c.rs'], 'read the diff of 3 files: '],
    [['tests/a.rs', 'docs/a.md'], 'read the diff of `a.rs` and `a.md`: '],
    [['.chant/specs/a.md'], 'read the diff: '],
  ])('names the code of %j', (paths, words) => {
    expect(task(...paths)).toBe(
      `${words}is it the smallest change that mends the cause, written like the code around it, with no error swallowed?`,
    )
  })
})

describe('coverage', () => {
  const { proof } = (bodyScenarios['proven'] ?? makeFacts()).evidence ?? {}
  const proven = makeEvidence(proof === undefined ? {} : { proof })
  const one = makePlan({ newTests: [newTest] })
  const none = makePlan({ newTests: [] })

  it.each([
    [
      'a proof and new tests',
      { evidence: proven },
      'the reproduction test is red without the fix; do the 3 new tests reach the other paths that it changes?',
    ],
    [
      'a proof and one new test',
      { evidence: proven, plan: one },
      'the reproduction test is red without the fix; does the new test reach the other paths that it changes?',
    ],
    [
      'a proof alone',
      { evidence: proven, plan: none },
      'the reproduction test is red without the fix; does it reach every path that the fix changes, since no other test is new?',
    ],
    [
      'new tests alone',
      { plan: one },
      'would the new test fail without the fix, and which case is left out?',
    ],
    [
      'nothing',
      { evidence: null, plan: none },
      'no test is new; would one that is there fail without the fix?',
    ],
  ])('knows of %s', (_, facts, words) => {
    expect(taskOf('Coverage', facts)).toBe(words)
  })
})

describe('documentation', () => {
  it.each([
    [
      [],
      'no page changes; are documentation, help texts and comments still true?',
    ],
    [
      ['docs/a.md'],
      '`a.md` changed; does it say what users get now, and does no other page still describe the old behavior?',
    ],
    [
      ['docs/a.md', 'README.md'],
      '`a.md` and `README.md` changed; do they say what users get now, and does no other page still describe the old behavior?',
    ],
    [
      ['docs/a.md', 'docs/b.md', 'docs/c.md'],
      '3 pages changed; do they say what users get now, and does no other page still describe the old behavior?',
    ],
  ])('knows which pages changed: %j', (paths, words) => {
    const changes = paths.map((path) => makeChange(path))

    expect(taskOf('Documentation', { changes })).toBe(words)
  })

  it('does not count a page that is gone, a spec or test data', () => {
    const changes = [
      makeChange('docs/a.md', { status: 'deleted' }),
      makeChange('.chant/research/a.md'),
      makeChange('tests/fixtures/a.md'),
    ]

    expect(taskOf('Documentation', { changes })).toContain('no page changes')
  })
})

describe('research alignment', () => {
  const path = '.chant/research/map.md'
  const task = (
    ...documents: readonly ReturnType<typeof makeDocument>[]
  ): string =>
    taskOf('Research alignment', { trail: { ...emptyTrail, documents } })

  it('names the document that recommends something', () => {
    const cause = makeDocument('.chant/research/cause.md')

    expect(
      task(cause, makeDocument(path, { recommendation: 'Lock it.' })),
    ).toBe(
      'does the change do what “map.md” recommends, or say under Implementation why not?',
    )
  })

  it('points to what documents found', () => {
    const others = 'or say under Implementation why not?'

    expect(task(makeDocument(path))).toBe(
      `does the change follow from what the document under Parent Context found, ${others}`,
    )
    expect(task(makeDocument(path), makeDocument(`${path}x`))).toBe(
      `does the change follow from what the 2 documents under Parent Context found, ${others}`,
    )
  })

  it('says what is not in git', () => {
    const missing = makeDocument(path, { at: null })

    expect(task(missing)).toBe(
      '1 document that the spec names is not in git: ask for it, and hold the change against it.',
    )
    expect(task(missing, missing)).toBe(
      '2 documents that the spec names are not in git: ask for them, and hold the change against them.',
    )
  })
})

describe('history', () => {
  it('asks about the commits, and points to what is known of them', () => {
    const evidence = makeEvidence({
      findings: [
        finding({
          rule: 'history/merge',
          severity: 'note',
          message: 'The branch holds 1 merge: 1c77e05.',
        }),
      ],
    })

    expect(taskOf('History', {})).toBe(
      'does each commit do one thing and say why, in words that upstream can use?',
    )
    expect(taskOf('History', { evidence })).toBe(
      'some commits are not fit for upstream yet: see “Before it goes upstream” under Testing.',
    )
  })
})
