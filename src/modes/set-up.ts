import type { StepConfig } from '../config/config.ts'
import { judgeStep } from '../evidence/judge-step.ts'
import type { RunColour } from '../evidence/proof/judge-run.ts'
import type { CommandResult } from '../io/shell-port.ts'
import {
  type Bounds,
  runCommand,
  type Tree,
  type Workshop,
} from './run-step.ts'

/** A setup that came to nothing. */
export type SetupTrouble = {
  readonly outcome: CommandResult
  readonly colour: Extract<RunColour, { readonly colour: 'none' }>
}

/** What setups are run with. */
export type SetupBy = {
  readonly bounds: Bounds
  readonly workshop: Workshop
  /** Trees that were set up already, by folder. */
  readonly prepared: Set<string>
}

/** Runs a step's `setup` once in a tree of our own, which has no dependencies yet. `null` when all is well. */
export async function setUp(
  step: StepConfig,
  tree: Tree,
  { bounds, workshop, prepared }: SetupBy,
): Promise<SetupTrouble | null> {
  if (step.setup === null || !tree.isClone) return null
  if (prepared.has(tree.directory)) return null
  const command = { step, command: step.setup, ...tree }
  const outcome = await runCommand(command, bounds, workshop)
  const { status, reason } = judgeStep({ ...step, kind: 'lint' }, [outcome])
  if (status === 'passed') {
    prepared.add(tree.directory)
    return null
  }
  const why = reason === null ? status : `${status}, ${reason}`
  return {
    outcome,
    colour: {
      colour: 'none',
      reason: `its setup \`${step.setup}\` came to nothing (${why})`,
      remedy: 'Correct `setup:` so that it works in a fresh checkout.',
    },
  }
}
