import { join } from 'node:path'
import { describeTrouble } from '../describe-trouble.ts'
import type { Inputs } from '../context/inputs.ts'
import { branchOfSweep, type SweepEvent } from '../context/plan-event.ts'
import { BranchRefusal, Refusal } from '../errors.ts'
import { fullName } from '../context/run-context.ts'
import type { GitRepository } from '../io/git/repository.ts'
import type { Pace } from '../io/github/pace.ts'
import { GitHubTrouble } from '../io/github-port.ts'
import type { Runner } from '../io/runner-port.ts'
import { prefixAt } from '../plan/legs.ts'
import type { PlannedFix, PlanFile } from '../plan/plan-file.ts'
import { gateLine } from '../markdown/text-gate.ts'
import { maxDescriptionCharacters } from '../report/status-description.ts'
import { connect, openFixBranch } from './open-fix-branch.ts'
import type { RunOutcome } from './outcome.ts'
import { plannedFix, refuseTooManyLegs } from './planned-fix.ts'
import { prepareFixBranch } from './prepare-fix-branch.ts'
import type { StagingRun } from './staging-run.ts'
import { describeCheckout } from './workspace.ts'

/** A branch of a sweep, and what the ids of its legs begin with. */
export type Planned = { readonly fix: PlannedFix; readonly prefix: string }

/** Publishes one branch after the other; one that cannot be published is told and stops no other. */
export async function publishAll<Fix extends { readonly branch: string }>(
  runner: Runner,
  fixes: readonly Fix[],
  publishOne: (
    runner: Runner,
    planned: { readonly fix: Fix; readonly prefix: string },
  ) => Promise<RunOutcome>,
): Promise<RunOutcome> {
  const summaries: string[] = []
  const outcomes: RunOutcome[] = []
  let hasTrouble = false
  for (const [index, fix] of fixes.entries()) {
    const own: Runner = {
      ...runner,
      temporaryFolder: join(runner.temporaryFolder, `staging-pr-${index + 1}`),
      // A summary is written as a whole, so the branches share one.
      writeSummary: (markdown) => {
        summaries.push(markdown)
        return Promise.resolve()
      },
    }
    try {
      const prefix = prefixAt(index)
      outcomes.push(await publishOne(own, { fix, prefix }))
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof GitHubTrouble)) {
        throw error
      }
      hasTrouble = true
      runner.log.error(`${fix.branch}: ${describeTrouble(error)}`)
    }
  }
  await runner.writeSummary(summaries.join('\n\n---\n\n'))
  return { status: 'swept', outcomes, hasTrouble }
}

/** What a branch that could not be planned is told with. */
export type Telling = {
  readonly runner: Runner
  readonly inputs: Inputs
  readonly event: SweepEvent
  readonly repository: GitRepository
  readonly pace: Pace
}

/**
 * Says on the head of a branch why it cannot be staged, so that the next sweep
 * leaves it out until it is pushed again. What the plan says of it is looked at
 * again: a branch that can be read by now is left to the next sweep.
 */
export async function tellRefused(
  telling: Telling,
  { branch, headSha }: PlanFile['refused'][number],
): Promise<void> {
  const { runner, inputs, event: sweeping, repository, pace } = telling
  const event = branchOfSweep(sweeping, { branch, headSha })
  const checkout = await describeCheckout(runner, inputs, { repository, event })
  const staging = { runner, inputs, event, checkout, pace }
  try {
    const opened = await openFixBranch(staging)
    if (opened.status === 'ended') return
    const prepared = await prepareFixBranch(opened)
    if (prepared.status === 'ended') return
    const { sources } = prepared.staging
    const fix = await plannedFix(sources, prepared.preparation, '')
    refuseTooManyLegs(fix, prepared.preparation)
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof GitHubTrouble)) {
      throw error
    }
    runner.log.warning(`${branch}: ${describeTrouble(error)}`)
    // Other trouble may pass without a push, so that a status would be wrong.
    if (!(error instanceof BranchRefusal) || inputs.dryRun) return
    await setError(staging, headSha, error)
  }
}

async function setError(
  staging: StagingRun,
  headSha: string,
  { message }: BranchRefusal,
): Promise<void> {
  const { runner, event } = staging
  const { server, run, log } = runner
  const description = gateLine(runner.redact(`Not staged: ${message}`), {
    maxCharacters: maxDescriptionCharacters,
  })
  const targetUrl = `${server.url}/${fullName(event)}/actions/runs/${run.id}`
  try {
    const github = await connect(staging)
    await github.setStatus(headSha, { state: 'error', description, targetUrl })
  } catch (error) {
    // A status mirrors what the log says.
    if (!(error instanceof GitHubTrouble)) throw error
    log.warning(`The commit status staging-pr was not set: ${error.message}`)
  }
}
