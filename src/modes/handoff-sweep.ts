import type { Inputs } from '../context/inputs.ts'
import { branchOfSweep, type SweepEvent } from '../context/plan-event.ts'
import type { ForkBranch } from '../io/github-port.ts'
import { createPace } from '../io/github/pace.ts'
import type { Runner } from '../io/runner-port.ts'
import { handOverBranch } from './hand-over-branch.ts'
import { connect, openFixBranch } from './open-fix-branch.ts'
import type { RunOutcome } from './outcome.ts'
import { publishAll } from './publish-sweep.ts'
import { describeCheckout, openClone } from './workspace.ts'

/** Looks at every open staging PR for what people and upstream said since; runs nothing of the project and hands nothing over. */
export async function handoffSweep(
  runner: Runner,
  inputs: Inputs,
  event: SweepEvent,
): Promise<RunOutcome> {
  const repository = await openClone(runner)
  try {
    const pace = createPace(runner.interruption)
    const github = await connect({ runner, inputs, event, pace })
    const { branches } = await github.branches()
    const staged = branches
      .filter(hasOpenPullRequest)
      .map(({ name, headSha }) => ({ branch: name, headSha }))
    return await publishAll(runner, staged, async (own, { fix }) => {
      const branchEvent = branchOfSweep(event, fix)
      const of = { repository, event: branchEvent }
      const checkout = await describeCheckout(runner, inputs, of)
      const staging = { inputs, event: branchEvent, checkout, pace }
      const opened = await openFixBranch({ ...staging, runner: own })
      return opened.status === 'ended' ? opened : handOverBranch(opened)
    })
  } finally {
    repository.close()
  }
}

function hasOpenPullRequest({ pullRequests }: ForkBranch): boolean {
  return pullRequests.some(({ state }) => state === 'open')
}
