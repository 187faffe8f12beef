import type { Config } from '../config/config.ts'
import type { Inputs } from '../context/inputs.ts'
import type { RunContext } from '../context/run-context.ts'
import { newTestsIn } from '../plan/new-tests.ts'
import type { Plan } from '../plan/plan.ts'
import { planSteps } from '../plan/plan-steps.ts'
import type { History } from './history.ts'
import type { Sources } from './sources.ts'
import { readSpecTrail, type SpecReadings } from './spec-trail.ts'

/** Everything that is read before the first command is run. */
export type Preparation = SpecReadings & {
  readonly context: RunContext
  readonly config: Config
  readonly history: History
  readonly plan: Plan
}

/** Reads the spec and plans the steps. */
export async function prepare(
  sources: Sources,
  known: Pick<Preparation, 'context' | 'config' | 'history'> & {
    readonly inputs: Pick<Inputs, 'spec' | 'issue'>
  },
): Promise<Preparation> {
  const { context, config, history, inputs } = known
  const readings = await readSpecTrail(sources, {
    inputs,
    branch: context.branch,
    changedPaths: history.changes.map(({ path }) => path),
  })
  const { search, issue } = readings
  const plan = planSteps({
    config,
    issue: issue?.value ?? null,
    newTests: newTestsIn(history.diff),
    specId: search.status === 'found' ? search.spec.id : null,
    headSha: context.headSha,
    baseSha: history.mergeBase.sha,
    branch: context.branch,
  })
  return { ...readings, context, config, history, plan }
}
