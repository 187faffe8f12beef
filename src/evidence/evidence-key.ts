import { configFingerprint } from '../config/config-fingerprint.ts'
import type { Config } from '../config/config.ts'
import { needsVariable } from '../plan/needs-variable.ts'
import type { Plan } from '../plan/plan.ts'
import type { ProofPlan } from '../plan/proof-plan.ts'

/** What results hang on, the tools' versions aside. */
export type KeyGrounds = {
  /** SHA of the head's tree. */
  readonly tree: string
  readonly mergeBase: string
  readonly config: Config
  readonly plan: Plan
  readonly proofPlan: ProofPlan
  /** Name and version of this product. */
  readonly product: string
}

/**
 * Text that is equal for two runs whose commands see the same: same tree, same
 * commit before the fix, same configuration and variables, same versions of
 * the reproduction test. `null` where a command sees the commit itself.
 */
export function evidenceKey(grounds: KeyGrounds): string | null {
  const { tree, mergeBase, config, plan, proofPlan, product } = grounds
  const seesCommit = plan.steps.some(({ step }) =>
    needsVariable([step.run, step.setup ?? ''].join('\n'), 'HEAD_SHA'),
  )
  if (seesCommit || tree === '') return null
  const { HEAD_SHA: _head, ...variables } = plan.variables
  return JSON.stringify({
    tree,
    mergeBase,
    product,
    config: configFingerprint(config),
    variables,
    skipped: plan.steps.map(({ status }) => status),
    reproduction:
      proofPlan.status === 'planned'
        ? { files: proofPlan.files.value, accepted: proofPlan.accepted }
        : proofPlan.status,
  })
}
