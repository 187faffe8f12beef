import { matchesBranchPatterns } from '../context/branch-patterns.ts'
import type { Inputs } from '../context/inputs.ts'
import { type BranchEvent, readTriggerEvent } from '../context/trigger-event.ts'
import { defaultBranches } from '../config/defaults.ts'
import { Refusal } from '../errors.ts'
import { findGit } from '../io/git/find-git.ts'
import { createGitProcess } from '../io/git/git-process.ts'
import { type GitRepository, openRepository } from '../io/git/repository.ts'
import type { Runner } from '../io/runner-port.ts'
import { type Checkout, forkAccess, hasEveryBranch } from './checkout.ts'
import { noFixBranch, type RunOutcome } from './outcome.ts'

/** Mode `run`: from the event to the staging PR, in one job. */
export async function runMode(
  runner: Runner,
  inputs: Inputs,
): Promise<RunOutcome> {
  requireRunMode(inputs)
  const event = readTriggerEvent({
    name: runner.eventName,
    payload: runner.event(),
    repository: runner.repository,
    ref: runner.ref,
    branch: inputs.branch,
  })
  if (event.status === 'ended') return event
  const repository = await openWorkspace(runner, event)
  if (repository === null) return noFixBranch(event.branch, defaultBranches)
  try {
    const checkout = await describeCheckout(runner, inputs, {
      repository,
      event,
    })
    // What comes after is loaded when it is needed: most pushes end here.
    const { stageBranch } = await import('./stage-branch.ts')
    return await stageBranch({ runner, inputs, event, checkout })
  } finally {
    repository.close()
  }
}

function requireRunMode({ mode }: Inputs): void {
  if (mode === 'run') return
  throw new Refusal(`input \`mode\`: ${mode} is not there yet.`, {
    remedy: 'Use `mode: run`, which does all of the work in one job.',
  })
}

/** The clone in the workspace; `null` when there is none and the branch is no fix branch anyway. */
async function openWorkspace(
  runner: Runner,
  event: BranchEvent,
): Promise<GitRepository | null> {
  const git = createGitProcess({
    executable: findGit(runner.environment['PATH'], runner.workspace),
    directory: runner.workspace,
    environment: runner.environment,
  })
  try {
    return await openRepository(git)
  } catch (error) {
    // Without a clone there is no configuration either, so the default patterns hold.
    const isOurs = matchesBranchPatterns(event.branch, defaultBranches)
    if (isOurs || !(error instanceof Refusal)) throw error
    return null
  }
}

async function describeCheckout(
  runner: Runner,
  inputs: Inputs,
  of: { readonly repository: GitRepository; readonly event: BranchEvent },
): Promise<Checkout> {
  const { repository, event } = of
  const clone = {
    repository,
    remotes: await repository.remotes(),
    fork: event,
    access: forkAccess(runner.server, event, inputs.token),
  }
  const branches = [event.defaultBranch, event.branch]
  return { ...clone, hasEveryBranch: await hasEveryBranch(clone, branches) }
}
