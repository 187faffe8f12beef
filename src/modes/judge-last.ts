import { checkCi } from '../evidence/checks/ci.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { OtherCheck } from '../evidence/other-checks.ts'
import { withLateFindings } from '../evidence/verdict.ts'
import { GitHubTrouble } from '../io/github-port.ts'
import type { Preparation } from './preparation.ts'
import type { ContextualRun, PreparedRun } from './staging-run.ts'

/** Evidence with the verdict that is published. */
export type Judged = {
  readonly evidence: Evidence
  /** `null` where they are not looked at or could not be read. */
  readonly otherChecks: readonly OtherCheck[] | null
}

/** Judges by what other workflows say of the commit, which is read as late as can be. */
export async function judgeLast(
  { staging, preparation }: PreparedRun,
  evidence: Evidence,
): Promise<Judged> {
  const { gates } = preparation.config
  const otherChecks = await readOtherChecks(staging, preparation)
  if (otherChecks === null) return { evidence, otherChecks }
  const found = checkCi(otherChecks, gates.ci)
  return { evidence: withLateFindings(evidence, found, gates), otherChecks }
}

/** Checks of other workflows on the head commit; `null` where they are not looked at or could not be read. */
async function readOtherChecks(
  { github, runner, context }: ContextualRun,
  { config }: Pick<Preparation, 'config'>,
): Promise<readonly OtherCheck[] | null> {
  if (config.gates.ci === 'off') return null
  try {
    return await github.otherChecks(context.headSha, {
      runId: runner.run.id,
      workflow: runner.environment['GITHUB_WORKFLOW'] ?? null,
    })
  } catch (error) {
    // They are beside the point of the run, which goes on without them.
    if (!(error instanceof GitHubTrouble)) throw error
    runner.log.info(`Checks of other workflows are not shown: ${error.message}`)
    return null
  }
}
