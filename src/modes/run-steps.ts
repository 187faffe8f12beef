import type { Config, StepConfig } from '../config/config.ts'
import type { StepResult } from '../evidence/evidence.ts'
import {
  cancelledStep,
  judgeStep,
  skippedStep,
  unknownStep,
} from '../evidence/judge-step.ts'
import type { Measurements, RawProof } from '../evidence/measurements.ts'
import { touchesTests } from '../evidence/baseline/touches-tests.ts'
import { touchedBy } from '../evidence/baseline/touched.ts'
import type { TestResults } from '../evidence/test-summary/test-results.ts'
import type { CommandResult } from '../io/shell-port.ts'
import { holdLog } from '../io/held-log.ts'
import type { RunnerFiles } from '../io/runner-files.ts'
import type { TrackedFiles } from '../io/tracked-files.ts'
import type { RunLog } from '../io/run-log-port.ts'
import type { DiffRun } from '../plan/diff.ts'
import type { ChangedFile, Plan, PlannedStep } from '../plan/plan.ts'
import type { ProofPlan } from '../plan/proof-plan.ts'
import type { ProofTrees } from './proof-trees.ts'
import {
  type BaselineBy,
  type BeforeTree,
  type CountSkipMarkers,
  withBaseline,
} from './run-baseline.ts'
import { readOutput } from './read-output.ts'
import { schedule } from './schedule.ts'
import { takeTurns } from './take-turns.ts'
import { runCommand, type Tree, type Workshop } from './run-step.ts'

/** What is run. */
export type Work = {
  readonly plan: Plan
  readonly config: Config
  readonly proofPlan: ProofPlan
  readonly head: Tree
  /** The head's own files there. */
  readonly tracked: TrackedFiles
  readonly runnerFiles: RunnerFiles
  /** Trees of the proof, where one is planned. */
  readonly proofTrees: ProofTrees | null
  readonly before: BeforeTree
  /** Zero-context diff of the branch. */
  readonly diff: readonly DiffRun[]
  readonly changes: readonly ChangedFile[]
  readonly countSkipMarkers: CountSkipMarkers
}

/**
 * Runs the plan's steps in order, or side by side where the configuration says
 * so. A step that fails stops none but those that need it.
 */
export async function runSteps(
  work: Work,
  workshop: Workshop,
): Promise<Pick<Measurements, 'steps' | 'proof' | 'results'>> {
  const { plan, config } = work
  const by = baselineBy(work, workshop)
  const passed = new Map<string, boolean>()
  const items = plan.steps.map((planned) => ({
    id: planned.step.id,
    needs: planned.step.needs,
    planned,
  }))
  workshop.progress?.plan(items.map(({ id }) => id))
  const all = await schedule(items, config.concurrency, async ({ planned }) => {
    const missing = planned.step.needs.find((id) => passed.get(id) === false)
    const measured = await measureStep(planned, missing ?? null, { work, by })
    const { status } = measured.result
    passed.set(planned.step.id, status === 'passed' || status === 'skipped')
    return measured
  })
  return {
    steps: all.map(({ result }) => result),
    proof: all.find(({ proof }) => proof !== null)?.proof ?? null,
    results: new Map(
      all.flatMap(({ result, tests }) =>
        tests === null ? [] : [[result.id, tests] as const],
      ),
    ),
  }
}

function baselineBy(work: Work, workshop: Workshop): BaselineBy {
  const { plan, config, proofPlan } = work
  const changesTests = touchesTests(
    work.changes,
    work.diff,
    plan.steps.flatMap(({ step }) => (step.kind === 'test' ? [step.run] : [])),
  )
  const deadline = workshop.now() + config.timeoutMs
  return {
    workshop,
    bounds: { plan, config, deadline, namesTests: changesTests },
    prepared: new Set(),
    before: work.before,
    inTurn: takeTurns(),
    touched: touchedBy(work.diff),
    touchesTests: changesTests,
    countSkipMarkers: work.countSkipMarkers,
    reproduction: proofPlan.status === 'planned' ? proofPlan.step : null,
  }
}

type Measured = Ran & { readonly tests: TestResults | null }

