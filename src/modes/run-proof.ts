import type { StepResult } from '../evidence/evidence.ts'
import type { RawProof } from '../evidence/measurements.ts'
import type { ProofRuns } from '../evidence/proof/judge-proof.ts'
import { judgeRun, type RunColour } from '../evidence/proof/judge-run.ts'
import { reproductionResult } from '../evidence/proof/reproduction-result.ts'
import { matchInTime } from '../io/bounded-match.ts'
import type { CommandResult } from '../io/shell-port.ts'
import type { FixOnly } from '../plan/fix-only.ts'
import type { ProofPlan } from '../plan/proof-plan.ts'
import { lastLines } from '../text/truncate.ts'
import type { ProofTrees } from './proof-trees.ts'
import { runCommand, type Tree } from './run-step.ts'
import { type SetupBy, setUp } from './set-up.ts'

/** What came of the reproduction step and of its runs on the other trees. */
export type ProvedStep = {
  readonly result: StepResult
  readonly proof: RawProof
  /** Of the last run on the head. */
  readonly output: string
}

type Planned = Extract<ProofPlan, { readonly status: 'planned' }>

/** Runs of one version of the test on one tree. */
type Cell = {
  readonly colours: readonly RunColour[]
  readonly outcomes: readonly CommandResult[]
}

const notRun: Cell = { colours: [], outcomes: [] }

/** Runs by version of the test and tree. */
type Cells = Readonly<Record<keyof ProofRuns, Cell>>

const noCells: Cells = {
  newBefore: notRun,
  newAfter: notRun,
  originalBefore: notRun,
  originalAfter: notRun,
  first: notRun,
  support: notRun,
}

/**
 * Runs the reproduction test on the head, then on the other trees. A test that is red on the head needs no other tree: it is not
 * fixed, whatever they say.
 */
export async function proveStep(
  plan: Planned,
  trees: { readonly head: Tree; readonly proof: ProofTrees },
  by: SetupBy,
): Promise<ProvedStep> {
  const { original, newBefore: beforeFolder } = trees.proof
  const run = (title: string, tree: Tree): Promise<Cell> =>
    runCell(plan, { title, tree, fixOnly: nothing }, by)
  const runBefore = (title: string, tree: Tree): Promise<Cell> =>
    runCell(plan, { title, tree, fixOnly: plan.fixOnly }, by)
  const clone = (directory: string): Tree => ({ directory, isClone: true })
  const newAfter = await run('', trees.head)
  if (newAfter.colours.some(({ colour }) => colour === 'red')) {
    return measured(plan, { ...noCells, newAfter })
  }
  const newBefore = await runBefore(
    'on the code before the fix',
    clone(beforeFolder),
  )
  const after = (title: string, directory: string | null): Promise<Cell> =>
    directory === null ? Promise.resolve(notRun) : run(title, clone(directory))
  const originalAfter = await after(
    'the original test, on the fixed code',
    original?.after ?? null,
  )
  const originalBefore =
    original === null
      ? notRun
      : await runBefore(ofOriginal, clone(original.before))
  const first = await after(ofFirst, trees.proof.first)
  const support = await after(ofSupport, trees.proof.support)
  const originals = { originalAfter, originalBefore }
  return measured(plan, { newAfter, newBefore, ...originals, first, support })
}

const ofOriginal = 'the original test, on the code before the fix'
const ofFirst = 'the first version of the test, on the fixed code'
const ofSupport =
  'with its helpers and fixtures as they were, on the fixed code'

/** On the fixed code nothing excuses a failure. */
const nothing: FixOnly = { names: new Set(), files: [] }

function measured(plan: Planned, cells: Cells): ProvedStep {
  const { newAfter, originalAfter } = cells
  return {
    result: reproductionResult(plan.step, newAfter),
    proof: {
      runs: {
        newAfter: cells.newAfter.colours,
        newBefore: cells.newBefore.colours,
        originalAfter: cells.originalAfter.colours,
        originalBefore: cells.originalBefore.colours,
        first: cells.first.colours,
        support: cells.support.colours,
      },
      originalTail: tailOfRed(originalAfter),
    },
    output: newAfter.outcomes.at(-1)?.output ?? '',
  }
}

const tailBounds = { lines: 40, characters: 4_000 } as const

function tailOfRed({ colours, outcomes }: Cell): string {
  const at = colours.findIndex(({ colour }) => colour === 'red')
  return at === -1 ? '' : lastLines(outcomes[at]?.output ?? '', tailBounds)
}

/** As many runs as are configured; one that shows nothing ends them, since the next would not either. */
async function runCell(
  { step }: Planned,
  at: {
    readonly title: string
    readonly tree: Tree
    readonly fixOnly: FixOnly
  },
  by: SetupBy,
): Promise<Cell> {
  const { workshop, bounds } = by
  const title = at.title === '' ? '' : ` (${at.title})`
  workshop.log.group(`${step.id}${title}: ${step.run}`)
  try {
    const trouble = await setUp(step, at.tree, by)
    if (trouble !== null) {
      return { outcomes: [trouble.outcome], colours: [trouble.colour] }
    }
    const colours: RunColour[] = []
    const outcomes: CommandResult[] = []
    while (outcomes.length < step.runs) {
      const command = { step, command: step.run, ...at.tree }
      const outcome = await runCommand(command, bounds, workshop)
      const colour = judgeRun(
        { red: step.red, fixOnly: at.fixOnly },
        outcome,
        matchInTime,
      )
      outcomes.push(outcome)
      colours.push(colour)
      if (colour.colour === 'none') break
    }
    return { colours, outcomes }
  } finally {
    workshop.log.endGroup()
  }
}
