import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { checkScope } from '../../../src/evidence/checks/scope.ts'
import { explainChanges } from '../../../src/evidence/explain-changes.ts'
import type { ChangedFile } from '../../../src/plan/plan.ts'
import type { Spec } from '../../../src/spec/spec.ts'
import { findingLines } from '../../support/finding-lines.ts'
import {
  emptyTrail,
  makeChange,
  makeDependency,
  makeSpec,
} from '../../support/staging-facts.ts'

function check(
  spec: Spec,
  changes: readonly ChangedFile[],
  dependencies = emptyTrail.dependencies,
): readonly string[] {
  const files = explainChanges(changes, {
    spec,
    documents: [],
    newTests: [],
    configPath: null,
    reproduction: [],
  })
  return findingLines(checkScope(spec, { dependencies }, files))
}

function declaring(...targetFiles: readonly string[]): Spec {
  return makeSpec('# Fix it', { targetFiles })
}

describe('the gate scope', () => {
  it('names each file that the spec does not declare, with its size', () => {
    expect(
      check(declaring('src/store.rs'), [
        makeChange('src/store.rs'),
        makeChange('src/net.rs', { added: 14, removed: 0 }),
        makeChange('logo.png', { added: null, removed: null }),
      ]),
    ).toEqual([
      'error scope/undeclared: `src/net.rs` (+14 −0) changed, but the spec does not declare it in `target_files`.',
      'error scope/undeclared: `logo.png` (binary) changed, but the spec does not declare it in `target_files`.',
    ])
  })

  it('names a new file of tests, unless a criterion asks for tests', () => {
    const change = makeChange('tests/edge.rs', { status: 'added' })
    const told = (spec: Spec): readonly string[] => {
      const newTests = [{ name: 'edge', path: 'tests/edge.rs', line: 3 }]
      const files = explainChanges([change], {
        spec,
        documents: [],
        newTests,
        configPath: null,
        reproduction: [],
      })
      return findingLines(checkScope(spec, { dependencies: [] }, files))
    }
    const asking = makeSpec(
      '## Acceptance Criteria\n\n- [x] New tests added\n',
      {
        targetFiles: ['src/'],
      },
    )

    expect(told(declaring('src/'))[0]).toContain('`tests/edge.rs`')
    expect(told(asking).join()).not.toContain('tests/edge.rs')
  })

  it('names an entry that covers every file', () => {
    for (const all of ['**', '**/*', './**']) {
      expect(check(declaring(all), [makeChange('src/store.rs')])[0]).toContain(
        'error scope/everything: `target_files` declares',
      )
    }
    for (const part of ['src/**', '*', '**/*.rs', 'src/', '*.md']) {
      expect(check(declaring(part), []).join()).not.toContain('everything')
    }
  })

  it('says whose file it is when another spec of the chain declares it', () => {
    const owner = makeDependency('003-retry', { targetFiles: ['src/net/'] })

    expect(
      check(
        declaring('src/store.rs'),
        [makeChange('src/store.rs'), makeChange('src/net/retry.rs')],
        [owner],
      ),
    ).toEqual([
      'error scope/undeclared: `src/net/retry.rs` (+9 −2) changed, but the spec does not declare it in `target_files`; it belongs to the spec 003-retry, on which this one depends.',
    ])
  })

  it('notes declared files that the branch leaves alone', () => {
    expect(
      check(declaring('src/a.rs', './src/b.rs', 'docs/', 'src/**/*.py'), [
        makeChange('src/a.rs'),
      ]),
    ).toEqual([
      'note scope/untouched: `target_files` declares `src/b.rs`, `docs/` and `src/**/*.py`, where this branch changes nothing.',
    ])
  })

  it('takes a renamed file for a change at its old place', () => {
    const renamed = makeChange('src/new.rs', {
      status: 'renamed',
      previousPath: 'src/old.rs',
    })

    expect(check(declaring('src/old.rs'), [renamed])).toEqual([])
  })

  it.each([[declaring()], [declaring(' ')]])(
    'has nothing to say where nothing is declared',
    (spec) => {
      expect(check(spec, [makeChange('src/net.rs')])).toEqual([])
    },
  )

  it('names a file at most once, whatever is declared', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('src/', '**', '{a,b}', '../x', 'src/[id].ts'),
    )
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 6 }),
        fc.uniqueArray(text, { maxLength: 6 }),
        (targets, paths) => {
          const spec = declaring(...targets)
          const changes = paths.map((path) => makeChange(path))
          const found = check(spec, changes)

          expect(found.length).toBeLessThanOrEqual(paths.length + 2)
        },
      ),
    )
  })
})
