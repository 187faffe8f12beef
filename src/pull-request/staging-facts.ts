import type { Config } from '../config/config.ts'
import type { RunContext } from '../context/run-context.ts'
import type { OtherCheck } from '../evidence/other-checks.ts'
import type { Evidence, ReproductionFile } from '../evidence/evidence.ts'
import type { ChangedFile, Plan } from '../plan/plan.ts'
import type { Sourced } from '../sourced.ts'
import type { Around } from './around.ts'
import type { Rewritten } from './patch-prints.ts'
import type { ReviewDocument } from '../spec/review-document.ts'
import type { SpecSearch, SpecTrail } from '../spec/trail.ts'

/** Everything that title, body and summary are made of. */
export type StagingFacts = {
  readonly context: RunContext
  /** Upstream issue number, or `null` where none is known. */
  readonly issue: Sourced<number> | null
  readonly config: Config
  /** The fork has the same configuration beside the branch, so that the branch changes nothing of it. */
  readonly isForksConfig?: boolean
  readonly search: SpecSearch
  readonly trail: SpecTrail
  /** A review of the fix as a document beside its spec, or `null`. */
  readonly review?: ReviewDocument | null
  /** Files that the branch changes against the merge base with upstream. */
  readonly changes: readonly ChangedFile[]
  readonly plan: Plan
  /** What people and upstream said; absent where nobody was asked. */
  readonly around?: Around
  /** Checks of other workflows on the head commit; `null` where they are not known. */
  readonly otherChecks?: readonly OtherCheck[] | null
  /** The branch no longer has the commit that the staging PR was made for last. */
  readonly rewritten?: Rewritten | null
  /** `null` before anything was run: then Testing says "not run yet". */
  readonly evidence: Evidence | null
  /** Commit that the branch is compared with, shown while there is no evidence that names it. */
  readonly mergeBase?: Evidence['mergeBase']
  /** Files of the reproduction test as planned, while there is no evidence that names them. */
  readonly reproductionFiles?: readonly ReproductionFile[]
}
