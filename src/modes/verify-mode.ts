import { join } from 'node:path'
import type { Inputs } from '../context/inputs.ts'
import { refuseUnsafeEvent } from '../context/trigger-event.ts'
import { Refusal } from '../errors.ts'
import type { StepResult } from '../evidence/evidence.ts'
import type { LegEvidence } from '../evidence/leg-evidence.ts'
import type { Measurements } from '../evidence/measurements.ts'
import { foundNoTest } from '../evidence/judge-step.ts'
import { named } from '../evidence/checks/named.ts'
import { proofOf } from '../evidence/proof/proof-of.ts'
import { conclude } from '../evidence/verdict.ts'
import { writeOwnFile } from '../io/write-own-file.ts'
import type { Runner } from '../io/runner-port.ts'
import type { Leg } from '../plan/legs.ts'
import type { PlannedFix, PlanFile } from '../plan/plan-file.ts'
import { productName } from '../product.ts'
import { redactData } from '../text/redact-data.ts'
import type { Redact } from '../text/redact.ts'
import type { RunOutcome } from './outcome.ts'
import { ownFolder, readPlan } from './plan-document.ts'
import { prepareLeg } from './prepare-leg.ts'
import type { Preparation } from './preparation.ts'
import { refuseTokens } from './refuse-tokens.ts'
import { measureBranch } from './verify-branch.ts'
import { openClone } from './workspace.ts'

/** Mode `verify`: runs one leg of a plan without any token and leaves one evidence file. */
export async function verifyMode(
  runner: Runner,
  inputs: Inputs,
): Promise<RunOutcome> {
  refuseUnsafeEvent(runner.eventName)
  const plan = await readPlan(runner, inputs)
  const { fix, leg } = findLeg(plan, inputs.step)
  const repository = await openClone(runner)
  try {
    await refuseTokens(runner, inputs, repository)
    const preparation = await prepareLeg({
      runner,
      plan,
      fix,
      leg,
      verify: inputs.verify,
      repository,
    })
    const measured = await measureBranch(
      {
        log: runner.log,
        redact: runner.redact,
        environment: runner.environment,
        interruption: runner.interruption,
        repository,
        temporaryFolder: runner.temporaryFolder,
        takeWorkTree: false,
      },
      preparation,
    )
    return await keep({ runner, inputs, plan, fix, leg }, preparation, measured)
  } finally {
    repository.close()
  }
}

type LegRun = {
  readonly runner: Runner
  readonly inputs: Inputs
  readonly plan: PlanFile
  readonly fix: PlannedFix
  readonly leg: Leg
}

function findLeg(
  { fixes }: PlanFile,
  id: string | null,
): Pick<LegRun, 'fix' | 'leg'> {
  const all = fixes.flatMap((fix) => fix.legs.map((leg) => ({ fix, leg })))
  const found = all.find(({ leg }) => leg.id === id)
  if (found !== undefined) return found
  const ids = all
    .map(({ leg }) => leg.id)
    .slice(0, 20)
    .join(', ')
  throw new Refusal(
    id === null
      ? 'input `step` is empty: mode `verify` runs one leg of the plan.'
      : `input \`step\`: the plan has no leg ${id}.`,
    {
      remedy: `Give the id of a leg, as the matrix has it (\`step: \${{ matrix.id }}\`). The plan has: ${ids || 'none'}.`,
    },
  )
}

async function keep(
  run: LegRun,
  preparation: Preparation,
  measured: Measurements,
): Promise<RunOutcome> {
  const { runner, inputs, leg } = run
  const result = measured.steps.find(({ id }) => id === leg.step)
  if (result === undefined) {
    throw new Refusal(`The configuration has no step ${leg.step}.`)
  }
  const folder =
    inputs.evidenceDir ?? join(runner.temporaryFolder, ownFolder, 'evidence')
  const path = join(folder, `${leg.id}.json`)
  const evidence = redactEvidence(
    legEvidence(run, measured, result),
    runner.redact,
  )
  await writeOwnFile(path, `${JSON.stringify(evidence, null, 2)}\n`)
  hintAtNeeds(run, preparation, result)
  return {
    status: 'measured',
    evidencePath: path,
    headSha: preparation.context.headSha,
    conclusion: conclusionOf(preparation, measured, { result, leg }),
  }
}

/** Steps of one job share a workspace, and these do not: one that fails for want of what another leaves is told so. */
function hintAtNeeds(
  { runner, fix, leg }: LegRun,
  { plan }: Preparation,
  { status, kind }: StepResult,
): void {
  const isOpen = status === 'failed' || status === 'not-started'
  if (!isOpen || kind === 'reproduction') return
  const own = new Set(plan.steps.map(({ step }) => step.id))
  const at = fix.steps.findIndex(({ id }) => id === leg.step)
  const earlier = fix.steps
    .slice(0, at)
    .filter(({ id, status: planned }) => planned === 'planned' && !own.has(id))
  if (earlier.length === 0) return
  runner.log.notice(
    `Step ${leg.step} ran in a job of its own, where ${named(earlier.map(({ id }) => id))} did not run. If it relies on what such a step leaves behind, say so: \`needs: [${earlier.at(-1)?.id ?? ''}]\` under \`verify.${leg.step}\`.`,
  )
}

/** What evidence is compared by stays as it is; names of steps and branches are no secrets. */
function redactEvidence(evidence: LegEvidence, redact: Redact): LegEvidence {
  const { result, proof, tests, toolchain } = evidence
  const clean = redactData({ result, proof, tests, toolchain }, redact)
  const { id, kind } = result
  return { ...evidence, ...clean, result: { ...clean.result, id, kind } }
}

/** A step that finds nothing to do is no red job, and neither is a part of one to which no test fell. */
function conclusionOf(
  { proofPlan }: Preparation,
  measured: Measurements,
  { result, leg }: { readonly result: StepResult; readonly leg: Leg },
): ReturnType<typeof conclude> {
  if (result.status === 'skipped') return 'ready'
  if (leg.shards > 1 && foundNoTest(result)) return 'ready'
  const proof = proofOf(proofPlan, measured)
  return conclude({ steps: [result], proof, criteria: [], findings: [] })
}

function legEvidence(
  { runner, plan, fix, leg }: LegRun,
  { proof, results, toolchain, dirty }: Measurements,
  result: StepResult,
): LegEvidence {
  const { runsOn: _, ...ownLeg } = leg
  return {
    schemaVersion: 1,
    leg: ownLeg,
    run: { ...plan.run, attempt: runner.run.id ? runner.run.attempt : null },
    head: { sha: fix.head.sha, branch: fix.branch },
    mergeBase: { sha: fix.mergeBase.sha },
    spec: fix.spec === null ? null : { blob: fix.spec.blob },
    configHash: fix.configHash,
    product: productName,
    toolchain,
    dirty,
    result,
    proof,
    tests: results.get(leg.step) ?? null,
  }
}
