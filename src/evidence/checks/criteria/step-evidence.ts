import { needsVariable } from '../../../plan/needs-variable.ts'
import type { ProofCell, ProofStatus, StepResult } from '../../evidence.ts'
import { callsCountingRunner } from '../../test-summary/counting-runner.ts'
import { code } from '../named.ts'
import {
  contradicted,
  type CriteriaGrounds,
  nothing,
  type Showing,
  shown,
} from './showing.ts'

/** Whether a step came to a result, and not to a good one. */
export function hasFailed({ status }: StepResult): boolean {
  return status === 'failed' || status === 'timed-out'
}

/** The reproduction test passes; `null` where there is none. */
export function byProof(grounds: CriteriaGrounds): Showing | null {
  const { proof, steps } = grounds
  const step = steps.find(({ kind }) => kind === 'reproduction')
  if (step !== undefined && hasFailed(step)) return contradicted(step.id)
  const clause = against[proof.status]
  if (clause !== undefined) return contradicted(clause)
  if (step === undefined)
    return proof.status === 'not-configured' ? null : nothing
  if (step.status !== 'passed') return nothing
  if (proof.status === 'proven') return shown(provenWords(step, proof.cells))
  return proof.status === 'not-configured' ? shown(step.id) : nothing
}

const against: Partial<Readonly<Record<ProofStatus, string>>> = {
  'not-fixed': 'the reproduction test is red after the fix',
  'test-changed': 'the original reproduction test is red on the fixed code',
}

function provenWords(
  step: StepResult,
  cells: CriteriaGrounds['proof']['cells'],
): string {
  const before = cells.newBefore ?? cells.originalBefore
  const after = cells.newAfter ?? cells.originalAfter
  return `${code(step.command)}${redOf(before)}${greenOf(after)}`
}

function redOf(cell: ProofCell | null): string {
  return cell === null ? '' : `, red ${cell.red} of ${cell.runs} before`
}

function greenOf(cell: ProofCell | null): string {
  if (cell === null) return ''
  return `, green ${cell.runs - cell.red} of ${cell.runs} after`
}

/** All existing tests pass, by the step that runs the whole suite; `null` where there is none. */
export function bySuite(grounds: CriteriaGrounds): Showing | null {
  const suites = grounds.steps.filter(isSuite)
  const failed = suites.find(hasFailed)
  if (failed !== undefined) return contradicted(failed.id)
  const main = suites.find(({ id }) => id === 'test') ?? suites[0]
  return main === undefined ? null : byWholeSuite(main, grounds)
}

/** A command that names the new tests or the issue runs a part only. */
function isSuite({ kind, command }: StepResult): boolean {
  return (
    kind === 'test' &&
    !needsVariable(command, 'NEW_TESTS') &&
    !needsVariable(command, 'ISSUE')
  )
}

function asBefore(baseline: StepResult['baseline']): boolean {
  return (
    baseline === null ||
    (baseline.fresh.length === 0 && baseline.lost.length === 0)
  )
}

function isUncounted({ tests, command }: StepResult): boolean {
  return tests === null && callsCountingRunner(command)
}

const uncountedSuite: Showing = {
  status: 'nothing',
  by: 'the command ended well, and its output counts no tests',
}

const changedSuite: Showing = {
  status: 'nothing',
  by: 'the suite passes, and the branch changes existing tests of it',
}

/** That a suite passes says nothing of tests that the branch took out or changed. */
export function byWholeSuite(
  step: StepResult,
  { existingTestsTouched }: CriteriaGrounds,
): Showing {
  if (hasFailed(step)) return contradicted(step.id)
  const { status, baseline } = step
  const isAsBefore = asBefore(baseline)
  if (status !== 'passed' || !isAsBefore) return nothing
  if (existingTestsTouched) return changedSuite
  if (isUncounted(step)) return uncountedSuite
  const known = baseline?.known.length ?? 0
  const old = known === 0 ? '' : `; ${known} failed before too`
  return shown(`${code(step.command)}; none removed, changed or ignored${old}`)
}
