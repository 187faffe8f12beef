import type { Inputs } from './context/inputs.ts'
import { readInputs } from './context/inputs.ts'
import { describeTrouble } from './describe-trouble.ts'
import type { Runner } from './io/runner-port.ts'
import { failsJob, type RunOutcome } from './modes/outcome.ts'

/** What a mode does with its inputs. */
export type ModeRunner = (runner: Runner, inputs: Inputs) => Promise<RunOutcome>

/**
 * Runs the action from its inputs to its outputs. This is the one place where
 * trouble is caught and turned into messages. Answers with the exit status.
 */
export async function runAction(
  runner: Runner,
  mode: ModeRunner,
): Promise<number> {
  try {
    const inputs = readInputs((name) => runner.input(name))
    const outcome = await mode(runner, inputs)
    return report(runner, inputs, outcome)
  } catch (error) {
    const description = describeTrouble(error)
    runner.log.error(description)
    await summarize(runner, description)
    return 1
  }
}

/** The page of the run shows the summary first, so what to do stands there too. */
async function summarize(runner: Runner, description: string): Promise<void> {
  const { troubleSummary } = await import('./report/trouble-summary.ts')
  await runner.writeSummary(troubleSummary(description))
}

function report(runner: Runner, inputs: Inputs, outcome: RunOutcome): number {
  if (outcome.status === 'ended') {
    runner.log.notice(outcome.notice)
    runner.setOutput('operation', 'none')
    return 0
  }
  const { evidence, pullRequest } = outcome
  runner.setOutput('conclusion', evidence.conclusion)
  runner.setOutput('ready', String(evidence.conclusion === 'ready'))
  runner.setOutput('proof', evidence.proof.status)
  runner.setOutput('head-sha', evidence.head.sha)
  runner.setOutput('operation', outcome.operation)
  if (pullRequest !== null) {
    runner.setOutput('pull-request-number', String(pullRequest.number))
    runner.setOutput('pull-request-url', pullRequest.url)
  }
  if (outcome.evidencePath !== null) {
    runner.setOutput('evidence-path', outcome.evidencePath)
  }
  if (outcome.bodyPath !== null) {
    runner.setOutput('body-path', outcome.bodyPath)
  }
  return failsJob(outcome, inputs.failOn) ? 1 : 0
}
