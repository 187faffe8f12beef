import type { Evidence } from '../evidence/evidence.ts'
import { GitHubTrouble } from '../io/github-port.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import type { Annotation } from '../report/annotations.ts'
import { checkReport } from '../report/check-report.ts'
import { sha256 } from './hashes.ts'
import type { ContextualRun } from './staging-run.ts'

/** Adds the check run where the configuration asks for one. Trouble is a warning: it mirrors the result. */
export async function addCheckRun(
  run: ContextualRun,
  facts: StagingFacts & { readonly evidence: Evidence },
  annotations: readonly Annotation[],
): Promise<void> {
  const { runner, inputs, github, context } = run
  const isWanted = facts.config.checkRuns && !inputs.dryRun
  if (!isWanted || runner.interruption.aborted) return
  const report = checkReport(facts, annotations)
  if (report === null) return
  const { server, fork } = context
  try {
    await github.addCheckRun({
      ...report,
      sha: context.headSha,
      detailsUrl: `${server.url}/${fork.owner}/${fork.name}/actions/runs/${context.run.id}`,
      digest: sha256(JSON.stringify(report)),
      isNews: facts.evidence.reused === null,
    })
  } catch (error) {
    // What it says stands in the summary too.
    if (!(error instanceof GitHubTrouble)) throw error
    const remedy = error.remedy === null ? '' : `\n${error.remedy}`
    runner.log.warning(
      `The check run staging-pr was not added: ${error.message}${remedy}`,
    )
  }
}
