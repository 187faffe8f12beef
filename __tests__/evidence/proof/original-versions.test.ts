import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import {
  hasLateOriginal,
  isChanged,
  originalVersions,
  type VersionGrounds,
} from '../../../src/evidence/proof/original-versions.ts'
import type { BranchCommit } from '../../../src/plan/plan.ts'

const test = 'test/issue-1234.test.js'
const base = 'b'.repeat(40)

function sha(number: number): string {
  return `${number}abcdef`.padEnd(40, String(number))
}

/** A commit that sets files to blobs, `null` deletes. */
function commit(
  number: number,
  files: Readonly<Record<string, string | null>>,
  parents = 1,
): BranchCommit {
  return {
    sha: sha(number),
    parents: Array.from({ length: parents }, (_, at) => sha(900 + at)),
    message: 'change',
    changes: Object.entries(files).map(([path, blob]) => ({
      path,
      blob,
      previousBlob: null,
    })),
  }
}

function groundsOf(
  commits: readonly BranchCommit[],
  rest: Partial<VersionGrounds> = {},
): VersionGrounds {
  return {
    paths: [test],
    commits,
    mergeBase: { sha: base, blobs: new Map() },
    head: new Map([[test, 'head']]),
    named: [],
    isStaging: (path) => path.startsWith('.chant/'),
    ...rest,
  }
}

function find(...args: Parameters<typeof groundsOf>) {
  return originalVersions(groundsOf(...args))
}

/** Blob and commit of the one file, from before the fix. */
function original(...args: Parameters<typeof find>) {
  return hasLateOriginal(groundsOf(...args))
    ? null
    : (find(...args)[0]?.original ?? null)
}

/** The same where it came after code of the branch. */
function late(...args: Parameters<typeof find>) {
  return hasLateOriginal(groundsOf(...args))
    ? (find(...args)[0]?.original ?? null)
    : null
}

