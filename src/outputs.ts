import type { Inputs } from './context/inputs.ts'
import type { Runner } from './io/runner-port.ts'
import { failsJob, type RunOutcome } from './modes/outcome.ts'
import type { PlanFile } from './plan/plan-file.ts'

/** Sets the outputs of an outcome and answers with the exit status. */
export function reportOutcome(
  runner: Runner,
  inputs: Inputs,
  outcome: RunOutcome,
): number {
  switch (outcome.status) {
    case 'ended':
      runner.log.notice(outcome.notice)
      runner.setOutput('operation', 'none')
      if (inputs.mode === 'plan') setMatrix(runner, [])
      return 0
    case 'planned':
      return reportPlan(runner, outcome)
    case 'measured':
      return reportLeg(runner, inputs, outcome)
    case 'swept':
      return reportSweep(outcome, inputs)
    case 'verified':
      reportVerdict(runner, outcome)
      return failsRun(outcome, inputs) ? 1 : 0
  }
}

type Outcome<Status> = Extract<RunOutcome, { readonly status: Status }>

function failsRun(outcome: RunOutcome, { failOn }: Inputs): boolean {
  if (outcome.status !== 'verified') return false
  return outcome.hasTrouble || failsJob(outcome.evidence.conclusion, failOn)
}

function reportLeg(
  runner: Runner,
  { failOn }: Inputs,
  { headSha, evidencePath, conclusion }: Outcome<'measured'>,
): number {
  runner.setOutput('head-sha', headSha)
  runner.setOutput('evidence-path', evidencePath)
  return failsJob(conclusion, failOn) ? 1 : 0
}

function reportSweep(
  { hasTrouble, outcomes }: Outcome<'swept'>,
  inputs: Inputs,
): number {
  const fails = outcomes.some((outcome) => failsRun(outcome, inputs))
  return hasTrouble || fails ? 1 : 0
}

function reportPlan(
  runner: Runner,
  { plan, planPath, planHash }: Outcome<'planned'>,
): number {
  const [fix, ...others] = plan.fixes
  runner.setOutput('plan-path', planPath)
  runner.setOutput('plan-hash', planHash)
  setMatrix(runner, plan.fixes)
  if (fix !== undefined && others.length === 0) {
    runner.setOutput('head-sha', fix.head.sha)
  }
  return 0
}

function setMatrix(runner: Runner, fixes: PlanFile['fixes']): void {
  const include = fixes.flatMap(({ branch, legs }) =>
    legs.map(({ id, step, shard, shards, runsOn }) => ({
      id,
      step,
      shard,
      shards,
      'runs-on': runsOn ?? '',
      branch,
    })),
  )
  runner.setOutput('matrix', JSON.stringify({ include }))
  runner.setOutput('count', String(include.length))
}

function reportVerdict(runner: Runner, outcome: Outcome<'verified'>): void {
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
  runner.setOutput('approval', outcome.approval)
  if (outcome.handoffPath !== null) {
    runner.setOutput('handoff-path', outcome.handoffPath)
  }
  if (outcome.resultPath !== null) {
    runner.setOutput('result-path', outcome.resultPath)
  }
}
