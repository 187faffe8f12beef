import { finding, type Finding } from '../../../finding.ts'
import type { ChangedFile, ChangedText } from '../../../plan/plan.ts'
import { testLanguageOf } from '../../../plan/test-languages.ts'
import type { Hunk } from '../../hunks.ts'
import { code, named } from '../named.ts'
import { assertionsGone } from './assertions.ts'
import { about, checkUnrunTests } from './unrun-tests.ts'
import type { lostInVersions } from './compare-versions.ts'
import { type LostTests, type TestInHunk, testsIn } from './tests-in-hunks.ts'

/**
 * Tests that are gone. A test whose name is declared somewhere else on the
 * branch was moved, as often as it is declared there. A test is renamed, which
 * is for a person to judge, when its lines differ from those in its place by
 * the name alone, and its file lost no assertion; with any other difference a
 * test was removed and another one added. A test that is there but ignored is
 * the matter of its mark.
 */
export function lostTestsIn(hunks: readonly Hunk[]): LostTests {
  const { lost, fresh } = unmatched(hunks)
  const weakened = new Set(
    assertionsGone(hunks)
      .filter(({ removed, replaced }) => removed > replaced)
      .map(({ path }) => path),
  )
  const sound = lost.filter(({ hunk }) => !weakened.has(hunk.path))
  const renamed = renamedIn(sound, fresh)
  return { deleted: lost.filter((test) => !renamed.has(test)), renamed }
}

/** What is said of lost tests. */
export type LostTestsGrounds = {
  /** By the lines of the diff. */
  readonly lost: LostTests
  /** By the whole files, without those above. */
  readonly others: ReturnType<typeof lostInVersions>
  readonly hunks: readonly Hunk[]
  readonly changes: readonly ChangedFile[]
  readonly texts: readonly ChangedText[]
}

/** Says what became of lost tests, and of files and functions that are no tests any more. */
export function checkDeletedTests({
  lost,
  others,
  hunks,
  changes,
  texts,
}: LostTestsGrounds): readonly Finding[] {
  const gone = new Map(changes.map(({ path, status }) => [path, status]))
  const deleted = [
    ...lost.deleted.map(({ name, hunk }) => ({ name, path: hunk.path })),
    ...others.deleted,
  ]
  const renamed = [
    ...[...lost.renamed].map(([old, now]) => {
      const { name, line, hunk } = now
      return [old.name, { name, line, path: hunk.path }] as const
    }),
    ...[...others.renamed].map(([old, now]) => [old.name, now] as const),
  ]
  return [
    ...[...groupedBy(deleted, ({ path }) => path)].map(([path, tests]) => {
      const names = tests.map(({ name }) => name)
      return about(path, describe(path, names, gone.get(path) === 'deleted'))
    }),
    ...checkUnrunTests(hunks, changes, texts),
    ...renamed.map(([old, { name, path, line }]) =>
      finding({
        rule: 'test-integrity/renamed',
        severity: 'warn',
        message: `The test ${code(old)} is renamed to ${code(name)}; its lines are the same.`,
        path,
        line,
      }),
    ),
  ]
}

function describe(
  path: string,
  names: readonly string[],
  isFile: boolean,
): string {
  const tests = names.length === 1 ? 'test' : `${names.length} tests`
  const is = names.length === 1 ? 'is' : 'are'
  return isFile
    ? `${code(path)} is deleted, and with it the ${tests} ${named(names)}.`
    : `The ${tests} ${named(names)} ${is} removed from ${code(path)}.`
}

type Unmatched = {
  readonly lost: readonly TestInHunk[]
  readonly fresh: readonly TestInHunk[]
}

/** Removed tests of which no other one of that name was added, and the other way round. */
function unmatched(hunks: readonly Hunk[]): Unmatched {
  const removed = testsIn(hunks, 'removed')
  const added = testsIn(hunks, 'added')
  const marked = new Set(hunks.flatMap(markedKeys))
  return {
    lost: without(removed, added).filter(({ key }) => !marked.has(key)),
    fresh: without(added, removed),
  }
}

/** Those that are left when each of the others takes one of its name away. */
function without(
  tests: readonly TestInHunk[],
  others: readonly TestInHunk[],
): readonly TestInHunk[] {
  const left = new Map<string, number>()
  for (const { key } of others) left.set(key, (left.get(key) ?? 0) + 1)
  return tests.filter(({ key }) => {
    const count = left.get(key) ?? 0
    left.set(key, count - 1)
    return count <= 0
  })
}

/** Keys of tests that lines of a hunk mark as skipped. */
export function markedKeys({ path, added }: Hunk): readonly string[] {
  const language = testLanguageOf(path)
  const marks = language?.marks(added, path) ?? []
  return marks.flatMap(({ test }) =>
    test === null || language === null ? [] : [`${language.name} ${test}`],
  )
}

/** Old test → new test, where nothing but the names differs in a hunk. */
function renamedIn(
  lost: readonly TestInHunk[],
  fresh: readonly TestInHunk[],
): ReadonlyMap<TestInHunk, TestInHunk> {
  const renamed = new Map<TestInHunk, TestInHunk>()
  const added = groupedBy(fresh, ({ hunk }) => hunk)
  for (const [hunk, old] of groupedBy(lost, (test) => test.hunk)) {
    const now = added.get(hunk) ?? []
    if (old.length !== now.length || !differByName(hunk, old, now)) continue
    old.forEach((test, index) => {
      const other = now[index]
      if (other !== undefined) renamed.set(test, other)
    })
  }
  return renamed
}

function groupedBy<Key, Test>(
  tests: readonly Test[],
  keyOf: (test: Test) => Key,
): ReadonlyMap<Key, readonly Test[]> {
  const groups = new Map<Key, Test[]>()
  for (const test of tests) {
    const group = groups.get(keyOf(test))
    if (group === undefined) groups.set(keyOf(test), [test])
    else group.push(test)
  }
  return groups
}

function differByName(
  { removed, added }: Hunk,
  old: readonly TestInHunk[],
  now: readonly TestInHunk[],
): boolean {
  const names = new Map(
    old.map(({ line, name }, index) => {
      const other = now[index]?.name ?? name
      return [line, { name, other }] as const
    }),
  )
  const before = removed.map(({ line, text }) => {
    const change = names.get(line)
    return change === undefined
      ? text
      : text.split(change.name).join(change.other)
  })
  return linesOf(before) === linesOf(added.map(({ text }) => text))
}

function linesOf(texts: readonly string[]): string {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n')
}
