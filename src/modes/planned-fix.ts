import {
  configFingerprint,
  stepFingerprint,
} from '../config/config-fingerprint.ts'
import type { Inputs } from '../context/inputs.ts'
import { legsOf, tooManyLegs } from '../plan/legs.ts'
import { BranchRefusal, Refusal } from '../errors.ts'
import type { Runner } from '../io/runner-port.ts'
import type { PlannedFix, PlanFile } from '../plan/plan-file.ts'
import type { Redact } from '../text/redact.ts'
import { isRedactionOf } from '../text/redaction-of.ts'
import { productName } from '../product.ts'
import { sha256 } from './hashes.ts'
import type { Preparation } from './preparation.ts'
import type { Sources } from './sources.ts'

/** What a plan says of a fix branch: recomputed wherever it is used, so that a plan that was changed on its way does not count. */
export async function plannedFix(
  sources: Sources,
  preparation: Preparation,
  prefix: string,
): Promise<PlannedFix> {
  const { context, config, history, plan, search } = preparation
  const { upstream } = context
  const spec = search.status === 'found' ? search.spec : null
  return {
    branch: context.branch,
    head: { sha: context.headSha },
    base: { ref: context.base, sha: history.base.sha },
    mergeBase: history.mergeBase,
    upstream: { owner: upstream.owner, name: upstream.name },
    spec:
      spec === null ? null : { id: spec.id, path: spec.path, blob: spec.blob },
    configHash: sha256(configFingerprint(config)),
    sources: {
      sourceRef: await sources.sourceRef(),
      defaultBranch: await sources.defaultBranch(),
    },
    steps: plan.steps.map((planned) => ({
      id: planned.step.id,
      kind: planned.step.kind,
      command: planned.step.run,
      definition: sha256(stepFingerprint(planned.step)),
      status: planned.status,
      reason: planned.status === 'skipped' ? planned.reason : null,
    })),
    legs: [...legsOf(plan, prefix)],
  }
}

/** Inputs that a leg needs to read the same as the plan did. */
function planInputs(inputs: Inputs): PlanFile['inputs'] {
  const { config, verify, base, upstream, spec, issue, acceptTest } = inputs
  const verifyHash = hashOf(verify)
  return { config, verify, verifyHash, base, upstream, spec, issue, acceptTest }
}

/** Throws {@link Refusal} where the jobs of one workflow cannot run a plan. */
export function refuseTooManyLegs(
  { legs }: PlannedFix,
  { isConfigFromHead }: Pick<Preparation, 'isConfigFromHead'>,
): void {
  const trouble = tooManyLegs(legs)
  if (trouble === null) return
  const { message, remedy } = trouble
  if (isConfigFromHead) throw new BranchRefusal(message, { remedy })
  throw new Refusal(message, { remedy })
}

/** What a plan of this run says of the run as a whole. */
export function planFrame(
  { run: { id, attempt } }: Pick<Runner, 'run'>,
  inputs: Inputs,
  fork: PlanFile['fork'],
): PlanFrame {
  return {
    schemaVersion: 1,
    product: productName,
    run: {
      id: id || null,
      attempt: id ? attempt : null,
      repositoryId: fork.id,
    },
    fork,
    inputs: planInputs(inputs),
  }
}

/** SHA-256 of a text that may be absent. */
export function hashOf(text: string | null): string | null {
  return text === null ? null : sha256(text)
}

/** A plan as it is stored: only what is shown to people can hold a secret, and what it is compared by stays as it is. */
export function redactPlan(plan: PlanFile, redact: Redact): PlanFile {
  const shown = (text: string | null): string | null =>
    text === null ? null : redact(text)
  const { inputs, fixes } = plan
  return {
    ...plan,
    inputs: {
      ...inputs,
      verify: shown(inputs.verify),
      acceptTest: shown(inputs.acceptTest),
    },
    fixes: fixes.map((fix) => ({
      ...fix,
      steps: fix.steps.map((step) => ({
        ...step,
        command: redact(step.command),
        reason: shown(step.reason),
      })),
    })),
  }
}

type Part<Of> = readonly [string, (of: Of) => unknown]

const partsOfFix: readonly Part<PlannedFix>[] = [
  ['branch', ({ branch }) => branch],
  ['head', ({ head }) => head.sha],
  ['base', ({ base }) => base.ref],
  ['merge base', ({ mergeBase }) => mergeBase.sha],
  ['upstream', ({ upstream: { owner, name } }) => [owner, name]],
  ['spec', ({ spec }) => [spec?.id, spec?.path, spec?.blob]],
  ['configuration', ({ configHash }) => configHash],
  [
    'set of steps',
    ({ steps }) =>
      steps.map(({ id, kind, definition, status }) => [
        id,
        kind,
        definition,
        status,
      ]),
  ],
  ['set of jobs', ({ legs }) => legs],
]

/** What a plan was made for and is no more, a clause; `null` where it still fits. Heads of other branches may have moved. */
export function planMisfit(
  planned: PlannedFix,
  now: PlannedFix,
): string | null {
  const isShown = planned.steps.every(({ command }, index) =>
    isRedactionOf(command, now.steps[index]?.command ?? ''),
  )
  return (
    misfitOf(partsOfFix, planned, now) ??
    (isShown ? null : madeForAnother('set of steps'))
  )
}

/** What a plan says of the run as a whole. */
export type PlanFrame = Omit<PlanFile, 'fixes' | 'refused'>

const partsOfFrame: readonly Part<PlanFrame>[] = [
  ['version of this action', ({ product }) => product],
  ['run', ({ run }) => run.id],
  ['repository', ({ run, fork }) => [run.repositoryId, fork.id]],
  ['fork', ({ fork: { owner, name } }) => [owner, name]],
  [
    'set of inputs',
    ({ inputs: { config, verifyHash, base, upstream, spec, issue } }) => [
      config,
      verifyHash,
      base,
      upstream,
      spec,
      issue,
    ],
  ],
]

/** The same for what a plan says of the run as a whole. */
export function frameMisfit(planned: PlanFrame, now: PlanFrame): string | null {
  const isShown = (['verify', 'acceptTest'] as const).every((name) =>
    isRedactionOf(planned.inputs[name] ?? '', now.inputs[name] ?? ''),
  )
  return (
    misfitOf(partsOfFrame, planned, now) ??
    (isShown ? null : madeForAnother('set of inputs'))
  )
}

function misfitOf<Of>(
  parts: readonly Part<Of>[],
  planned: Of,
  now: Of,
): string | null {
  const different = parts.find(
    ([, of]) => JSON.stringify(of(planned)) !== JSON.stringify(of(now)),
  )
  return different === undefined ? null : madeForAnother(different[0])
}

function madeForAnother(what: string): string {
  return `the plan was made for another ${what}, so its evidence says nothing about this one; run all jobs again`
}
