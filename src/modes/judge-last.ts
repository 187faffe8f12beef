import { checkCi } from '../evidence/checks/ci.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { OtherCheck, OtherChecks } from '../evidence/other-checks.ts'
import { withLateFindings } from '../evidence/verdict.ts'
import { GitHubTrouble } from '../io/github-port.ts'
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
  if (gates.ci === 'off') return { evidence, otherChecks: null }
  const read = await readOtherChecks(staging)
  const found = checkCi(read, gates.ci)
  return {
    evidence: withLateFindings(evidence, found, gates),
    otherChecks: read?.checks ?? null,
  }
}

/** Checks of other workflows on the head commit; `null` where they could not be read. */
async function readOtherChecks({
  github,
  runner,
  context,
}: ContextualRun): Promise<OtherChecks | null> {
  try {
    const read = await github.otherChecks(context.headSha, {
      runId: runner.run.id,
      path: workflowPath(runner.environment['GITHUB_WORKFLOW_REF'] ?? ''),
    })
    if (!read.isComplete) {
      runner.log.info('Not all checks of other workflows could be read.')
    }
    return read
  } catch (error) {
    // Whether it holds back is for the gate to say.
    if (!(error instanceof GitHubTrouble)) throw error
    runner.log.info(`Checks of other workflows are not shown: ${error.message}`)
    return null
  }
}

/** `me/tool/.github/workflows/ci.yml@refs/heads/main` → `.github/workflows/ci.yml`. */
function workflowPath(ref: string): string | null {
  const end = ref.indexOf('@refs/')
  const [, , ...path] = ref.slice(0, Math.max(end, 0)).split('/')
  return path.length === 0 ? null : path.join('/')
}
