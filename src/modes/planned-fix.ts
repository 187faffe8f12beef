import { configFingerprint } from '../config/config-fingerprint.ts'
import type { Inputs } from '../context/inputs.ts'
import { legsOf } from '../plan/legs.ts'
import type { PlannedFix, PlanFile } from '../plan/plan-file.ts'
import { sha256 } from './hashes.ts'
import type { Preparation } from './preparation.ts'
import type { Sources } from './sources.ts'

/** What a plan says of a fix branch: recomputed wherever it is used, so that a plan that was changed on its way does not count. */
export async function plannedFix(
  sources: Sources,
  preparation: Preparation,
  prefix: string,
): Promise<PlannedFix> {
  const { context, config, history, plan, search } = preparation
  const { upstream } = context
  const spec = search.status === 'found' ? search.spec : null
  return {
    branch: context.branch,
    head: { sha: context.headSha },
    base: { ref: context.base, sha: history.base.sha },
    mergeBase: history.mergeBase,
    upstream: { owner: upstream.owner, name: upstream.name },
    spec:
      spec === null ? null : { id: spec.id, path: spec.path, blob: spec.blob },
    configHash: sha256(configFingerprint(config)),
    sources: {
      sourceRef: await sources.sourceRef(),
      defaultBranch: await sources.defaultBranch(),
    },
    steps: plan.steps.map((planned) => ({
      id: planned.step.id,
      kind: planned.step.kind,
      command: planned.step.run,
      status: planned.status,
      reason: planned.status === 'skipped' ? planned.reason : null,
    })),
    legs: [...legsOf(plan, prefix)],
  }
}

/** Inputs that a leg needs to read the same as the plan did. */
export function planInputs(inputs: Inputs): PlanFile['inputs'] {
  const { config, verify, base, upstream, spec, issue, acceptTest } = inputs
  return { config, verify, base, upstream, spec, issue, acceptTest }
}

/** What a plan was made for and is no more, a clause; `null` where it still fits. Heads of branches may have moved. */
export function planMisfit(
  planned: PlannedFix,
  now: PlannedFix,
): string | null {
  const parts: readonly (readonly [string, (fix: PlannedFix) => unknown])[] = [
    ['head', ({ head }) => head.sha],
    ['base', ({ base }) => base.ref],
    ['merge base', ({ mergeBase }) => mergeBase.sha],
    ['spec', ({ spec }) => spec?.blob],
    ['configuration', ({ configHash }) => configHash],
    ['set of steps', ({ steps }) => steps],
    ['set of jobs', ({ legs }) => legs],
  ]
  const different = parts.find(
    ([, of]) => JSON.stringify(of(planned)) !== JSON.stringify(of(now)),
  )
  return different === undefined
    ? null
    : `the plan was made for another ${different[0]}, so its evidence says nothing about this one; run all jobs again`
}
