import type { StepConfig } from '../../config/config.ts'
import type { NewTest } from '../../plan/plan.ts'
import { type Sourced, sourced } from '../../sourced.ts'
import type { Spec } from '../../spec/spec.ts'
import { isPattern, matchesPattern } from '../../text/path-pattern.ts'

/** What says which files are the reproduction test. */
export type ReproductionClues = {
  readonly step: Pick<StepConfig, 'files' | 'source'>
  readonly spec: Spec | null
  /** The spec that describes the reproduction test, or `null`. */
  readonly reproduction: Spec | null
  readonly newTests: readonly NewTest[]
  /** Paths at the head, at the merge base and in the branch's commits. */
  readonly paths: readonly string[]
}

/** More than that is a mistake in a pattern. */
const maxFiles = 500

/**
 * The files of the reproduction test and what names them: the step's `files`,
 * else `target_files` of the reproduction spec, else test files in backticks in
 * the acceptance criteria, else the test files to which the branch adds tests.
 * Entries are relative to the folder that holds `.chant`, or to the root.
 * `null` when nothing names one that exists.
 */
export function reproductionFiles(
  clues: ReproductionClues,
): Sourced<readonly string[]> | null {
  const { step, spec, reproduction } = clues
  const found = [
    () =>
      pick(clues, {
        entries: step.files,
        root: spec?.root ?? '',
        source: step.source,
      }),
    () =>
      reproduction === null
        ? null
        : pick(clues, {
            entries: reproduction.targetFiles,
            root: reproduction.root,
            source: `target_files of spec ${reproduction.id}`,
          }),
    () =>
      spec === null
        ? null
        : pick(clues, {
            entries: testPathsIn(spec),
            root: spec.root,
            source: `acceptance criteria of spec ${spec.id}`,
          }),
    () => addedTests(clues),
  ]
  for (const look of found) {
    const files = look()
    if (files !== null) return files
  }
  return null
}

type Entries = {
  readonly entries: readonly string[]
  readonly root: string
  readonly source: string
}

function pick(
  { paths }: ReproductionClues,
  { entries, root, source }: Entries,
): Sourced<readonly string[]> | null {
  const found = entries.flatMap((entry) => filesOfEntry(entry, root, paths))
  const files = [...new Set(found)].slice(0, maxFiles)
  return files.length === 0 ? null : sourced(files, source)
}

/** Paths that one entry of `files` or `target_files` means, below the folder that holds `.chant` (`""` or with a slash at its end), else below the root. */
export function filesOfEntry(
  entry: string,
  root: string,
  paths: readonly string[],
): readonly string[] {
  const plain = entry.trim().replace(/^\.\//u, '')
  if (plain === '') return []
  const inside = matching(paths, `${root}${plain}`)
  return inside.length > 0 ? inside : matching(paths, plain)
}

function matching(paths: readonly string[], entry: string): readonly string[] {
  const folder = entry.endsWith('/') ? entry : `${entry}/`
  return paths.filter(
    (path) =>
      path === entry ||
      path.startsWith(folder) ||
      (isPattern(entry) && matchesPattern(path, entry)),
  )
}

/** Code spans of the criteria that read like the path of a test. */
function testPathsIn({ criteria }: Spec): readonly string[] {
  return criteria.items.flatMap(({ text }) =>
    text
      .split('`')
      .filter((_, index) => index % 2 === 1)
      .filter(isTestPath),
  )
}

/** A file in a folder of tests, or with a test file's name. */
export function isTestPath(path: string): boolean {
  return (
    (/(?:^|\/)(?:tests?|spec|__tests__|regression)\//u.test(path) &&
      /\.\w{1,5}$/u.test(path)) ||
    /(?:^|\/)test_[^/]*\.py$|_test\.(?:go|py|rs)$|[._](?:test|spec)\.[cm]?[jt]sx?$/u.test(
      path,
    )
  )
}

/** Only whole test files: a module with tests in it would bring the fix along. */
function addedTests({
  newTests,
}: ReproductionClues): Sourced<readonly string[]> | null {
  const files = [...new Set(newTests.map(({ path }) => path))].filter(
    isTestPath,
  )
  return files.length === 0
    ? null
    : sourced(files, 'tests that the branch adds')
}
