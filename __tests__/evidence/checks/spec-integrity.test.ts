import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import {
  checkSpecIntegrity,
  firstWording,
} from '../../../src/evidence/checks/spec-integrity.ts'
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

    expect([...firstWording(first, spec)]).toEqual([
      [`${race} <!-- verify: fmt -->`, `${race} <!-- verify: reproduction -->`],
    ])
    expect(firstWording(null, spec).size).toBe(0)
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
