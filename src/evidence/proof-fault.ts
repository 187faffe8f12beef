import type { ProofPlan } from '../plan/proof-plan.ts'
import type { StepResult } from './evidence.ts'
import type { LegEvidence } from './leg-evidence.ts'
import type { ProofRuns } from './proof/judge-proof.ts'
import type { RunColour } from './proof/judge-run.ts'

type Planned = Extract<ProofPlan, { readonly status: 'planned' }>

/** What keeps the proof of a leg from being the planned one, a clause; `null` where nothing does. `plan` is `null` where its step is no planned reproduction. */
export function proofFault(
  { result, proof }: Pick<LegEvidence, 'result' | 'proof'>,
  plan: Planned | null,
): string | null {
  if (plan === null) {
    return proof === null
      ? null
      : 'it tells of a proof, and its step is not the reproduction of the plan'
  }
  if (proof !== null) {
    return (
      headFault(result, proof.runs) ??
      numberFault(proof.runs, plan) ??
      declarationFault(proof.runs, plan)
    )
  }
  return result.status === 'passed'
    ? 'it says that the reproduction passed, and has no proof'
    : null
}

/** The step stands for the runs on the head. */
function headFault(
  { status, attempts }: StepResult,
  { newAfter }: ProofRuns,
): string | null {
  const isGreen = newAfter.every(({ colour }) => colour === 'green')
  if (status === 'passed' && !isGreen) {
    return 'it says that the reproduction passed, and its runs on the fixed code were not all green'
  }
  return newAfter.length === attempts
    ? null
    : `it tells of ${attempts} runs on the fixed code, and shows ${newAfter.length}`
}

/** As many runs as are configured, unless one showed nothing; a test that is red on the fixed code ends them all. */
function numberFault(
  runs: ProofRuns,
  { step, isChanged, besides }: Planned,
): string | null {
  const isOver = isRed(runs.newAfter)
  const planned: Readonly<Record<keyof ProofRuns, boolean>> = {
    newAfter: true,
    newBefore: !isOver,
    originalBefore: !isOver && isChanged,
    originalAfter: !isOver && isChanged,
    first: !isOver && besides.first.length > 0,
    support: !isOver && besides.support.length > 0,
  }
  const isAll = cells.every((cell) =>
    planned[cell] ? isWhole(runs[cell], step.runs) : runs[cell].length === 0,
  )
  return isAll ? null : 'its proof has another number of runs than is planned'
}

const cells = [
  'newAfter',
  'newBefore',
  'originalBefore',
  'originalAfter',
  'first',
  'support',
] as const

function isWhole(cell: readonly RunColour[], runs: number): boolean {
  const silent = cell.findIndex(({ colour }) => colour === 'none')
  if (silent === -1) return cell.length === runs
  return cell.length <= runs && silent === cell.length - 1
}

function declarationFault(runs: ProofRuns, { step }: Planned): string | null {
  const isDeclared = Object.values(runs).some((cell) =>
    cell.some((run) => run.colour === 'red' && run.by === 'declaration'),
  )
  return isDeclared && step.red === null
    ? 'its proof is red by `red:`, and the step has none'
    : null
}

function isRed(cell: readonly RunColour[]): boolean {
  return cell.some(({ colour }) => colour === 'red')
}
