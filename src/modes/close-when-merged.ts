import { doneLabel } from '../pull-request/review.ts'
import type { Result } from './send.ts'
import type { ContextualRun } from './staging-run.ts'
import type { Upserted } from './upsert.ts'
import { bestEffort, changeWithExtras } from './write-extras.ts'

/** Closes the staging PR of a fix that was merged upstream, where the configuration says so. Best effort. */
export async function closeWhenMerged(
  { github, runner: { log }, fork }: ContextualRun,
  { facts }: Result,
  { pullRequest: { number } }: Extract<Upserted, { status: 'done' }>,
): Promise<void> {
  const isMerged = facts.around?.upstreamPullRequest?.state === 'merged'
  if (!isMerged || !facts.config.handoff.close) return
  const known = fork.pullRequests.find((one) => one.number === number)
  const labels = [...(known?.labels ?? []), doneLabel]
  await bestEffort({ log }, 'Closing the staging PR', async () => {
    await changeWithExtras({ github, log }, number, {
      texts: { state: 'closed' },
      extras: { labels },
    })
    log.notice(
      `The fix was merged upstream, so staging PR ${String(number)} was closed (\`handoff.close\`).`,
    )
  })
}
