import { configFingerprint } from '../config/config-fingerprint.ts'
import { checkConfigIntegrity } from '../evidence/checks/config-integrity.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import type { Preparation } from './preparation.ts'

/** What title and body are made of. */
export function factsOf<Known extends Evidence | null>(
  { history, proofPlan, ...read }: Preparation,
  evidence: Known,
): StagingFacts & { readonly evidence: Known } {
  const { headConfig: head, sourceConfig: source, isConfigFromHead } = read
  const isForksConfig =
    source !== null &&
    configFingerprint(head) === configFingerprint(source) &&
    checkConfigIntegrity({ head, source, isFromHead: isConfigFromHead })
      .length === 0
  return {
    ...read,
    isForksConfig,
    changes: history.changes,
    mergeBase: history.mergeBase,
    evidence,
    ...(proofPlan.status === 'planned'
      ? { reproductionFiles: proofPlan.files.value }
      : {}),
  }
}
