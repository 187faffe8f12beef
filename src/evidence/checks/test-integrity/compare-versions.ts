import type { ChangedText } from '../../../plan/plan.ts'
import { type TestBlock, testBlocks } from '../../../plan/test-blocks.ts'
import type { LostTests, TestInHunk } from './tests-in-hunks.ts'

/** A test with the file that it stands in. */
export type PlacedTest = TestBlock & {
  /** At the head; for a deleted file, where it was. */
  readonly path: string
}

/** The tests of changed files before the fix and at the head. */
export type TestVersions = {
  readonly before: readonly PlacedTest[]
  readonly after: readonly PlacedTest[]
  /** Tests before → the ones of their names at the head, moved ones included. */
  readonly pairs: ReadonlyMap<PlacedTest, PlacedTest>
}

/** Pairs tests by name: with the one of the same lines, else in the same file, else anywhere. */
export function compareVersions(texts: readonly ChangedText[]): TestVersions {
  const before = texts.flatMap(({ path, before: text }) => placed(path, text))
  const after = texts.flatMap(({ path, after: text }) => placed(path, text))
  const pairs = new Map<PlacedTest, PlacedTest>()
  const free = new Map<string, PlacedTest[]>()
  for (const test of after) {
    const known = free.get(test.key)
    if (known === undefined) free.set(test.key, [test])
    else known.push(test)
  }
  for (const fits of [isSame, isBeside, isAnywhere]) {
    for (const test of before) {
      const others = pairs.has(test) ? [] : (free.get(test.key) ?? [])
      const at = others.findIndex((other) => fits(test, other))
      const [other] = at < 0 ? [] : others.splice(at, 1)
      if (other !== undefined) pairs.set(test, other)
    }
  }
  return { before, after, pairs }
}

function placed(path: string, text: string | null): readonly PlacedTest[] {
  if (text === null) return []
  return testBlocks(path, text).map((block) => ({ ...block, path }))
}

function isSame(one: PlacedTest, other: PlacedTest): boolean {
  return one.text === other.text
}

function isBeside(one: PlacedTest, other: PlacedTest): boolean {
  return one.path === other.path
}

function isAnywhere(): boolean {
  return true
}

/** Tests of one file whose lines differ from before, as the head has them. */
export function changedTestsIn(
  path: string,
  { pairs }: TestVersions,
): readonly PlacedTest[] {
  return [...pairs]
    .filter(([old, now]) => now.path === path && old.text !== now.text)
    .map(([, now]) => now)
}

/** Renamed tests whose whole bodies are not the same are lost ones. */
export function withWholeBodies(
  { deleted, renamed }: LostTests,
  { before, after }: TestVersions,
): LostTests {
  const find = (
    tests: readonly PlacedTest[],
    { key, line, hunk }: TestInHunk,
  ): PlacedTest | undefined =>
    tests.find(
      (test) =>
        test.key === key && test.line === line && test.path === hunk.path,
    )
  const isOther = ([old, now]: readonly [TestInHunk, TestInHunk]): boolean => {
    const [was, is] = [find(before, old), find(after, now)]
    if (was === undefined || is === undefined) return false
    return was.text.split(old.name).join(now.name) !== is.text
  }
  const others = [...renamed].filter(isOther)
  return {
    deleted: [...deleted, ...others.map(([old]) => old)],
    renamed: new Map([...renamed].filter((pair) => !isOther(pair))),
  }
}

/** Tests that the head declares under no name, those that are told otherwise left out. */
export function lostInVersions(
  { before, after, pairs }: TestVersions,
  told: ReadonlySet<string>,
): {
  readonly deleted: readonly PlacedTest[]
  /** Old test → new test, where nothing but the name differs. */
  readonly renamed: ReadonlyMap<PlacedTest, PlacedTest>
} {
  const paired = new Set(pairs.values())
  const fresh = after.filter((test) => !paired.has(test))
  const deleted: PlacedTest[] = []
  const renamed = new Map<PlacedTest, PlacedTest>()
  for (const test of before) {
    if (pairs.has(test) || told.has(test.key)) continue
    const at = fresh.findIndex(
      ({ path, name, text }) =>
        path === test.path && test.text.split(test.name).join(name) === text,
    )
    const [now] = at < 0 ? [] : fresh.splice(at, 1)
    if (now === undefined) deleted.push(test)
    else renamed.set(test, now)
  }
  return { deleted, renamed }
}