describe('the original of a reproduction file', () => {
  it('is its last version before another file changes', () => {
    const commits = [
      commit(1, { [test]: 'draft' }),
      commit(2, { [test]: 'finished', '.chant/specs/002.md': 's' }),
      commit(3, { 'src/store.js': 'fix' }),
      commit(4, { [test]: 'bent' }),
    ]
    expect(original(commits)).toEqual({ blob: 'finished', commit: sha(2) })
  })

  it('is the one at the last commit that the reproduction spec names', () => {
    const commits = [
      commit(1, { [test]: 'finished' }),
      commit(2, { [test]: 'bent' }),
      commit(3, { 'src/store.js': 'fix' }),
    ]
    expect(original(commits, { named: [sha(1).slice(0, 7)] })).toEqual({
      blob: 'finished',
      commit: sha(1),
    })
  })

  it('is found behind prose, fixtures and a merge that come before the test, or with it', () => {
    const first = [
      commit(1, { 'README.md': 'typo' }),
      commit(2, {}, 2),
      commit(3, {
        [test]: 'finished',
        'test/data/keys.txt': 'k',
        '.gitignore': 'i',
      }),
    ]
    const fix = commit(5, { 'src/store.js': 'fix', [test]: 'bent' })

    expect(original([...first, fix])?.blob).toBe('finished')
  })

  it('is not moved by prose or a fixture after the test', () => {
    for (const path of ['README.md', 'test/data/keys.txt']) {
      const commits = [
        commit(1, { [test]: 'finished' }),
        commit(2, { [path]: 'x', [test]: 'bent' }),
        commit(3, { 'src/store.js': 'fix' }),
      ]
      expect(original(commits)?.blob).toBe('finished')
    }
  })

  it('may come with a dependency of its own, and not after one', () => {
    const manifest = { 'package.json': 'p', 'package-lock.json': 'l' }
    const fix = commit(2, { 'src/store.js': 'fix', [test]: 'bent' })

    expect(
      original([commit(1, { ...manifest, [test]: 'finished' }), fix])?.blob,
    ).toBe('finished')
    expect(
      original([commit(0, manifest), commit(1, { [test]: 'later' }), fix]),
    ).toBeNull()
  })

  it('is at a commit that the spec names and that holds the test alone, though code changed before', () => {
    const named = [sha(2).slice(0, 7)]
    const refactoring = commit(1, { 'src/store.js': 'moved' })
    const fix = commit(3, { 'src/store.js': 'fix', [test]: 'bent' })

    expect(
      original(
        [
          refactoring,
          commit(2, {
            [test]: 'finished',
            '.chant/config.yml': 's',
            'README.md': 'r',
          }),
          fix,
        ],
        { named },
      ),
    ).toEqual({ blob: 'finished', commit: sha(2) })
    expect(
      original(
        [refactoring, commit(2, { [test]: 'bent', 'src/a.js': 'fix' }), fix],
        { named },
      ),
    ).toBeNull()
  })

  it('is, though late, the version that came by itself after code', () => {
    const refactoring = commit(1, { 'src/store.js': 'moved' })
    const fix = commit(4, { 'src/store.js': 'fix', [test]: 'bent' })

    expect(
      late([
        refactoring,
        commit(2, { [test]: 'draft' }),
        commit(3, { [test]: 'finished' }),
        fix,
      ]),
    ).toEqual({ blob: 'finished', commit: sha(3) })
    expect(
      late([commit(1, { 'src/a.js': 'fix', [test]: 'both' }), fix]),
    ).toBeNull()
  })

  it('is not moved by such a commit where there is an earlier one', () => {
    const commits = [
      commit(1, { [test]: 'finished' }),
      commit(2, { 'src/store.js': 'fix' }),
      commit(3, { [test]: 'bent' }),
    ]

    expect(original(commits, { named: [sha(3).slice(0, 7)] })?.blob).toBe(
      'finished',
    )
  })

  it.each([
    ['notes.md'],
    ['docs/notes.rst'],
    ['notes.adoc'],
    ['.gitattributes'],
    ['src/.editorconfig'],
    ['src/.gitignore'],
  ])('is found behind %s, which mends no code', (path) => {
    const commits = [
      commit(1, { [path]: 'x' }),
      commit(2, { [test]: 'finished' }),
      commit(3, { 'src/store.js': 'fix', [test]: 'bent' }),
    ]
    expect(original(commits)?.blob).toBe('finished')
  })

  it.each([
    ['notes.md.js'],
    ['notesmd'],
    ['.gitignore.js'],
    ['a.gitignore'],
    ['src/.gitmodules'],
    ['.gitignore/store.js'],
  ])('is not found behind %s, which may mend code', (path) => {
    const commits = [commit(1, { [path]: 'x' }), commit(2, { [test]: 'late' })]
    expect(original(commits)).toBeNull()
  })

  it('is named by seven digits at least and by the whole of a long name', () => {
    const commits = [
      commit(1, { [test]: 'finished' }),
      commit(2, { [test]: 'bent' }),
    ]
    const blobFor = (...named: readonly string[]): unknown =>
      original(commits, { named })?.blob

    expect(blobFor(sha(1))).toBe('finished')
    expect(blobFor(sha(1).slice(0, 7))).toBe('finished')
    expect(blobFor(sha(1), sha(2))).toBe('bent')
    expect(blobFor(sha(2), sha(1))).toBe('bent')
    expect(blobFor('unknown', sha(1))).toBe('finished')
    for (const name of [
      sha(1).slice(0, 6),
      ` ${sha(1)}`,
      `${sha(1)} `,
      `${sha(1)}0`,
      sha(1).slice(1),
      sha(1).toUpperCase(),
    ]) {
      expect(blobFor(name)).toBe('bent')
    }
  })

  it('is each file of its own where there are several', () => {
    const other = 'test/other.test.js'
    const commits = [
      commit(1, { [test]: 'one', [other]: 'two' }),
      commit(2, { [other]: 'three', 'test/helper.js': 'x' }),
    ]
    expect(
      find(commits, { paths: [test, other], head: new Map([[test, 'one']]) }),
    ).toEqual([
      { path: test, original: { blob: 'one', commit: sha(1) }, head: 'one' },
      { path: other, original: { blob: 'two', commit: sha(1) }, head: null },
    ])
  })

  it('stays the one at the merge base where the branch leaves it alone', () => {
    const mergeBase = { sha: base, blobs: new Map([[test, 'upstream']]) }
    const head = new Map([[test, 'upstream']])
    const [file] = find([commit(1, { 'src/store.js': 'fix' })], {
      mergeBase,
      head,
    })
    expect(file?.original).toEqual({ blob: 'upstream', commit: base })
    expect(file !== undefined && isChanged(file)).toBe(false)
  })

  it('is not called late where there is none', () => {
    const code = commit(1, { 'src/a.js': 'fix' })
    const both = commit(1, { 'src/a.js': 'fix', [test]: 'both' })

    expect(hasLateOriginal(groundsOf([code]))).toBe(false)
    expect(hasLateOriginal(groundsOf([both]))).toBe(false)
  })

  it('does not exist where code changed before the test', () => {
    const commits = [
      commit(1, { 'src/store.js': 'fix' }),
      commit(2, { [test]: 'later' }),
    ]
    expect(original(commits)).toBeNull()
  })

  it('is moved neither by a name from after the fix began, nor by an unknown or short one', () => {
    const commits = [
      commit(1, { [test]: 'finished' }),
      commit(2, { 'src/store.js': 'fix' }),
      commit(3, { [test]: 'bent' }),
    ]
    for (const named of [sha(3), 'deadbeef', '1abcde', 'HEAD', '']) {
      expect(original(commits, { named: [named] })?.blob).toBe('finished')
    }
  })

  it('is the one at the merge base when the branch begins with the fix', () => {
    const mergeBase = { sha: base, blobs: new Map([[test, 'upstream']]) }
    const commits = [commit(1, { 'src/store.js': 'fix', [test]: 'bent' })]
    expect(original(commits, { mergeBase })).toEqual({
      blob: 'upstream',
      commit: base,
    })
  })

  it('does not exist when test and fix came in one commit', () => {
    const [file] = find([commit(1, { 'src/store.js': 'fix', [test]: 'head' })])
    expect(file).toEqual({ path: test, original: null, head: 'head' })
    expect(file !== undefined && isChanged(file)).toBe(false)
  })

  it('does not exist where the test was taken away before the fix', () => {
    const commits = [
      commit(1, { [test]: 'first' }),
      commit(2, { [test]: null }),
      commit(3, { 'src/store.js': 'fix' }),
    ]
    expect(original(commits)).toBeNull()
  })

  it('is not looked for behind a merge, which brings the work of others', () => {
    const commits = [
      commit(1, { [test]: 'finished' }),
      commit(2, {}, 2),
      commit(3, { [test]: 'later' }),
    ]
    expect(original(commits)?.blob).toBe('finished')
  })

  it('is a change where the head has no such file any more', () => {
    const [file] = find(
      [
        commit(1, { [test]: 'finished' }),
        commit(2, { [test]: null, 'src/a.js': 'x' }),
      ],
      {
        head: new Map(),
      },
    )
    expect(file).toEqual({
      path: test,
      original: { blob: 'finished', commit: sha(1) },
      head: null,
    })
    expect(file !== undefined && isChanged(file)).toBe(true)
  })
})

const paths = fc.constantFrom(
  test,
  'test/other.test.js',
  '.chant/specs/1.md',
  'src/a.js',
  'README.md',
)
const changes = fc.dictionary(paths, fc.constantFrom('v1', 'v2', 'v3', null), {
  maxKeys: 3,
})
const histories = fc
  .array(fc.tuple(changes, fc.constantFrom(1, 1, 1, 2)), { maxLength: 8 })
  .map((all) => all.map(([files, parents], at) => commit(at, files, parents)))

describe('any history whatever', () => {
  it('gives no original from the commit with which the fix begins, or from a later one', () => {
    fc.assert(
      fc.property(
        histories,
        fc.array(fc.nat(8).map(sha), { maxLength: 3 }),
        (commits, named) => {
          const own = [test, 'test/other.test.js']
          const isOutside = ({ changes: all }: BranchCommit): boolean =>
            all.some(({ path }) => path === 'src/a.js')
          const first = commits.findIndex(isOutside)
          const mergeBase = { sha: base, blobs: new Map([[test, 'upstream']]) }
          const late =
            first === -1 ? [] : commits.slice(first).map((one) => one.sha)
          for (const file of find(commits, { paths: own, named, mergeBase })) {
            expect(late).not.toContain(file.original?.commit)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})
