import type { Evidence } from '../evidence/evidence.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import type { Preparation } from './preparation.ts'

/** What title and body are made of. */
export function factsOf<Known extends Evidence | null>(
  { history, proofPlan, ...read }: Preparation,
  evidence: Known,
): StagingFacts & { readonly evidence: Known } {
  return {
    ...read,
    changes: history.changes,
    mergeBase: history.mergeBase,
    evidence,
    ...(proofPlan.status === 'planned'
      ? { reproductionFiles: proofPlan.files.value }
      : {}),
  }
}
