import type { Finding } from '../../finding.ts'
import type { DiffRun } from '../../plan/diff.ts'
import type { BranchCommit, ChangedFile, ChangedText } from '../../plan/plan.ts'
import type { StepResult } from '../evidence.ts'
import type { ExplainedChange } from '../explain-changes.ts'
import { isStagingPath } from '../staging-paths.ts'
import { hunksIn } from '../hunks.ts'
import { checkAssertions } from './test-integrity/assertions.ts'
import { checkChangedTests } from './test-integrity/changed-tests.ts'
import {
  compareVersions,
  lostInVersions,
  withWholeBodies,
} from './test-integrity/compare-versions.ts'
import {
  checkDeletedTests,
  lostTestsIn,
  markedKeys,
} from './test-integrity/deleted-tests.ts'
import { checkGoneTests } from './test-integrity/gone-tests.ts'
import { checkLostTests } from './test-integrity/lost-tests.ts'
import { checkMarkedTests } from './test-integrity/marked-tests.ts'
import { checkSuppressions } from './test-integrity/suppressions.ts'
import { checkTestConfiguration } from './test-integrity/test-configuration.ts'
import { checkUnseen } from './test-integrity/unseen.ts'

/** The branch's own changes. */
export type TestIntegrityGrounds = {
  readonly files: readonly ExplainedChange[]
  /** Without context, merge base to head. */
  readonly diff: readonly DiffRun[]
  /** Both versions of changed files that may hold tests. */
  readonly texts: readonly ChangedText[]
  /** Commits of the branch, oldest first. */
  readonly commits: readonly BranchCommit[]
  readonly steps: readonly StepResult[]
}

/**
 * Gate `test-integrity`: the branch leaves what verifies it as it was. Tests
 * that are gone or newly ignored are errors; assertions, lint suppressions and
 * configuration are for a person to judge. Rust, Python, JavaScript and Go.
 */
export function checkTestIntegrity({
  files,
  diff,
  texts,
  commits,
  steps,
}: TestIntegrityGrounds): readonly Finding[] {
  const changes: readonly ChangedFile[] = files.map(({ file }) => file)
  const hunks = hunksIn(diff, changes)
  const versions = compareVersions(texts)
  const lost = withWholeBodies(lostTestsIn(hunks), versions)
  const byLines = [...lost.deleted, ...lost.renamed.keys()]
  const others = lostInVersions(
    versions,
    new Set([...byLines.map(({ key }) => key), ...hunks.flatMap(markedKeys)]),
  )
  const marked = checkMarkedTests(hunks)
  const spokenOf =
    lost.deleted.length +
    lost.renamed.size +
    others.deleted.length +
    others.renamed.size +
    marked.length
  const assertions = checkAssertions(hunks, lost, versions)
  const told = new Set(assertions.flatMap(({ path }) => path ?? []))
  return [
    ...checkDeletedTests({ lost, others, hunks, changes, texts }),
    ...checkLostTests(steps, spokenOf),
    ...checkGoneTests({ commits, isStaging: stagingIn(files) }),
    ...marked,
    ...checkUnseen(hunks, changes),
    ...assertions,
    ...checkChangedTests({ versions, texts, hunks, files, told }),
    ...checkTestConfiguration({ hunks, files, texts, steps }),
    ...checkSuppressions(hunks),
  ]
}

/** By what is said of the changed files, and by path for those that are gone. */
function stagingIn(
  files: readonly ExplainedChange[],
): (path: string) => boolean {
  const known = new Set(
    files.flatMap(({ file, reason }) =>
      reason.kind === 'not-for-upstream' ? [file.path] : [],
    ),
  )
  return (path) =>
    known.has(path) || isStagingPath(path, { documents: [], configPath: null })
}