/** Runs one step and looks at what it left behind. `missing` is a step that it needs and that did not pass. */
async function measureStep(
  planned: PlannedStep,
  missing: string | null,
  { work, by }: { readonly work: Work; readonly by: BaselineBy },
): Promise<Measured> {
  const isAlone = work.config.concurrency === 1
  const held = isAlone ? null : holdLog(by.workshop.log)
  const { progress } = by.workshop
  const log = observed(held ?? by.workshop.log, planned.step.id, progress)
  progress?.begin(planned.step.id)
  const own = { ...by, workshop: { ...by.workshop, log } }
  const startedAt = Date.now()
  const ran = await runPlanned(planned, missing, { work, by: own })
  const result = unlessTampered(ran.result, work.runnerFiles)
  sayResult(log, result)
  progress?.end(result)
  held?.release()
  const changedFiles = work.tracked.changed().slice(0, 100)
  const run = { ...ran, step: planned.step, result, startedAt }
  const { results, ...read } = await readOutput(run, work)
  return {
    ...ran,
    result: { ...result, changedFiles, ...read },
    tests: results,
  }
}

/** A step that gives the runner orders for later steps has failed, whatever else it says. */
function unlessTampered(
  result: StepResult,
  runnerFiles: RunnerFiles,
): StepResult {
  const touched = runnerFiles.restore()
  if (touched.length === 0) return result
  const reason = `it wrote to files of the runner (${touched.slice(0, 5).join(', ')}), which tell later steps of the job what to do; they were put back`
  return { ...result, status: 'failed', reason }
}

type Ran = {
  readonly result: StepResult
  readonly proof: RawProof | null
  /** Of the last run on the head. */
  readonly output: string
}

const silent = { proof: null, output: '' } as const

async function runPlanned(
  planned: PlannedStep,
  missing: string | null,
  of: { readonly work: Work; readonly by: BaselineBy },
): Promise<Ran> {
  const { step } = planned
  const { work, by } = of
  const { proofPlan, proofTrees, head } = work
  if (planned.status === 'skipped') {
    return { ...silent, result: skippedStep(step, planned.reason) }
  }
  if (by.workshop.interruption.aborted) {
    return { ...silent, result: cancelledStep(step) }
  }
  if (missing !== null) {
    const reason = `\`${missing}\`, which it needs, did not pass`
    return { ...silent, result: unknownStep(step, reason) }
  }
  const isProof =
    proofPlan.status === 'planned' && proofPlan.step.id === step.id
  if (isProof && proofTrees !== null) {
    // Most of it is not needed where nothing is to be proved.
    const { proveStep } = await import('./run-proof.ts')
    return proveStep(proofPlan, { head, proof: proofTrees }, by)
  }
  return runStep(step, head, by)
}

async function runStep(
  step: StepConfig,
  head: Tree,
  by: BaselineBy,
): Promise<Ran> {
  const { bounds, workshop } = by
  const startedAt = Date.now()
  workshop.log.group(`${step.id}: ${step.run}`)
  const attempts: CommandResult[] = []
  let result: StepResult
  do {
    const command = { step, command: step.run, ...head }
    attempts.push(await runCommand(command, bounds, workshop))
    result = judgeStep(step, attempts)
  } while (
    result.status === 'failed' &&
    attempts.length <= step.retries &&
    !workshop.interruption.aborted
  )
  workshop.log.endGroup()
  const output = attempts.at(-1)?.output ?? ''
  const judged = await withBaseline(
    { step, tree: head, result, output, startedAt },
    by,
  )
  return { result: judged, output, proof: null }
}

/** What a log is told of a step, a waiting person sees too. */
function observed(
  log: RunLog,
  id: string,
  progress: Workshop['progress'],
): RunLog {
  if (progress === null) return log
  return {
    ...log,
    group: (title) => {
      progress.phase(id, title)
      log.group(title)
    },
    childLine: (line) => {
      progress.line(id, line)
      log.childLine(line)
    },
  }
}

function sayResult(log: RunLog, result: StepResult): void {
  const seconds = (result.durationMs / 1000).toFixed(1)
  const why = result.reason === null ? '' : ` (${result.reason})`
  log.info(`${result.id}: ${result.status}${why}, ${seconds} s`)
}
