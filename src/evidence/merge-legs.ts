import type { StepConfig } from '../config/config.ts'
import { finding, type Finding } from '../finding.ts'
import type { PlannedStep } from '../plan/plan.ts'
import { code } from './checks/named.ts'
import type { StepResult } from './evidence.ts'
import { skippedStep, unknownStep } from './judge-step.ts'
import type { LegEvidence } from './leg-evidence.ts'
import {
  type ExpectedLegs,
  isOfEarlierPlan,
  legFault,
  type LegFile,
} from './leg-fault.ts'
import type { Measurements } from './measurements.ts'
import { mergeShards, mergeTests } from './merge-shards.ts'
import type { TestResults } from './test-summary/test-results.ts'
import { forgedEvidence } from './verdict.ts'

/** What the files add up to, and what is wrong with them. */
export type MergedLegs = {
  readonly measured: Measurements
  readonly misfits: readonly Finding[]
}

/**
 * Puts the evidence of all legs together. Files are untrusted: only those of
 * the planned set, of this run, head, merge base, spec and configuration
 * count, and each once. Every other file is named. A leg without evidence
 * leaves its step without a result.
 */
export function mergeLegs(
  expected: ExpectedLegs,
  files: readonly LegFile[],
): MergedLegs {
  // Evidence that fits another plan is not forged for that.
  if (expected.trouble !== null) {
    return { measured: measure(expected, new Map()), misfits: [] }
  }
  const judged = files
    .filter((file) => !isOfEarlierPlan(file, expected))
    .map((file) => ({ file, fault: legFault(file, expected) }))
  const fitting = judged.flatMap(({ file, fault }) =>
    fault === null && file.content.ok ? file.content.evidence : [],
  )
  const doubled = doubledLegs(fitting)
  const faults = [
    ...judged.flatMap(({ file, fault }) =>
      fault === null
        ? []
        : `${code(file.name)} is no evidence of this run: ${fault}.`,
    ),
    ...[...doubled].map(
      (id) =>
        `There are two files with evidence of ${code(id)} from the same attempt.`,
    ),
  ]
  const misfits = shortened(faults).map(misfit)
  return { measured: measure(expected, newest(fitting, doubled)), misfits }
}

function measure(expected: ExpectedLegs, taken: Taken): Measurements {
  const parts = expected.plan.steps.map((one) => merge(one, expected, taken))
  const legs = [...taken.values()]
  return {
    steps: parts.map(({ result }) => result),
    results: new Map(
      parts.flatMap(({ result, tests }) =>
        tests === null ? [] : [[result.id, tests] as const],
      ),
    ),
    proof: proofIn(expected, taken),
    toolchain: Object.assign({}, ...legs.map(({ toolchain }) => toolchain)),
    dirty: legs.some(({ dirty }) => dirty),
  }
}

/** More of them tell no more. */
const mostMisfits = 20

function shortened(faults: readonly string[]): readonly string[] {
  const more = faults.length - mostMisfits
  if (more <= 1) return faults
  return [
    ...faults.slice(0, mostMisfits),
    `${more} more files are no evidence of this run either.`,
  ]
}

/** Only the leg of the planned reproduction tells of a proof. */
function proofIn(
  { proofPlan, legs }: ExpectedLegs,
  taken: Taken,
): Measurements['proof'] {
  if (proofPlan.status !== 'planned') return null
  const own = legs.find(({ step }) => step === proofPlan.step.id)
  return own === undefined ? null : (taken.get(own.id)?.proof ?? null)
}

/** Names what is no evidence of this run. */
export function misfit(message: string): Finding {
  return finding({
    rule: forgedEvidence,
    severity: 'error',
    message,
    remedy:
      'Run all jobs again. If it comes back, a command of this branch, or another step of its jobs, writes evidence.',
  })
}

type Taken = ReadonlyMap<string, LegEvidence>

type Part = {
  readonly result: StepResult
  readonly tests: TestResults | null
}

function merge(
  planned: PlannedStep,
  { legs, trouble }: ExpectedLegs,
  taken: Taken,
): Part {
  const { step } = planned
  if (planned.status === 'skipped') {
    return { result: skippedStep(step, planned.reason), tests: null }
  }
  if (trouble !== null)
    return { result: unknownStep(step, trouble), tests: null }
  const own = legs.filter((leg) => leg.step === step.id)
  const found = own.map(({ id }) => taken.get(id) ?? null)
  const [first, ...rest] = found.map((one) => ofStep(step, one?.result))
  if (first === undefined) {
    return {
      result: unknownStep(step, 'the plan has no job for it'),
      tests: null,
    }
  }
  return {
    result: mergeShards([first, ...rest]),
    tests: mergeTests(found.map((one) => one?.tests ?? null)),
  }
}

/** The plan says which command it was. */
function ofStep(step: StepConfig, result: StepResult | undefined): StepResult {
  if (result === undefined) return unknownStep(step, noEvidence)
  return { ...result, id: step.id, kind: step.kind, command: step.run }
}

const noEvidence =
  'its job left no evidence that counts: it was cancelled, it ended before the step did, or what it left is not of this run'

/** Jobs that were run again leave newer evidence beside the old. */
function newest(
  fitting: readonly LegEvidence[],
  doubled: ReadonlySet<string>,
): Taken {
  const taken = new Map<string, LegEvidence>()
  for (const evidence of fitting) {
    const { id } = evidence.leg
    const known = taken.get(id)
    const isNewer =
      known === undefined || attemptOf(evidence) > attemptOf(known)
    if (isNewer && !doubled.has(id)) taken.set(id, evidence)
  }
  return taken
}

function attemptOf({ run }: LegEvidence): number {
  return run.attempt ?? 0
}

function doubledLegs(fitting: readonly LegEvidence[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const doubled = new Set<string>()
  for (const evidence of fitting) {
    const key = `${evidence.leg.id} ${attemptOf(evidence)}`
    if (seen.has(key)) doubled.add(evidence.leg.id)
    seen.add(key)
  }
  return doubled
}
