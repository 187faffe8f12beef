import type { Config, StepConfig } from '../config/config.ts'
import type { StepResult } from '../evidence/evidence.ts'
import {
  judgeStep,
  skippedStep,
  cancelledStep,
} from '../evidence/judge-step.ts'
import { childEnvironment } from '../io/child-environment.ts'
import type { RunLog } from '../io/run-log-port.ts'
import type { CommandResult, Shell } from '../io/shell-port.ts'
import type { Plan } from '../plan/plan.ts'

/** What commands are run with. */
export type Workshop = {
  readonly shell: Shell
  readonly log: RunLog
  /** Absolute folder that holds the head commit. */
  readonly directory: string
  /** Environment of the action; commands see an allow-listed part of it. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly interruption: AbortSignal
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number
}

/** Runs the plan's steps in order. A step that fails does not stop the later ones. */
export async function runSteps(
  plan: Plan,
  config: Config,
  workshop: Workshop,
): Promise<readonly StepResult[]> {
  const deadline = workshop.now() + config.timeoutMs
  const results: StepResult[] = []
  for (const planned of plan.steps) {
    const result =
      planned.status === 'skipped'
        ? skippedStep(planned.step, planned.reason)
        : await runStep(planned.step, { plan, config, deadline }, workshop)
    sayResult(workshop.log, result)
    results.push(result)
  }
  return results
}

type Bounds = {
  readonly plan: Plan
  readonly config: Config
  readonly deadline: number
}

async function runStep(
  step: StepConfig,
  bounds: Bounds,
  workshop: Workshop,
): Promise<StepResult> {
  if (workshop.interruption.aborted) return cancelledStep(step)
  workshop.log.group(`${step.id}: ${step.run}`)
  const attempts: CommandResult[] = []
  let result: StepResult
  do {
    attempts.push(await runOnce(step, bounds, workshop))
    result = judgeStep(step, attempts)
  } while (
    result.status === 'failed' &&
    attempts.length <= step.retries &&
    !workshop.interruption.aborted
  )
  workshop.log.endGroup()
  return result
}

function runOnce(
  step: StepConfig,
  { plan, config, deadline }: Bounds,
  workshop: Workshop,
): Promise<CommandResult> {
  const left = Math.max(1, deadline - workshop.now())
  return workshop.shell.run({
    command: step.run,
    shell: step.shell,
    directory: `${workshop.directory}/${step.workingDirectory}`,
    environment: childEnvironment({
      parent: workshop.environment,
      pass: config.env.pass,
      set: config.env.set,
      stepEnv: step.env,
      stepEnvPass: step.envPass,
      variables: plan.variables,
    }),
    timeoutMs: Math.min(step.timeoutMs, left),
    signal: workshop.interruption,
    onLine: (line) => workshop.log.childLine(line),
  })
}

function sayResult(log: RunLog, result: StepResult): void {
  const seconds = (result.durationMs / 1000).toFixed(1)
  const why = result.reason === null ? '' : ` (${result.reason})`
  log.info(`${result.id}: ${result.status}${why}, ${seconds} s`)
}
