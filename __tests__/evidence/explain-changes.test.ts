import { describe, expect, it } from '@jest/globals'

import { explainChanges } from '../../src/evidence/explain-changes.ts'
import type { Spec } from '../../src/spec/spec.ts'
import { makeChange, makeSpec } from '../support/staging-facts.ts'

const nothing = {
  documents: [],
  newTests: [],
  reproduction: [],
  configPath: null,
}

function reasonOf(path: string, spec: Spec | null): unknown {
  const [explained] = explainChanges([makeChange(path)], { ...nothing, spec })
  return explained?.reason
}

function declaring(...targetFiles: readonly string[]): Spec {
  return makeSpec('# Fix it', { targetFiles })
}

describe('target files', () => {
  it.each([
    ['src/store.rs', 'src/store.rs'],
    ['src/store.rs', './src/store.rs'],
    ['src/storage/lock.rs', 'src/storage/'],
    ['src/storage/lock.rs', 'src/storage'],
    ['src/storage/deep/lock.rs', 'src/**/*.rs'],
    ['src/lock.rs', 'src/**/*.rs'],
    ['src/lock.rs', 'src/*.rs'],
    ['src/lock.ts', 'src/*.{js,ts}'],
    ['app/[id]/page.tsx', 'app/[id]/page.tsx'],
  ])('explain %s by %s', (path, entry) => {
    expect(reasonOf(path, declaring(entry))).toEqual({
      kind: 'declared',
      entry,
    })
  })

  it.each([
    ['src/store.rs.bak', 'src/store.rs'],
    ['src/storage2/lock.rs', 'src/storage'],
    ['src/deep/lock.rs', 'src/*.rs'],
    ['src/lock.rs', ''],
    ['src/lock.rs', 'Possibly src/lock.rs for utilities'],
  ])('do not explain %s by “%s”', (path, entry) => {
    expect(reasonOf(path, declaring(entry))).toEqual({ kind: 'undeclared' })
  })

  it('are relative to the folder that holds .chant', () => {
    const spec = makeSpec('# Fix it', {
      root: 'packages/core/',
      path: 'packages/core/.chant/specs/a.md',
      targetFiles: ['src/a.ts'],
    })

    expect(reasonOf('packages/core/src/a.ts', spec)).toEqual({
      kind: 'declared',
      entry: 'src/a.ts',
    })
    expect(reasonOf('src/a.ts', spec)).toEqual({ kind: 'undeclared' })
  })

  it('cover the old name of a renamed file', () => {
    const file = makeChange('src/new.rs', {
      status: 'renamed',
      previousPath: 'src/old.rs',
    })

    const [explained] = explainChanges([file], {
      ...nothing,
      spec: declaring('src/old.rs'),
    })

    expect(explained?.reason).toEqual({ kind: 'declared', entry: 'src/old.rs' })
  })

  it('answer a hostile pattern at once', () => {
    const path = `src/${'a'.repeat(4_000)}`

    expect(reasonOf(path, declaring(`src/${'*a'.repeat(200)}b`))).toEqual({
      kind: 'undeclared',
    })
    expect(reasonOf(path, declaring('{a,b}'.repeat(100)))).toEqual({
      kind: 'undeclared',
    })
  })
})

describe('without a declaration', () => {
  it('nothing counts as undeclared', () => {
    expect(reasonOf('src/a.rs', null)).toEqual({ kind: 'unknown' })
    expect(reasonOf('src/a.rs', makeSpec('# Fix it'))).toEqual({
      kind: 'unknown',
    })
  })
})

describe('criteria', () => {
  const spec = makeSpec(
    '# Fix it\n\n- [x] Documentation updated\n- [x] `scripts/bench.sh` reports the median\n- [ ] Changelog entry\n',
    { targetFiles: ['src/a.rs'] },
  )

  it.each([
    ['docs/storage.md', 'Documentation updated'],
    ['README.md', 'Documentation updated'],
    ['scripts/bench.sh', '`scripts/bench.sh` reports the median'],
    ['CHANGELOG.md', 'Changelog entry'],
  ])('explain %s by “%s”', (path, criterion) => {
    expect(reasonOf(path, spec)).toEqual({ kind: 'asked-for', criterion })
  })

  it('explain no file whose name is only a part of what they name', () => {
    expect(reasonOf('bench.sh.orig', spec)).toEqual({ kind: 'undeclared' })
    expect(reasonOf('src/b.rs', spec)).toEqual({ kind: 'undeclared' })
  })
})

describe('files of the staging itself', () => {
  it.each([
    ['.chant/specs/005-fork-fix.md', 'spec'],
    ['packages/x/.chant/config.md', 'spec'],
    ['.chant/research/cause.md', 'research'],
    ['notes/cause.md', 'research'],
    ['packages/x/.chant/reviews/issue-12-review.md', 'review'],
    ['.github/staging-pr.yml', 'staging'],
    ['.github/workflows/staging.yml', 'staging'],
    ['ci/pr.yml', 'staging'],
  ])('stay in the fork: %s', (path, what) => {
    const [explained] = explainChanges([makeChange(path)], {
      spec: declaring('src/a.rs'),
      documents: ['notes/cause.md'],
      newTests: [],
      reproduction: [],
      configPath: 'ci/pr.yml',
    })

    expect(explained?.reason).toEqual({ kind: 'not-for-upstream', what })
  })
})

describe('files that come along', () => {
  it.each([
    ['Cargo.lock', 'Cargo.toml'],
    ['web/package-lock.json', 'web/src/a.ts'],
    ['web/src/__snapshots__/a.test.ts.snap', 'web/src/a.ts'],
    ['src/snapshots/render.snap', 'src/render.rs'],
  ])('%s follows %s', (path, declared) => {
    const changes = [makeChange(path), makeChange(declared)]

    const [explained] = explainChanges(changes, {
      ...nothing,
      spec: declaring(declared),
    })

    expect(explained?.reason).toEqual({ kind: 'follows', path: declared })
  })

  it('a lock file of another folder is not explained', () => {
    const changes = [makeChange('tools/Cargo.lock'), makeChange('src/a.rs')]

    const [explained] = explainChanges(changes, {
      ...nothing,
      spec: declaring('src/a.rs'),
    })

    expect(explained?.reason).toEqual({ kind: 'undeclared' })
  })

  it('a file with new tests is explained by them', () => {
    const path = 'tests/a.rs'

    const [explained] = explainChanges([makeChange(path)], {
      ...nothing,
      spec: declaring('src/a.rs'),
      reproduction: [],
      newTests: [
        { name: 'one', path, line: 1 },
        { name: 'two', path, line: 9 },
      ],
    })

    expect(explained?.reason).toEqual({ kind: 'adds-tests', tests: 2 })
  })
})
