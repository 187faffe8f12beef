import { finding, type Finding } from '../../finding.ts'
import type { BranchCommit } from '../../plan/plan.ts'
import { isTestFile } from '../../plan/test-path.ts'
import type { Spec } from '../../spec/spec.ts'
import type { ResearchDocument, SpecTrail } from '../../spec/trail.ts'
import { isStagingPath } from '../staging-paths.ts'
import { code } from './named.ts'

/**
 * Gate `research`: what the spec was informed by can be read, and was written
 * before the fix. The fix begins with the first commit that touches a file
 * that is neither chant's, nor research, nor a test.
 */
export function checkResearch(
  spec: Spec,
  { documents }: Pick<SpecTrail, 'documents'>,
  commits: readonly BranchCommit[],
): readonly Finding[] {
  return [...checkMissing(spec, documents), ...checkLate(documents, commits)]
}

function checkMissing(
  spec: Spec,
  documents: readonly ResearchDocument[],
): readonly Finding[] {
  return documents
    .filter(({ at }) => at === null)
    .map(({ path }) =>
      finding({
        rule: 'research/missing',
        severity: 'error',
        message: `informed_by names ${path}, which is not in git.`,
        remedy:
          'Commit it, push it with `staging-pr specs push`, or take it out of informed_by.',
        path: spec.path,
        line: 1,
      }),
    )
}

function checkLate(
  documents: readonly ResearchDocument[],
  commits: readonly BranchCommit[],
): readonly Finding[] {
  const paths = new Set(documents.map(({ path }) => path))
  const start = commits.findIndex(({ changes }) =>
    changes.some(({ path }) => isOfTheFix(path, paths)),
  )
  const fix = commits[start]
  if (fix === undefined) return []
  const late = new Map<string, string>()
  for (const { sha, changes } of commits.slice(start + 1)) {
    for (const { path } of changes) if (paths.has(path)) late.set(path, sha)
  }
  return [...late].map(([path, sha]) =>
    finding({
      rule: 'research/late',
      severity: 'error',
      message: `${code(path)} was changed in ${short(sha)}, after the fix was begun in ${short(fix.sha)}.`,
      remedy:
        'See whether it still is what the fix rests on, or was fitted to it.',
      path,
    }),
  )
}

function isOfTheFix(path: string, documents: ReadonlySet<string>): boolean {
  const staging = { documents: [...documents], configPath: null }
  return !isStagingPath(path, staging) && !isTestFile(path)
}

function short(sha: string): string {
  return sha.slice(0, 7)
}
