import { configFingerprint } from '../config/config-fingerprint.ts'
import { checkCriteria, judgeCriteria } from '../evidence/checks/criteria.ts'
import { checkDependencies } from '../evidence/checks/dependencies.ts'
import { checkResearch } from '../evidence/checks/research.ts'
import { checkSpec } from '../evidence/checks/spec.ts'
import { checkSteps } from '../evidence/checks/steps.ts'
import type {
  Evidence,
  JudgedCriterion,
  StepResult,
} from '../evidence/evidence.ts'
import { noProof } from '../evidence/proof/no-proof.ts'
import { conclude, weighFindings } from '../evidence/verdict.ts'
import type { Finding } from '../finding.ts'
import type { Preparation } from './prepare.ts'

/** What is measured beside the steps. */
export type Measured = {
  readonly tree: string
  /** The work tree differed from the commit. */
  readonly dirty: boolean
  /** SHA-256 as hex. */
  readonly hash: (text: string) => string
  readonly product: string
}

/** Adds up what was measured: criteria, gates, verdict. */
export function collectEvidence(
  preparation: Preparation,
  steps: readonly StepResult[],
  measured: Measured,
): Evidence {
  const { config, search } = preparation
  const spec = search.status === 'found' ? search.spec : null
  const criteria = judgeCriteria(spec?.criteria.items ?? [], {
    steps,
    bindings: config.criteria,
  })
  const found = runGates(preparation, steps, criteria)
  const findings = weighFindings(found, config.gates)
  const grounds = { steps, proof: noProof, criteria, findings }
  return {
    ...describeSubject(preparation, measured),
    ...grounds,
    conclusion: conclude(grounds),
  }
}

function runGates(
  { search, trail }: Preparation,
  steps: readonly StepResult[],
  criteria: readonly JudgedCriterion[],
): readonly Finding[] {
  const always = [...checkSpec(search), ...checkSteps(steps)]
  if (search.status !== 'found') return always
  const { spec } = search
  return [
    ...always,
    ...checkDependencies(spec, trail),
    ...checkCriteria(spec, criteria),
    ...checkResearch(spec, trail),
  ]
}

type Subject = Omit<
  Evidence,
  'steps' | 'proof' | 'criteria' | 'findings' | 'conclusion'
>

function describeSubject(
  { context, config, history, search }: Preparation,
  measured: Measured,
): Subject {
  const { run, headSha, branch } = context
  const spec = search.status === 'found' ? search.spec : null
  const { tree, dirty } = measured
  return {
    schemaVersion: 1,
    run: {
      id: run.id || null,
      attempt: run.id ? run.attempt : null,
      repositoryId: context.fork.id,
    },
    head: { sha: headSha, tree, branch, dirty },
    base: { ref: context.base, sha: history.base.sha },
    mergeBase: history.mergeBase,
    spec:
      spec === null ? null : { id: spec.id, path: spec.path, blob: spec.blob },
    configHash: measured.hash(configFingerprint(config)),
    product: measured.product,
    toolchain: {},
  }
}
