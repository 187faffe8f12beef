import type { Leg } from '../plan/legs.ts'
import type { Plan } from '../plan/plan.ts'
import { code } from './checks/named.ts'
import type { LegEvidence } from './leg-evidence.ts'

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
  readonly legs: readonly Leg[]
  readonly subject: LegSubject
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
  return subjectFault(evidence, expected.subject) ?? resultFault(evidence)
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
  const isLater = (evidence.run.attempt ?? 0) > (subject.run.attempt ?? 0)
  return isLater ? 'it comes from a later attempt than this one' : null
}

function resultFault({ leg, result, proof }: LegEvidence): string | null {
  if (result.id !== leg.step) return 'it tells of another step than its leg'
  if (proof !== null && result.kind !== 'reproduction') {
    return 'it tells of a proof, and its step is no reproduction'
  }
  const isPass = result.status === 'passed' && result.baseline === null
  return isPass && result.exitCode !== 0
    ? 'it says that a command passed which did not exit with 0'
    : null
}
