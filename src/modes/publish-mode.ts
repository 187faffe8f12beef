import { join } from 'node:path'
import type { Inputs } from '../context/inputs.ts'
import {
  branchOfSweep,
  readPlanEvent,
  type SweepEvent,
} from '../context/plan-event.ts'
import type { BranchEvent } from '../context/trigger-event.ts'
import { Refusal } from '../errors.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type {
  ExpectedLegs,
  LegFile,
  LegSubject,
} from '../evidence/leg-fault.ts'
import { named } from '../evidence/checks/named.ts'
import { mergeLegs, misfit } from '../evidence/merge-legs.ts'
import type { Finding } from '../finding.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { createPace, type Pace } from '../io/github/pace.ts'
import { readLegFiles } from '../io/leg-files.ts'
import type { Runner } from '../io/runner-port.ts'
import { prefixAt, prefixOf } from '../plan/legs.ts'
import type { PlanFile } from '../plan/plan-file.ts'
import { openFixBranch } from './open-fix-branch.ts'
import { judgeLast } from './judge-last.ts'
import type { RunOutcome } from './outcome.ts'
import { ownFolder, readPlan } from './plan-document.ts'
import {
  frameMisfit,
  plannedFix,
  planFrame,
  planMisfit,
} from './planned-fix.ts'
import { prepareFixBranch } from './prepare-fix-branch.ts'
import { publish } from './publish.ts'
import type { Planned } from './publish-sweep.ts'
import type { PreparedRun } from './staging-run.ts'
import { judgeBranch } from './verify-branch.ts'
import { describeCheckout, eventSource, openClone } from './workspace.ts'

/** What publishing works with. */
type PublishRun = {
  readonly runner: Runner
  readonly inputs: Inputs
  readonly plan: PlanFile
  readonly files: readonly LegFile[]
  readonly repository: GitRepository
  /** Spaces the writes where there are several branches. */
  readonly pace: Pace
}

/** Mode `publish`: from the evidence of all legs to the staging PR. Runs nothing of the project. */
export async function publishMode(
  runner: Runner,
  inputs: Inputs,
): Promise<RunOutcome> {
  const event = readPlanEvent(eventSource(runner, inputs))
  if (event.status === 'ended') return event
  const plan = await readPlan(runner, inputs)
  const files = await readEvidence(runner, inputs)
  const repository = await openClone(runner)
  try {
    const pace = createPace(runner.interruption)
    const run = { runner, inputs, plan, files, repository, pace }
    return await (event.status === 'sweep'
      ? publishSweep(run, event)
      : publishBranch(run, event))
  } finally {
    repository.close()
  }
}

async function readEvidence(
  { temporaryFolder, log }: Runner,
  { evidenceDir }: Inputs,
): Promise<readonly LegFile[]> {
  const { files, passedOver } = await readLegFiles(
    evidenceDir ?? join(temporaryFolder, ownFolder, 'evidence'),
  )
  if (passedOver.length > 0) {
    log.warning(
      `Passed over beside the evidence: ${named(passedOver)}. Evidence is a file \`<leg>.json\` in that folder or one folder below it, and links are not followed.`,
    )
  }
  return files
}

/** A plan that speaks of another branch than the event was changed on its way. */
function publishBranch(
  run: PublishRun,
  event: BranchEvent,
): Promise<RunOutcome> {
  const [fix, ...others] = run.plan.fixes
  const isMeant =
    fix !== undefined &&
    others.length === 0 &&
    fix.branch === event.branch &&
    (event.headSha === null || event.headSha === fix.head.sha)
  if (isMeant) return publishFix(run, event, { fix, prefix: '' })
  const branches = run.plan.fixes.map(
    ({ branch, head }) => `${branch} at ${head.sha.slice(0, 12)}`,
  )
  throw new Refusal(
    `The plan is of ${branches.join(', ') || 'no branch'}, and this run is of ${event.branch}${event.headSha === null ? '' : ` at ${event.headSha.slice(0, 12)}`}.`,
    {
      remedy:
        'Give all jobs of the run the same inputs, and hand the plan of the same run over.',
    },
  )
}

