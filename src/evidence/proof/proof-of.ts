import type { ProofPlan } from '../../plan/proof-plan.ts'
import type { Proof, StepResult } from '../evidence.ts'
import type { Measurements } from '../measurements.ts'
import { judgeProof } from './judge-proof.ts'
import { noProof } from './no-proof.ts'

/** Judges the proof that was planned by the runs that were made; without runs it shows nothing. */
export function proofOf(
  plan: ProofPlan,
  { steps, proof: raw }: Pick<Measurements, 'steps' | 'proof'>,
): Proof {
  if (plan.status !== 'planned') return withoutRun(plan)
  if (raw === null) {
    const reason = 'The reproduction test was not run.'
    const files = plan.files.value
    return { ...noProof, status: 'inconclusive', reason, files }
  }
  const { isLate, accepted, diff } = plan
  const proof = judgeProof({
    ...raw,
    files: plan.files.value,
    isLate,
    accepted,
    diff,
  })
  return forOrigin(
    plan,
    steps.find(({ id }) => id === plan.step.id),
    proof,
  )
}

function withoutRun(
  plan: Exclude<ProofPlan, { readonly status: 'planned' }>,
): Proof {
  if (plan.status === 'none') return noProof
  const { reason, remedy } = plan
  return { ...noProof, status: 'inconclusive', reason, remedy }
}

/** A preset only guesses that there is a reproduction test; where its command finds none, nothing is held back. */
function forOrigin(
  { step, isChanged }: Extract<ProofPlan, { readonly status: 'planned' }>,
  result: StepResult | undefined,
  proof: Proof,
): Proof {
  const isWrongGuess =
    step.origin === 'preset' && result?.status === 'skipped' && !isChanged
  return isWrongGuess ? { ...noProof, reason: proof.reason } : proof
}
