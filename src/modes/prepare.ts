import type { Config } from '../config/config.ts'
import { judgedConfig } from '../evidence/checks/config-integrity.ts'
import type { Inputs } from '../context/inputs.ts'
import { newTestsIn } from '../plan/new-tests.ts'
import type { Plan } from '../plan/plan.ts'
import { planSteps } from '../plan/plan-steps.ts'
import { absentNames } from './absent-names.ts'
import { acceptances } from './acceptances.ts'
import { readFirstSpec } from './first-spec.ts'
import type { Preparation } from './preparation.ts'
import { planProof } from './plan-proof.ts'
import {
  type ConfigInputs,
  type FoundConfig,
  readFirstConfig,
  readSourceConfig,
} from './read-config.ts'
import { readReview } from './read-review.ts'
import type { Sources } from './sources.ts'
import { readSpecTrail, type SpecReadings } from './spec-trail.ts'

/** What a preparation starts from. */
export type Known = Pick<
  Preparation,
  'context' | 'history' | 'knownOriginals'
> & {
  readonly found: FoundConfig
  readonly inputs: ConfigInputs & Pick<Inputs, 'spec' | 'issue' | 'acceptTest'>
}

/** Reads the spec, and plans the steps and the proof. */
export async function prepare(
  sources: Sources,
  known: Known,
): Promise<Preparation> {
  const { context, found, history, inputs } = known
  const sourceConfig = await readSourceConfig(sources, inputs, found)
  const config = judgedConfig({
    head: found.config,
    source: sourceConfig,
    isFromHead: found.isFromHead,
  })
  const readings = await readSpecTrail(sources, {
    inputs,
    branch: context.branch,
    changedPaths: history.changes.map(({ path }) => path),
  })
  const read = {
    ...readings,
    ...(await readEarlier(sources, known, { readings, sourceConfig })),
    context,
    config,
    headConfig: found.config,
    isConfigFromHead: found.isFromHead,
    sourceConfig,
    history,
    review: await readReview(sources, { ...known, ...readings }),
    knownOriginals: known.knownOriginals,
    absentNames: await absentNames(
      sources.checkout.repository,
      context.headSha,
      readings.search.status === 'found' ? readings.search.spec : null,
    ),
    plan: planFor(known, config, readings),
  }
  const accepting = found.isFromHead ? sourceConfig : config
  const accepted = acceptances(inputs.acceptTest, accepting)
  return { ...read, proofPlan: await planProof(sources, read, accepted) }
}

/** First versions on the branch of what the head has changed. */
async function readEarlier(
  sources: Sources,
  { context, found, history, inputs }: Known,
  of: {
    readonly readings: SpecReadings
    readonly sourceConfig: Config | null
  },
): Promise<Pick<Preparation, 'firstConfig' | 'firstSpec'>> {
  const { search, issue } = of.readings
  const { commits } = history
  return {
    firstConfig:
      of.sourceConfig === null
        ? await readFirstConfig(sources, inputs, { ...found, commits })
        : null,
    firstSpec:
      search.status === 'found'
        ? await readFirstSpec(sources, history, {
            spec: search.spec,
            branch: context.branch,
            issue: issue?.value ?? null,
          })
        : null,
  }
}

function planFor(
  { context, history }: Known,
  config: Config,
  { search, issue }: SpecReadings,
): Plan {
  return planSteps({
    config,
    issue: issue?.value ?? null,
    newTests: newTestsIn(history.diff),
    specId: search.status === 'found' ? search.spec.id : null,
    headSha: context.headSha,
    baseSha: history.mergeBase.sha,
    branch: context.branch,
  })
}
