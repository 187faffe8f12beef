import type { Finding } from '../../finding.ts'
import type { DiffRun } from '../../plan/diff.ts'
import type { ChangedFile } from '../../plan/plan.ts'
import type { ExplainedChange } from '../explain-changes.ts'
import { hunksIn } from '../hunks.ts'
import { checkAssertions } from './test-integrity/assertions.ts'
import {
  checkDeletedTests,
  lostTestsIn,
} from './test-integrity/deleted-tests.ts'
import { checkMarkedTests } from './test-integrity/marked-tests.ts'
import { checkSuppressions } from './test-integrity/suppressions.ts'
import { checkTestConfiguration } from './test-integrity/test-configuration.ts'
import { checkUnseen } from './test-integrity/unseen.ts'

/** The branch's own changes. */
export type TestIntegrityGrounds = {
  readonly files: readonly ExplainedChange[]
  /** Without context, merge base to head. */
  readonly diff: readonly DiffRun[]
}

/**
 * Gate `test-integrity`: the branch leaves what verifies it as it was. Tests
 * that are gone or newly ignored are errors; assertions, lint suppressions and
 * configuration are for a person to judge. Rust, Python, JavaScript and Go.
 */
export function checkTestIntegrity({
  files,
  diff,
}: TestIntegrityGrounds): readonly Finding[] {
  const changes: readonly ChangedFile[] = files.map(({ file }) => file)
  const hunks = hunksIn(diff, changes)
  const lost = lostTestsIn(hunks)
  return [
    ...checkDeletedTests(lost, hunks, changes),
    ...checkMarkedTests(hunks),
    ...checkUnseen(hunks, changes),
    ...checkAssertions(hunks, lost),
    ...checkTestConfiguration(hunks, files),
    ...checkSuppressions(hunks),
  ]
}
