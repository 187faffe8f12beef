import { doneLabel } from '../pull-request/review.ts'
import { nothingAround } from '../pull-request/around.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import type { Result } from './send.ts'
import type { ContextualRun } from './staging-run.ts'
import type { Upserted } from './upsert.ts'
import { bestEffort, changeWithExtras } from './write-extras.ts'

/** Closes the staging PR of a fix that was merged upstream, where the configuration says so. Best effort. */
export async function closeWhenMerged(
  { github, runner: { log } }: ContextualRun,
  { facts }: Result,
  { pullRequest: { number } }: Extract<Upserted, { status: 'done' }>,
): Promise<void> {
  if (!facts.config.handoff.close || !isAllUpstream(facts)) return
  await bestEffort({ log }, 'Closing the staging PR', async () => {
    // People label while a run is under way.
    const fresh = await github.pullRequest(number)
    if (fresh.headSha !== facts.context.headSha) return
    const labels = [...fresh.labels, doneLabel]
    await changeWithExtras({ github, log }, number, {
      texts: { state: 'closed' },
      extras: { labels },
    })
    log.notice(
      `The fix was merged upstream, so staging PR ${String(number)} was closed (\`handoff.close\`).`,
    )
  })
}

/** Merged into the branch that it is meant for, with everything that the staging PR shows. */
function isAllUpstream({ around, context, config }: StagingFacts): boolean {
  const { upstreamPullRequest: found, cleanHead } = around ?? nothingAround
  if (found === null || found.state !== 'merged') return false
  const base = config.upstreamBase?.value ?? context.upstream.defaultBranch
  if (found.baseRef !== base) return false
  const { headSha } = found
  const isClean = cleanHead !== null && headSha.startsWith(cleanHead)
  return headSha === context.headSha || isClean
}
