import { join } from 'node:path'
import { describeTrouble } from '../describe-trouble.ts'
import { Refusal } from '../errors.ts'
import { GitHubTrouble } from '../io/github-port.ts'
import type { Runner } from '../io/runner-port.ts'
import { prefixAt } from '../plan/legs.ts'
import type { PlannedFix } from '../plan/plan-file.ts'
import type { RunOutcome } from './outcome.ts'

/** A branch of a sweep, and what the ids of its legs begin with. */
export type Planned = { readonly fix: PlannedFix; readonly prefix: string }

/** Publishes one branch after the other; one that cannot be published is told and stops no other. */
export async function publishAll(
  runner: Runner,
  fixes: readonly PlannedFix[],
  publishOne: (runner: Runner, planned: Planned) => Promise<RunOutcome>,
): Promise<RunOutcome> {
  const summaries: string[] = []
  const outcomes: RunOutcome[] = []
  let hasTrouble = false
  for (const [index, fix] of fixes.entries()) {
    const own: Runner = {
      ...runner,
      temporaryFolder: join(runner.temporaryFolder, `staging-pr-${index + 1}`),
      // A summary is written as a whole, so the branches share one.
      writeSummary: (markdown) => {
        summaries.push(markdown)
        return Promise.resolve()
      },
    }
    try {
      const prefix = prefixAt(index)
      outcomes.push(await publishOne(own, { fix, prefix }))
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof GitHubTrouble)) {
        throw error
      }
      hasTrouble = true
      runner.log.error(`${fix.branch}: ${describeTrouble(error)}`)
    }
  }
  await runner.writeSummary(summaries.join('\n\n---\n\n'))
  return { status: 'swept', outcomes, hasTrouble }
}
