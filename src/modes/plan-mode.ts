import type { Inputs } from '../context/inputs.ts'
import { readPlanEvent, type SweepEvent } from '../context/plan-event.ts'
import type { BranchEvent } from '../context/trigger-event.ts'
import { createEvidenceFiles } from '../io/evidence-files.ts'
import type { GitRepository } from '../io/git/repository.ts'
import type { Runner } from '../io/runner-port.ts'
import type { PlanFile } from '../plan/plan-file.ts'
import { sha256 } from './hashes.ts'
import { openFixBranch } from './open-fix-branch.ts'
import type { RunOutcome } from './outcome.ts'
import {
  plannedFix,
  planFrame,
  redactPlan,
  refuseTooManyLegs,
} from './planned-fix.ts'
import { prepareFixBranch } from './prepare-fix-branch.ts'
import type { Sweep } from './sweep.ts'
import { describeCheckout, eventSource, openClone } from './workspace.ts'

/** What a plan is made of. */
export type PlanRun = {
  readonly runner: Runner
  readonly inputs: Inputs
  readonly repository: GitRepository
}

/** Mode `plan`: from the event to a plan and the matrix of its legs. Runs nothing of the project and writes nothing to GitHub. */
export async function planMode(
  runner: Runner,
  inputs: Inputs,
): Promise<RunOutcome> {
  const event = readPlanEvent(eventSource(runner, inputs))
  if (event.status === 'ended') return event
  const repository = await openClone(runner)
  try {
    const run = { runner, inputs, repository }
    return await (event.status === 'sweep'
      ? planSweep(run, event)
      : planBranch(run, event))
  } finally {
    repository.close()
  }
}

async function planSweep(run: PlanRun, event: SweepEvent): Promise<RunOutcome> {
  const { sweep } = await import('./sweep.ts')
  const { fork, fixes, refused, notices } = await sweep(run, event)
  for (const notice of notices) run.runner.log.notice(notice)
  if (fixes.length + refused.length > 0) {
    return writePlan(run, fork, { fixes, refused })
  }
  return { status: 'ended', notice: 'No fix branch waits for a run.' }
}

async function planBranch(
  run: PlanRun,
  event: BranchEvent,
): Promise<RunOutcome> {
  const { runner, inputs, repository } = run
  const checkout = await describeCheckout(runner, inputs, { repository, event })
  const opened = await openFixBranch({ runner, inputs, event, checkout })
  if (opened.status === 'ended') return opened
  const prepared = await prepareFixBranch(opened)
  if (prepared.status === 'ended') return prepared
  const { staging, preparation } = prepared
  const fix = await plannedFix(staging.sources, preparation, '')
  refuseTooManyLegs(fix, preparation)
  return writePlan(run, preparation.context.fork, {
    fixes: [fix],
    refused: [],
  })
}

async function writePlan(
  { runner, inputs }: PlanRun,
  fork: PlanFile['fork'],
  { fixes, refused }: Pick<Sweep, 'fixes' | 'refused'>,
): Promise<RunOutcome> {
  const plan: PlanFile = {
    ...planFrame(runner, inputs, fork),
    fixes: [...fixes],
    refused: [...refused],
  }
  const files = createEvidenceFiles(runner.temporaryFolder)
  const kept = redactPlan(plan, runner.redact)
  const text = `${JSON.stringify(kept, null, 2)}\n`
  const planPath = await files.write('plan.json', text)
  return { status: 'planned', plan, planPath, planHash: sha256(text) }
}
