import { matchesBranchPatterns } from '../context/branch-patterns.ts'
import type { Inputs } from '../context/inputs.ts'
import type { BranchEvent, EventSource } from '../context/trigger-event.ts'
import { defaultBranches } from '../config/defaults.ts'
import { Refusal } from '../errors.ts'
import { findGit } from '../io/git/find-git.ts'
import { createGitProcess } from '../io/git/git-process.ts'
import { type GitRepository, openRepository } from '../io/git/repository.ts'
import type { Runner } from '../io/runner-port.ts'
import { type Checkout, forkAccess, hasEveryBranch } from './checkout.ts'

/** What the runner says about the event, with the branch that a person gave. */
export function eventSource(
  runner: Runner,
  { branch }: Pick<Inputs, 'branch'>,
): EventSource {
  return {
    name: runner.eventName,
    payload: runner.event(),
    repository: runner.repository,
    ref: runner.ref,
    branch,
  }
}

/** The clone in the workspace. Throws {@link Refusal} when there is none. */
export function openClone(runner: Runner): Promise<GitRepository> {
  return openRepository(
    createGitProcess({
      executable: findGit(runner.environment['PATH'], runner.workspace),
      directory: runner.workspace,
      environment: runner.environment,
    }),
  )
}

/** The same; `null` when there is none and the branch is no fix branch anyway. */
export async function openWorkspace(
  runner: Runner,
  event: Pick<BranchEvent, 'branch'>,
): Promise<GitRepository | null> {
  try {
    return await openClone(runner)
  } catch (error) {
    // Without a clone there is no configuration either, so the default patterns hold.
    const isOurs = matchesBranchPatterns(event.branch, defaultBranches)
    if (isOurs || !(error instanceof Refusal)) throw error
    return null
  }
}

/** The clone with the way to the branches of the fork. */
export async function describeCheckout(
  runner: Runner,
  { token }: Pick<Inputs, 'token'>,
  of: {
    readonly repository: GitRepository
    readonly event: Pick<
      BranchEvent,
      'owner' | 'name' | 'defaultBranch' | 'branch'
    >
  },
): Promise<Checkout> {
  const { repository, event } = of
  const clone = {
    repository,
    remotes: await repository.remotes(),
    fork: event,
    access: forkAccess(runner.server, event, token),
  }
  const branches = [event.defaultBranch, event.branch]
  return { ...clone, hasEveryBranch: await hasEveryBranch(clone, branches) }
}
