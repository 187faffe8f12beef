import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import {
  checkSpecIntegrity as checkAgainst,
  earlierSpecs,
  firstWording,
} from '../../../src/evidence/checks/spec-integrity.ts'
import type { Finding } from '../../../src/finding.ts'
import type { Spec } from '../../../src/spec/spec.ts'
import { findingLines } from '../../support/finding-lines.ts'
import { makeSpec } from '../../support/staging-facts.ts'

function withCriteria(
  criteria: readonly string[],
  overrides: Partial<Spec> = {},
): Spec {
  const boxes = criteria.map((text) => `- [x] ${text}`).join('\n')
  return makeSpec(`## Acceptance Criteria\n\n${boxes}\n`, overrides)
}

/** Against the first version on the branch. */
function checkSpecIntegrity(
  firstSpec: Spec | null,
  spec: Spec,
): readonly Finding[] {
  return checkAgainst(earlierSpecs({ firstSpec, sourceSpec: null }), spec)
}

/** Against what `source-ref` has. */
function checkBeside(source: Spec, spec: Spec): readonly string[] {
  const at = { ref: 'main', sha: '1'.repeat(40) }
  const sourceSpec = { spec: source, at, dependencies: [] }
  return findingLines(
    checkAgainst(earlierSpecs({ firstSpec: spec, sourceSpec }), spec),
  )
}

function check(
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  return findingLines(
    checkSpecIntegrity(withCriteria(before), withCriteria(after)),
  )
}

const race = 'Reproduction test passes 10 of 10 times'
const suite = 'All existing tests pass'
const docs = 'Documentation updated'

describe('criteria', () => {
  it('may be ticked, added, moved and spaced otherwise', () => {
    expect(
      check([race, suite], [`${suite}  `, docs, race.replace(' ', '   ')]),
    ).toEqual([])
    expect(checkSpecIntegrity(null, withCriteria([docs]))).toEqual([])
  })

  it('that are gone are errors', () => {
    expect(check([race, suite], [race])).toEqual([
      'error spec-integrity/removed: The criterion “All existing tests pass” stood in the first version of the spec and is gone.',
    ])
  })

  it('are gone when another one takes their place', () => {
    expect(check([race, suite], [race, docs])).toEqual([
      'error spec-integrity/removed: The criterion “All existing tests pass” stood in the first version of the spec and is gone.',
    ])
  })

  it('are gone with their section', () => {
    expect(
      checkSpecIntegrity(withCriteria([race, suite]), makeSpec('# Fix it')),
    ).toHaveLength(2)
  })

  it('that are reworded are named with both texts, at their line', () => {
    const spec = withCriteria([suite, 'Reproduction test passes'])

    expect(checkSpecIntegrity(withCriteria([race, suite]), spec)).toEqual([
      {
        rule: 'spec-integrity/reworded',
        severity: 'warn',
        message:
          'The criterion “Reproduction test passes” first read “Reproduction test passes 10 of 10 times”.',
        remedy: null,
        path: spec.path,
        line: 4,
      },
    ])
  })

  it('answer for one earlier criterion each', () => {
    expect(
      check(
        ['Unit tests pass on Linux', 'Unit tests pass on macOS'],
        ['Unit tests pass on all systems'],
      ),
    ).toEqual([
      'error spec-integrity/removed: The criterion “Unit tests pass on macOS” stood in the first version of the spec and is gone.',
      'warn spec-integrity/reworded: The criterion “Unit tests pass on all systems” first read “Unit tests pass on Linux”.',
    ])
    expect(check([docs, docs], [docs])).toHaveLength(1)
  })

  it('keep the binding of their first text', () => {
    const first = withCriteria([`${race} <!-- verify: reproduction -->`, suite])
    const spec = withCriteria([`${race} <!-- verify: fmt -->`, suite])

    const earlier = earlierSpecs({ firstSpec: first, sourceSpec: null })

    expect([...firstWording(earlier, spec)]).toEqual([
      [`${race} <!-- verify: fmt -->`, `${race} <!-- verify: reproduction -->`],
    ])
    expect(firstWording([], spec).size).toBe(0)
  })

  it('are each kept, reworded or gone', () => {
    const text = fc.oneof(
      fc.constantFrom(race, suite, docs, 'Tests pass', '', '` `', '__proto__'),
      fc.string({ maxLength: 40 }).map((one) => one.replace(/\s/gu, ' ')),
    )
    const list = fc.array(text, { maxLength: 8 })

    fc.assert(
      fc.property(list, list, (before, after) => {
        const [first, spec] = [withCriteria(before), withCriteria(after)]
        const rules = checkSpecIntegrity(first, spec).map(({ rule }) => rule)
        const removed = rules.filter((one) => one.endsWith('/removed')).length

        expect(removed).toBeGreaterThanOrEqual(before.length - after.length)
        expect(rules.length).toBeLessThanOrEqual(before.length)
        expect(checkSpecIntegrity(first, first)).toEqual([])
      }),
    )
  })

  it('by the thousand are compared soon', () => {
    const before = Array.from({ length: 3_000 }, (_, at) => `Case ${at} works`)
    const after = Array.from({ length: 3_000 }, (_, at) => `Row ${at} is fine`)

    expect(check(before, after)).toHaveLength(3_000)
  })
})

describe('the spec that source-ref has', () => {
  it('loses no criterion, though the branch began with fewer', () => {
    expect(
      checkBeside(withCriteria([race, suite]), withCriteria([race])),
    ).toEqual([
      "error spec-integrity/removed: The criterion “All existing tests pass” stands in the spec on main and not in the branch's.",
    ])
  })

  it('is named where the branch brings another one', () => {
    const own = withCriteria([race], { id: '009' })

    expect(checkBeside(withCriteria([race], { id: '005' }), own)).toEqual([
      'warn spec-integrity/another-spec: For this branch, main has the spec `005`; the branch brings `009` of its own and is judged by that one.',
    ])
  })

  it('and the first version say the same thing once', () => {
    const first = withCriteria([race, suite])
    const spec = withCriteria([race])
    const at = { ref: 'main', sha: '1'.repeat(40) }
    const sourceSpec = { spec: first, at, dependencies: [] }
    const earlier = earlierSpecs({ firstSpec: first, sourceSpec })

    expect(findingLines(checkAgainst(earlier, spec))).toEqual([
      'error spec-integrity/removed: The criterion “All existing tests pass” stood in the first version of the spec and is gone.',
    ])
  })
})

describe('target_files', () => {
  function targets(...targetFiles: readonly string[]): Spec {
    return makeSpec('# Fix it', { targetFiles })
  }

  it('that grew are named', () => {
    expect(
      findingLines(
        checkSpecIntegrity(
          targets('src/a.rs', 'src/b.rs'),
          targets('./src/a.rs', 'src/c.rs', 'src/net/'),
        ),
      ),
    ).toEqual([
      'warn spec-integrity/target-files: `target_files` gained `src/c.rs` and `src/net/` since the first version of the spec.',
    ])
  })

  it('that were not written yet have not grown', () => {
    expect(checkSpecIntegrity(targets(), targets('src/a.rs'))).toEqual([])
  })
})
