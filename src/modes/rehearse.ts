import type { StepConfig } from '../config/config.ts'
import { judgeStep } from '../evidence/judge-step.ts'
import type { StepResult } from '../evidence/evidence.ts'
import { cloneAt } from '../io/git/clone-at.ts'
import type { GitRepository } from '../io/git/repository.ts'
import type { Preparation } from './preparation.ts'
import { runCommand, type Workshop } from './run-step.ts'
import { setUp } from './set-up.ts'

/** What is rehearsed, and with what. */
export type Rehearsal = {
  readonly repository: GitRepository
  readonly preparation: Preparation
  readonly workshop: Workshop
  /** Absolute folder for the clone. */
  readonly temporaryFolder: string
}

/** Runs the reproduction test, the new tests and the suite on one commit, in a clone of its own. */
export async function rehearse(
  { repository, preparation, workshop, temporaryFolder }: Rehearsal,
  commit: string,
): Promise<readonly StepResult[]> {
  const { plan, config } = preparation
  const checkedOut = await cloneAt(repository, { commit, temporaryFolder })
  const tree = { directory: checkedOut.directory, isClone: true }
  const deadline = workshop.now() + config.timeoutMs
  const bounds = { plan, config, deadline, namesTests: false }
  const by = { bounds, workshop, prepared: new Set<string>() }
  const meant = plan.steps.flatMap(({ status, step }) =>
    status === 'planned' && isRehearsed(step) ? [step] : [],
  )
  const prepares = meant.find(({ setup }) => setup !== null)
  const { progress } = workshop
  progress?.plan(meant.map(({ id }) => id))
  try {
    const results: StepResult[] = []
    for (const step of meant) {
      progress?.begin(step.id)
      const ready = step.setup === null ? (prepares ?? step) : step
      const trouble = await setUp(ready, tree, by)
      const outcome =
        trouble?.outcome ??
        (await runCommand(
          { step, command: step.run, ...tree },
          bounds,
          workshop,
        ))
      const result = judgeStep(step, [outcome])
      progress?.end(result)
      results.push(result)
    }
    return results
  } finally {
    await checkedOut.remove()
  }
}

function isRehearsed({ kind }: StepConfig): boolean {
  return kind === 'reproduction' || kind === 'test'
}
