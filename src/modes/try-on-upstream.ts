import { Refusal } from '../errors.ts'
import type { StepResult } from '../evidence/evidence.ts'
import { named } from '../evidence/checks/named.ts'
import type { HandoffFact } from '../handoff/handoff-fact.ts'
import type { BuiltBranch } from './clean-branch.ts'
import type { HandoffRun } from './hand-over.ts'
import { rehearse, type Rehearsal } from './rehearse.ts'
import { rehearseOnUpstream } from './rehearse-on-upstream.ts'
import { openWorkshop } from './verify-branch.ts'

/** What came of trying the fix on upstream's latest. */
export type Tried = {
  readonly facts: readonly HandoffFact[]
  /** It cannot go upstream as it is. */
  readonly isTrouble: boolean
  /** The clean branch, built and green: full SHA; `null` where there is none. */
  readonly clean: string | null
}

/** Runs reproduction test, new tests and suite on the clean branch, else on a merge with upstream's latest. */
export async function tryOnUpstream(
  run: HandoffRun,
  built: BuiltBranch | Refusal | null,
): Promise<Tried> {
  if (built instanceof Refusal) return refused(built)
  try {
    if (built === null) return await tryMerge(run)
    return built.status === 'conflicts'
      ? conflicting(run, built.paths)
      : tried(run, await rehearse(rehearsalOf(run), built.sha), built.sha)
  } catch (error) {
    // Where it cannot be tried, that is one of the things to know.
    if (error instanceof Refusal) return refused(error)
    throw error
  }
}

async function tryMerge(run: HandoffRun): Promise<Tried> {
  const rehearsed = await rehearseOnUpstream(rehearsalOf(run))
  return rehearsed.status === 'conflicts'
    ? conflicting(run, rehearsed.paths)
    : tried(run, rehearsed.results, null)
}

function rehearsalOf({
  staging,
  preparation,
  handoff: { side },
}: HandoffRun): Rehearsal {
  const { log, environment, interruption, redact, temporaryFolder } =
    staging.runner
  return {
    repository: side.repository,
    preparation,
    temporaryFolder,
    workshop: openWorkshop({ log, environment, interruption, redact }),
  }
}

function refused({ message, remedy }: Refusal): Tried {
  return {
    facts: [{ message, remedy, isTrouble: true }],
    isTrouble: true,
    clean: null,
  }
}

/** Upstream's base as people know it, and at which commit. */
function nameOf({ preparation: { history } }: HandoffRun): string {
  const { from, sha } = history.upstream
  return `${from} at \`${sha.slice(0, 7)}\``
}

function conflicting(run: HandoffRun, paths: readonly string[]): Tried {
  const fact: HandoffFact = {
    message: `The fix conflicts with ${nameOf(run)} in ${named(paths)}.`,
    remedy:
      'Bring the branch up to date (git rebase, or git merge), and push it again.',
    isTrouble: true,
  }
  return { facts: [fact], isTrouble: true, clean: null }
}

function tried(
  run: HandoffRun,
  results: readonly StepResult[],
  clean: string | null,
): Tried {
  const where = nameOf(run)
  if (results.length === 0) {
    const message = `Nothing was run on ${where}: the configuration names no test.`
    const fact = { message, remedy: null, isTrouble: false }
    return { facts: [fact], isTrouble: false, clean }
  }
  const failed = results.filter(({ status }) => status !== 'passed')
  if (failed.length > 0) return failing(where, failed)
  const steps = named(results.map(({ id }) => id))
  const fact: HandoffFact = {
    message: `On ${where} the fix passes: ${steps}.`,
    remedy: null,
    isTrouble: false,
  }
  return { facts: [fact], isTrouble: false, clean }
}

function whyNot({ status, reason, tests }: StepResult): string {
  if (reason !== null) return reason
  return tests === null || tests.failed === 0
    ? status
    : `${tests.failed} failed, ${tests.passed} passed`
}

function failing(where: string, failed: readonly StepResult[]): Tried {
  const facts = failed.map((step): HandoffFact => ({
    message: `On ${where} the step \`${step.id}\` did not pass: ${whyNot(step)}.`,
    remedy:
      'Rebase the branch onto it, mend what fails there, and push it again.',
    isTrouble: true,
  }))
  return { facts, isTrouble: true, clean: null }
}
