import type { StepResult } from '../evidence/evidence.ts'
import { Refusal } from '../errors.ts'
import { writePassingCommit } from '../io/git/write-commit.ts'
import { requireUpstream } from './clean-branch.ts'
import { rehearse, type Rehearsal } from './rehearse.ts'

/** What came of trying the fix branch on upstream's latest. */
export type Rehearsed =
  | {
      readonly status: 'conflicts'
      /** Relative to the repository root. */
      readonly paths: readonly string[]
    }
  | {
      readonly status: 'ran'
      /** The merged commit, which no ref names. */
      readonly sha: string
      /** Of the reproduction test, the new tests and the suite. */
      readonly results: readonly StepResult[]
    }

/**
 * Merges the fix branch with upstream's latest base in a temporary tree, and
 * runs the reproduction test, the new tests and the suite on the result.
 * Nothing is written to a ref. Throws {@link Refusal} where upstream is not
 * known, or where git cannot merge without a work tree (before 2.38).
 */
export async function rehearseOnUpstream(
  rehearsal: Rehearsal,
): Promise<Rehearsed> {
  const { repository, preparation } = rehearsal
  const { context, history } = preparation
  requireUpstream(preparation)
  const sides = [history.upstream.sha, context.headSha] as const
  const merged = await repository.mergeTree(...sides)
  if (merged === null) throw notMerged()
  const { tree, conflicts } = merged
  if (conflicts.length > 0) return { status: 'conflicts', paths: conflicts }
  const sha = await writePassingCommit(repository, { tree, parents: sides })
  return { status: 'ran', sha, results: await rehearse(rehearsal, sha) }
}

function notMerged(): Refusal {
  return new Refusal(
    "The fix could not be merged with upstream's latest: git cannot merge without a work tree.",
    { remedy: 'Git 2.38 or newer is needed.' },
  )
}
