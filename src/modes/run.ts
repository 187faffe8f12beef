import type { Inputs } from '../context/inputs.ts'
import { readPlanEvent } from '../context/plan-event.ts'
import { readTriggerEvent } from '../context/trigger-event.ts'
import { defaultBranches } from '../config/defaults.ts'
import type { Runner } from '../io/runner-port.ts'
import { noFixBranch, type RunOutcome } from './outcome.ts'
import type { FixBranchRun } from './staging-run.ts'
import { describeCheckout, eventSource, openWorkspace } from './workspace.ts'

/** Does the part of the work that the input `mode` asks for. */
export async function runMode(
  runner: Runner,
  inputs: Inputs,
): Promise<RunOutcome> {
  // A mode that is not used is not loaded.
  switch (inputs.mode) {
    case 'run':
      return wholeRun(runner, inputs)
    case 'plan': {
      const { planMode } = await import('./plan-mode.ts')
      return planMode(runner, inputs)
    }
    case 'verify': {
      const { verifyMode } = await import('./verify-mode.ts')
      return verifyMode(runner, inputs)
    }
    case 'publish': {
      const { publishMode } = await import('./publish-mode.ts')
      return publishMode(runner, inputs)
    }
    case 'handoff':
      return handoffRun(runner, inputs)
  }
}

/** Mode `run`: from the event to the staging PR, in one job. */
function wholeRun(runner: Runner, inputs: Inputs): Promise<RunOutcome> {
  return withFixBranch(runner, inputs, async (opened) => {
    const { stageFixBranch } = await import('./stage-fix-branch.ts')
    return stageFixBranch(opened)
  })
}

/** Mode `handoff`: the same, and the package for the upstream pull request. */
async function handoffRun(runner: Runner, inputs: Inputs): Promise<RunOutcome> {
  if (runner.eventName === 'schedule' && inputs.branch === null) {
    const event = readPlanEvent(eventSource(runner, inputs))
    const { handoffSweep } = await import('./handoff-sweep.ts')
    if (event.status === 'sweep') return handoffSweep(runner, inputs, event)
  }
  return withFixBranch(runner, inputs, async (opened) => {
    const { handOverBranch } = await import('./hand-over-branch.ts')
    return handOverBranch(opened)
  })
}

/** Finds the fix branch of the event, with its configuration and its fork; `ended` where there is none. */
async function withFixBranch(
  runner: Runner,
  inputs: Inputs,
  act: (run: FixBranchRun) => Promise<RunOutcome>,
): Promise<RunOutcome> {
  const event = readTriggerEvent(eventSource(runner, inputs))
  if (event.status === 'ended') return event
  const repository = await openWorkspace(runner, event)
  if (repository === null) return noFixBranch(event.branch, defaultBranches)
  try {
    const checkout = await describeCheckout(runner, inputs, {
      repository,
      event,
    })
    // What comes after is loaded when it is needed: most pushes end here.
    const { openFixBranch } = await import('./open-fix-branch.ts')
    const opened = await openFixBranch({ runner, inputs, event, checkout })
    return opened.status === 'ended' ? opened : await act(opened)
  } finally {
    repository.close()
  }
}
