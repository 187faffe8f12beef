import type { Leg } from '../plan/legs.ts'
import type { Plan } from '../plan/plan.ts'
import type { ProofPlan } from '../plan/proof-plan.ts'
import { code } from './checks/named.ts'
import type { LegEvidence } from './leg-evidence.ts'
import { resultFault } from './result-fault.ts'

/** A file that a leg may have left. */
export type LegFile = {
  /** As messages name it, such as `test.json`. */
  readonly name: string
  readonly content:
    | { readonly ok: true; readonly evidence: LegEvidence }
    /** Why it cannot be read, a sentence. */
    | { readonly ok: false; readonly reason: string }
}

/** What evidence must say of itself to be taken. */
export type LegSubject = Omit<
  LegEvidence,
  'leg' | 'toolchain' | 'dirty' | 'result' | 'proof' | 'tests'
>

/** The planned set. */
export type ExpectedLegs = {
  readonly plan: Pick<Plan, 'steps'>
  readonly proofPlan: ProofPlan
  readonly legs: readonly Leg[]
  readonly subject: LegSubject
  /** Attempt of the run in which the plan was made, or `null` outside of a run. */
  readonly since: number | null
  /** Why no evidence can be taken at all, a clause; `null` where it can. */
  readonly trouble: string | null
}

/** What keeps a file from being evidence of this run, a clause; `null` where nothing does. */
export function legFault(
  { name, content }: LegFile,
  expected: ExpectedLegs,
): string | null {
  if (!content.ok) return content.reason
  const { evidence } = content
  const leg = expected.legs.find(({ id }) => id === evidence.leg.id)
  if (leg === undefined) return `${code(evidence.leg.id)} is not planned`
  if (name !== `${leg.id}.json`) return `it holds evidence of ${code(leg.id)}`
  const { step, shard, shards } = evidence.leg
  const isSame =
    step === leg.step && shard === leg.shard && shards === leg.shards
  if (!isSame)
    return `its leg is another one than the plan has as ${code(leg.id)}`
  return (
    subjectFault(evidence, expected.subject) ??
    attemptFault(evidence, expected) ??
    ofStep(evidence, expected)
  )
}

/**
 * Whether a file is of an earlier attempt of this very run, from before all its
 * jobs were run again: it may be of another head or plan then, and is put
 * aside.
 */
export function isOfEarlierPlan(
  { name, content }: LegFile,
  { subject, since }: Pick<ExpectedLegs, 'subject' | 'since'>,
): boolean {
  if (!content.ok || since === null) return false
  const { leg, run } = content.evidence
  const attempt = run.attempt ?? 0
  return (
    name === `${leg.id}.json` &&
    run.id === subject.run.id &&
    run.repositoryId === subject.run.repositoryId &&
    attempt >= 1 &&
    attempt < since
  )
}

function ofStep(
  evidence: LegEvidence,
  { plan, proofPlan }: ExpectedLegs,
): string | null {
  const { step: id } = evidence.leg
  const step = plan.steps.find((planned) => planned.step.id === id)?.step
  if (step === undefined) return 'the plan has no such step'
  const isProof = proofPlan.status === 'planned' && proofPlan.step.id === id
  return resultFault(evidence, { step, proof: isProof ? proofPlan : null })
}

/** What evidence is of, by the words of a message. */
const subjects: readonly (readonly [
  string,
  (of: LegSubject) => string | number | null,
])[] = [
  ['run', ({ run }) => run.id],
  ['repository', ({ run }) => run.repositoryId],
  ['head', ({ head }) => head.sha],
  ['branch', ({ head }) => head.branch],
  ['merge base', ({ mergeBase }) => mergeBase.sha],
  ['spec', ({ spec }) => spec?.blob ?? null],
  ['configuration', ({ configHash }) => configHash],
  ['version of this action', ({ product }) => product],
]

function subjectFault(
  evidence: LegSubject,
  subject: LegSubject,
): string | null {
  const different = subjects.find(([, of]) => of(evidence) !== of(subject))
  if (different !== undefined) {
    const [what, of] = different
    const [found, expected] = [of(evidence), of(subject)].map((value) =>
      String(value ?? 'none').slice(0, 40),
    )
    return `its ${what} is ${found}, and this run's is ${expected}`
  }
  return null
}

/** GitHub counts the attempts of a run from 1. */
function attemptFault(
  { run }: LegSubject,
  { subject, since }: ExpectedLegs,
): string | null {
  const last = subject.run.attempt
  if (run.attempt === last) return null
  if (run.attempt === null || last === null || since === null) {
    return `its attempt is ${run.attempt ?? 'none'}, and this run's is ${last ?? 'none'}`
  }
  if (run.attempt > last) return 'it comes from a later attempt than this one'
  return run.attempt < since
    ? `its attempt is ${run.attempt}, and the plan is of attempt ${since}`
    : null
}
