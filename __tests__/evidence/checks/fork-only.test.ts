import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import {
  checkForkOnly,
  type ForkOnlyGrounds,
} from '../../../src/evidence/checks/fork-only.ts'
import { explainChanges } from '../../../src/evidence/explain-changes.ts'
import type { ChangedFile } from '../../../src/plan/plan.ts'
import { findingLines } from '../../support/finding-lines.ts'
import { diffOf } from '../../support/small-diff.ts'
import {
  emptyTrail,
  makeChange,
  makeDependency,
  mergeBaseSha,
} from '../../support/staging-facts.ts'

const nothing: ForkOnlyGrounds = {
  files: [],
  diff: [],
  spec: { id: '005-fork-fix' },
  trail: emptyTrail,
  fork: 'yourusername/project',
  mergeBase: mergeBaseSha,
}

function filesOf(
  changes: readonly ChangedFile[],
): Pick<ForkOnlyGrounds, 'files'> {
  return {
    files: explainChanges(changes, {
      spec: null,
      documents: ['notes/cause.md'],
      newTests: [],
      configPath: '.github/staging-pr.yml',
      reproduction: [],
    }),
  }
}

describe('files of the fork alone', () => {
  it('are named with the commands that take them out', () => {
    const changes = [
      makeChange('.chant/specs/005-fork-fix.md', { status: 'added' }),
      makeChange('notes/cause.md', { status: 'added' }),
      makeChange('.github/staging-pr.yml'),
      makeChange('src/store.rs'),
    ]

    expect(checkForkOnly({ ...nothing, ...filesOf(changes) })).toEqual([
      {
        rule: 'fork-only/files',
        severity: 'error',
        message:
          '`.chant/specs/005-fork-fix.md`, `notes/cause.md` and `.github/staging-pr.yml` are for the fork alone and would go upstream.',
        remedy:
          'Take them out on the branch for upstream: `git rm -r --cached --quiet -- .chant/specs/005-fork-fix.md notes/cause.md`, `git checkout 4be01d2f6a7b -- .github/staging-pr.yml`.',
        path: null,
        line: null,
      },
    ])
  })

  it('come back under their old name', () => {
    const renamed = makeChange('.chant/archive/a.md', {
      status: 'renamed',
      previousPath: '.chant/specs/a.md',
    })
    const [found] = checkForkOnly({ ...nothing, ...filesOf([renamed]) })

    expect(found?.remedy).toBe(
      'Take it out on the branch for upstream: `git rm -r --cached --quiet -- .chant/archive/a.md`, `git checkout 4be01d2f6a7b -- .chant/specs/a.md`.',
    )
  })

  it('are taken out by folder when there are many', () => {
    const changes = Array.from({ length: 40 }, (_, at) =>
      makeChange(`.chant/specs/${at}.md`, { status: 'deleted' }),
    )
    const [found] = checkForkOnly({ ...nothing, ...filesOf(changes) })

    expect(found?.remedy).toBe(
      'Take them out on the branch for upstream: `git restore --source=4be01d2f6a7b --staged -- .chant`.',
    )
  })

  it('cannot leave the command by their names', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), (name) => {
        const path = `.chant/${name.replace(/\n/gu, ' ')}`
        const change = makeChange(path, { status: 'added' })
        const [found] = checkForkOnly({ ...nothing, ...filesOf([change]) })

        expect(found?.remedy?.split('`')).toHaveLength(3)
      }),
    )
  })
})

describe('new lines that upstream cannot follow', () => {
  function check(path: string, added: string): readonly string[] {
    const trail = {
      ...emptyTrail,
      dependencies: [
        makeDependency('2026-01-24-00g-it2'),
        makeDependency('002'),
      ],
    }
    const diff = diffOf(path, { at: 8, added })
    return findingLines(checkForkOnly({ ...nothing, trail, diff }))
  }

  it.each([
    ['// See .chant/research/cause.md', '.chant/'],
    ['// 005-fork-fix: keep the lock', '005-fork-fix'],
    ['# implements 2026-01-24-00g-it2.', '2026-01-24-00g-it2'],
    ['https://github.com/YourUsername/project/pull/3', 'yourusername/project'],
  ])('are named: %s', (added, name) => {
    expect(check('src/store.rs', added)).toEqual([
      `error fork-only/mention: \`src/store.rs\` names \`${name}\`, which readers upstream cannot follow.`,
    ])
  })

  it.each([
    'let size = 002;',
    'let name = "my-005-fork-fix-it";',
    'see yourusername/project2 and notyourusername/project',
    'the enchanted.chant/ folder',
  ])('are not those that only look so: %s', (added) => {
    expect(check('src/store.rs', added)).toEqual([])
  })

  it('are counted by file', () => {
    expect(check('README.md', '.chant/a\n\n.chant/b\n.chant/c')).toEqual([
      'error fork-only/mention: `README.md` names `.chant/`, which readers upstream cannot follow, and 2 more of its new lines do.',
    ])
  })

  it('may stand in files of the fork alone, and in removed lines', () => {
    const path = '.chant/specs/005-fork-fix.md'
    const own = filesOf([makeChange(path)])
    const diff = [
      ...diffOf(path, { added: '.chant/research/cause.md' }),
      ...diffOf('src/store.rs', { removed: '// 005-fork-fix' }),
    ]

    expect(
      checkForkOnly({ ...nothing, ...own, diff }).map(({ rule }) => rule),
    ).toEqual(['fork-only/files'])
  })
})