async function publishSweep(
  run: PublishRun,
  event: SweepEvent,
): Promise<RunOutcome> {
  const { publishAll, tellRefused } = await import('./publish-sweep.ts')
  const { runner, plan, files } = run
  nameStray(runner, files, plan)
  for (const one of plan.refused) await tellRefused({ ...run, event }, one)
  return publishAll(runner, plan.fixes, (own, { fix, prefix }) =>
    publishFix(
      { ...run, runner: own, files: ofBranch(files, prefix) },
      branchOfSweep(event, { branch: fix.branch, headSha: fix.head.sha }),
      { fix, prefix },
    ),
  )
}

function ofBranch(
  files: readonly LegFile[],
  prefix: string,
): readonly LegFile[] {
  return files.filter(({ name }) => prefixOf(name) === prefix)
}

/** Files of no branch of the plan speak against none of them. */
function nameStray(
  { log }: Runner,
  files: readonly LegFile[],
  { fixes }: PlanFile,
): void {
  const known = new Set(fixes.map((_, index) => prefixAt(index)))
  const stray = files.filter(({ name }) => !known.has(prefixOf(name)))
  if (stray.length === 0) return
  log.warning(
    `Evidence of no branch of this plan was left aside: ${named(stray.map(({ name }) => name))}.`,
  )
}

/** Judges and publishes one fix branch by the evidence of its legs. */
async function publishFix(
  run: PublishRun,
  event: BranchEvent,
  planned: Planned,
): Promise<RunOutcome> {
  const { runner, inputs, repository, pace } = run
  const { fix } = planned
  const checkout = await describeCheckout(runner, inputs, { repository, event })
  const opened = await openFixBranch({
    runner,
    inputs,
    event: { ...event, headSha: fix.head.sha },
    checkout,
    pace,
  })
  if (opened.status === 'ended') return opened
  const prepared = await prepareFixBranch(opened)
  if (prepared.status === 'ended') return prepared
  const { preparation } = prepared
  const { measured, misfits } = await merge(run, prepared, planned)
  const tree = await repository.tree(fix.head.sha)
  const judge = (found: typeof misfits): Evidence =>
    judgeBranch(preparation, measured, { tree, misfits: found })
  const evidence = judge(misfits)
  const untold = untoldRed(run, evidence)
  const told = untold === null ? evidence : judge([...misfits, untold])
  return publish(prepared, await judgeLast(prepared, told))
}

/** A red job without red evidence: somebody else's evidence lies in the place of its own. In a sweep it may be of another branch. */
function untoldRed(
  { inputs, plan }: PublishRun,
  { conclusion }: Evidence,
): Finding | null {
  const result = inputs.verifyResult
  const isRed = result !== null && result !== 'success'
  const isTold = conclusion === 'failed' || conclusion === 'inconclusive'
  if (!isRed || isTold || plan.fixes.length > 1) return null
  return misfit(
    `A job that verifies ended with ${result}, and all evidence says that its step passed.`,
  )
}

async function merge(
  { runner, inputs, plan, files }: PublishRun,
  { staging, preparation }: PreparedRun,
  { fix, prefix }: Planned,
): Promise<ReturnType<typeof mergeLegs>> {
  const now = await plannedFix(staging.sources, preparation, prefix)
  const frame = planFrame(runner, inputs, preparation.context.fork)
  const subject: LegSubject = {
    schemaVersion: 1,
    run: frame.run,
    head: { sha: now.head.sha, branch: now.branch },
    mergeBase: { sha: now.mergeBase.sha },
    spec: now.spec === null ? null : { blob: now.spec.blob },
    configHash: now.configHash,
    product: frame.product,
  }
  const expected: ExpectedLegs = {
    plan: preparation.plan,
    proofPlan: preparation.proofPlan,
    legs: now.legs,
    subject,
    since: plan.run.attempt,
    trouble: planMisfit(fix, now) ?? frameMisfit(plan, frame),
  }
  return mergeLegs(expected, files)
}
