import type { Config } from '../config/config.ts'
import type { RunContext } from '../context/run-context.ts'
import type { KnownOriginals } from '../evidence/proof/known-originals.ts'
import type { Plan } from '../plan/plan.ts'
import type { ProofPlan } from '../plan/proof-plan.ts'
import type { ReviewDocument } from '../spec/review-document.ts'
import type { Spec } from '../spec/spec.ts'
import type { History } from './history.ts'
import type { SpecReadings } from './spec-trail.ts'

/** Everything that is read before the first command is run. */
export type Preparation = SpecReadings & {
  readonly context: RunContext
  /** By which the branch is judged. */
  readonly config: Config
  /** As the head has it. */
  readonly headConfig: Config
  /** The fix branch carries its file itself. */
  readonly isConfigFromHead: boolean
  /** What `source-ref` has beside the fix branch's own configuration, or `null`. */
  readonly sourceConfig: Config | null
  /** First version of a configuration that only the branch has, where the head has another one; else `null`. */
  readonly firstConfig: Config | null
  readonly history: History
  readonly plan: Plan
  readonly proofPlan: ProofPlan
  /** The first version of the spec in the branch's own commits, or `null`. */
  readonly firstSpec: Spec | null
  /** The review of the fix as a document, or `null`. */
  readonly review: ReviewDocument | null
  /** What ticked criteria name as code and the head does not have. */
  readonly absentNames: readonly string[]
  /** Originals of the reproduction test as earlier runs left them on the staging PR. */
  readonly knownOriginals: KnownOriginals
}
