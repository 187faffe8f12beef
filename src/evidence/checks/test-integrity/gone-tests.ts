import { finding, type Finding } from '../../../finding.ts'
import type { BranchCommit } from '../../../plan/plan.ts'
import { isTestFile } from '../../../plan/test-path.ts'

/** What the commits of a branch are looked at for. */
export type GoneTestsGrounds = {
  /** Oldest first. */
  readonly commits: readonly BranchCommit[]
  /** Whether a path belongs to the staging itself; a change of it does not begin the fix. */
  readonly isStaging: (path: string) => boolean
}

/**
 * A test file that the branch added before the fix began and that the head
 * does not have any more, under no name: the diff against the merge base does
 * not show it, and a reproduction test under another name could be a tamer one.
 */
export function checkGoneTests({
  commits,
  isStaging,
}: GoneTestsGrounds): readonly Finding[] {
  const begin = commits.findIndex(({ changes }) =>
    changes.some(({ path }) => !isStaging(path) && !isTestFile(path)),
  )
  const early = begin === -1 ? [] : commits.slice(0, begin)
  const head = replay(commits)
  const blobs = new Set(head.values())
  return [...replay(early)]
    .filter(([path, blob]) => !head.has(path) && !blobs.has(blob))
    .filter(([path]) => isTestFile(path) && !isStaging(path))
    .map(([path]) =>
      finding({
        rule: 'test-integrity/gone',
        severity: 'error',
        message: `${path}, which the branch added before the fix, is gone.`,
        remedy:
          'Put it back, or move it without a change. A test that was wrong stays, and the spec says why the new one is right.',
        path,
      }),
    )
}

/** Files that the commits added and kept, with their blobs. */
function replay(commits: readonly BranchCommit[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const { changes } of commits) {
    for (const { path, blob, previousBlob } of changes) {
      if (blob === null) files.delete(path)
      else if (previousBlob === null || files.has(path)) files.set(path, blob)
    }
  }
  return files
}
