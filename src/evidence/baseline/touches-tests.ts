import type { DiffRun } from '../../plan/diff.ts'
import type { ChangedFile } from '../../plan/plan.ts'
import { namesPath } from '../../plan/names-path.ts'
import { isTestFile } from '../../plan/test-path.ts'

/** Files that say which tests are run. */
const testConfiguration =
  /(?:^|\/)(?:conftest\.py|\.?pytest\.(?:ini|toml)|tox\.ini|setup\.cfg|pyproject\.toml|Cargo\.toml|build\.rs|package\.json|\.npmrc|(?:jest|vitest|vite)\.config\.[cm]?[jt]s|\.mocharc(?:\.\w{1,5})?|Makefile|\.cargo\/config(?:\.toml)?)$/u

/** Whether a path is one of the files that say which tests are run, and how. */
export function isTestConfiguration(path: string): boolean {
  return testConfiguration.test(path)
}

/** Tests that stand in the source itself, and what switches code off. */
const testsInSource =
  /#!?\[(?:\w{1,40}::)?(?:test|cfg|ignore|should_panic)|\bmod \w{0,40}tests?\b/u

/**
 * Whether a branch does more to existing tests than adding new ones: then the
 * suite is compared with the one before the fix even where it passes.
 */
export function touchesTests(
  changes: readonly ChangedFile[],
  diff: readonly DiffRun[],
  /** Of the steps that are planned. */
  commands: readonly string[],
): boolean {
  return (
    changes.some(
      ({ path, previousPath, status }) =>
        testConfiguration.test(path) ||
        (status !== 'added' &&
          commands.some((command) => namesPath(command, path))) ||
        (status !== 'added' && isTestFile(previousPath ?? path)),
    ) ||
    diff.some(
      ({ path, lines }) =>
        path.endsWith('.rs') &&
        lines.some(({ text }) => testsInSource.test(text)),
    )
  )
}
