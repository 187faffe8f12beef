import type { RunContext } from '../context/run-context.ts'
import { Refusal } from '../errors.ts'
import type { GitRepository } from '../io/git/repository.ts'
import type { Runner } from '../io/runner-port.ts'
import { type Leg, prefixOf } from '../plan/legs.ts'
import type { PlannedFix, PlanFile } from '../plan/plan-file.ts'
import { withNeeds } from '../plan/step-order.ts'
import { requireCommit } from './checkout.ts'
import { readHistory } from './history.ts'
import { hashOf, plannedFix, planMisfit } from './planned-fix.ts'
import type { Preparation } from './preparation.ts'
import { prepare } from './prepare.ts'
import { readConfig } from './read-config.ts'
import { openSources, type Sources } from './sources.ts'
import { describeCheckout } from './workspace.ts'

/** What a leg is prepared from. */
export type LegRequest = {
  readonly runner: Runner
  readonly plan: PlanFile
  readonly fix: PlannedFix
  readonly leg: Leg
  /** Input `verify` of this job; where the plan holds one, that serves as well. */
  readonly verify: string | null
  readonly repository: GitRepository
}

/**
 * Reads from git what the plan was made from, without a token and without
 * asking GitHub, and leaves of it the one step that the leg is for, behind the
 * steps that this one needs. Throws {@link Refusal} where it does not come to
 * the same plan.
 */
export async function prepareLeg(request: LegRequest): Promise<Preparation> {
  const { fix, leg } = request
  const sources = await openPinned(request)
  const preparation = await prepareFix(sources, request)
  const now = await plannedFix(sources, preparation, prefixOf(leg.id))
  const misfit = planMisfit(fix, now)
  if (misfit === null) return onlyLeg(preparation, leg)
  throw new Refusal(`Leg ${leg.id} cannot be run: ${misfit}.`)
}

async function openPinned({
  runner,
  plan,
  fix,
  repository,
}: LegRequest): Promise<Sources> {
  const { branch, head } = fix
  const event = { ...plan.fork, branch }
  const checkout = await describeCheckout(
    runner,
    { token: null },
    { repository, event },
  )
  await requireCommit(checkout, { sha: head.sha, branch })
  return openSources(
    checkout,
    { sha: head.sha, from: branch },
    {
      given: null,
      defaultBranch: plan.fork.defaultBranch,
      pinned: fix.sources,
    },
  )
}

async function prepareFix(
  sources: Sources,
  { runner, plan, fix, verify }: LegRequest,
): Promise<Preparation> {
  const inputs = { ...plan.inputs, verify: verifyOf(plan, verify) }
  const found = await readConfig(sources, inputs)
  const context: RunContext = {
    server: runner.server,
    run: runner.run,
    fork: plan.fork,
    upstream: { ...fix.upstream, id: null, defaultBranch: null },
    branch: fix.branch,
    base: fix.base.ref,
    headSha: fix.head.sha,
  }
  const history = await readHistory(sources.checkout, {
    ...context,
    upstreamBase: null,
    upstreamUrl: null,
    comparedWith: fix.mergeBase,
  })
  // What earlier runs left on the staging PR is for the job that publishes.
  const knownOriginals = new Map()
  return prepare(sources, { context, found, history, inputs, knownOriginals })
}

/** The input as it was given: the plan, which others may read, shows no secret of it. Throws {@link Refusal}. */
function verifyOf(
  { inputs }: Pick<PlanFile, 'inputs'>,
  own: string | null,
): string | null {
  const known = [inputs.verify, own].find(
    (one) => hashOf(one) === inputs.verifyHash,
  )
  if (known !== undefined) return known
  throw new Refusal(
    'The plan was made with another input `verify` than this job has.',
    {
      remedy:
        'Give the step with `mode: verify` the same input `verify` as the one with `mode: plan`. In the plan itself, what looks like a secret is taken out.',
    },
  )
}

function onlyLeg(preparation: Preparation, leg: Leg): Preparation {
  const { plan, proofPlan } = preparation
  const steps = withNeeds(plan.steps, leg.step)
  const isProved =
    proofPlan.status === 'none' ||
    steps.some(({ step }) => step.id === proofPlan.step.id)
  const variables = {
    ...plan.variables,
    SHARD: String(leg.shard),
    SHARDS: String(leg.shards),
  }
  return {
    ...preparation,
    plan: { ...plan, steps, variables },
    proofPlan: isProved ? proofPlan : { status: 'none' },
  }
}
