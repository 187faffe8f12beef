import { describeTrouble } from '../describe-trouble.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { GitHubTrouble } from '../io/github-port.ts'
import { gateLine } from '../markdown/text-gate.ts'
import { approvalLabel } from '../pull-request/review.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import type { StagingText } from '../pull-request/staging-text.ts'
import type { Outcome } from '../report/outcome.ts'
import {
  commitStateOf,
  maxDescriptionCharacters,
  statusDescription,
} from '../report/status-description.ts'
import { closeWhenMerged } from './close-when-merged.ts'
import { conclude } from './commit-status.ts'
import { openByHand } from './open-by-hand.ts'
import { safeLabels } from './safe-labels.ts'
import type { ContextualRun } from './staging-run.ts'
import { type Upserted, upsertPullRequest } from './upsert.ts'

/** What a run has to show: kept on disk before anything is sent, so that no failed write loses it. */
export type Result = {
  readonly facts: StagingFacts & { readonly evidence: Evidence }
  readonly text: StagingText
  /** `null` where the file could not be written. */
  readonly evidencePath: string | null
  readonly bodyPath: string | null
}

/** What became of a {@link Result} on GitHub. */
export type Published = {
  readonly result: Result
  readonly outcome: Outcome
  readonly hasTrouble: boolean
}

/** Sends the staging PR and the status; nothing in a dry run. Throws GitHubTrouble where the status cannot be set. */
export async function send(
  run: ContextualRun,
  result: Result,
): Promise<Published> {
  if (run.inputs.dryRun) {
    const reason = 'This was a dry run: nothing was sent to GitHub.'
    return { result, outcome: notWritten(reason), hasTrouble: false }
  }
  const { facts } = result
  const state = commitStateOf(facts.evidence.conclusion)
  const status = {
    state: state ?? 'error',
    description: gateLine(run.runner.redact(statusDescription(facts)), {
      maxCharacters: maxDescriptionCharacters,
    }),
  } as const
  if (run.runner.interruption.aborted) {
    await conclude(run, status)
    const reason = 'The run was cancelled before it came to a result.'
    return { result, outcome: notWritten(reason), hasTrouble: true }
  }
  let concluded: Promise<void> | null = null
  const begin = (): Promise<void> => (concluded ??= conclude(run, status))
  // Its trouble is met where it is waited for.
  const onHead = (): void => void begin().catch(() => null)
  const written = await writePullRequest(run, result, onHead)
  // A stale result says nothing on a commit that nobody looks at any more.
  const isStale = written.result.facts.evidence.conclusion === 'stale'
  await (isStale ? concluded : begin())
  return written
}

async function writePullRequest(
  run: ContextualRun,
  result: Result,
  onHead: () => void,
): Promise<Published> {
  const { context } = run
  try {
    const upserted = await upsertPullRequest({
      github: run.github,
      log: run.runner.log,
      inputs: { ...run.inputs, labels: safeLabels(run) },
      branch: context.branch,
      base: context.base,
      headSha: context.headSha,
      conclusion: result.facts.evidence.conclusion,
      text: result.text,
      existing: run.fork.pullRequests,
      unlabelled: labelsTakenOff(result.facts),
      onHead,
    })
    if (upserted.status === 'done') await closeWhenMerged(run, result, upserted)
    return describeUpserted(run, result, upserted)
  } catch (error) {
    // What GitHub refuses here must not lose the evidence: it is told with a way to open the page by hand.
    if (!(error instanceof GitHubTrouble)) throw error
    run.runner.log.error(describeTrouble(error))
    const remedy = [error.remedy, error.url].filter((part) => part !== null)
    const outcome: Outcome = {
      operation: 'none',
      reason: error.message,
      remedy: remedy.length === 0 ? null : remedy.join('\n'),
      byHand: openByHand(run, result),
    }
    return { result, outcome, hasTrouble: true }
  }
}

/** An approval by label that was for an earlier commit is taken back where people see it. */
function labelsTakenOff({ around }: StagingFacts): readonly string[] {
  return around?.isLabelSpent === true ? [approvalLabel] : []
}

function describeUpserted(
  run: ContextualRun,
  result: Result,
  upserted: Upserted,
): Published {
  switch (upserted.status) {
    case 'done': {
      const { operation, pullRequest, notice } = upserted
      const { number, url } = pullRequest
      const outcome: Outcome = { operation, number, url, notice }
      return { result, outcome, hasTrouble: false }
    }
    case 'none':
      run.runner.log.notice(upserted.reason)
      return { result, outcome: notWritten(upserted.reason), hasTrouble: false }
    case 'several':
      run.runner.log.error(upserted.message)
      return { result, outcome: notWritten(upserted.message), hasTrouble: true }
    case 'moved': {
      const reason = movedOn(run, upserted.sha)
      run.runner.log.notice(reason)
      return {
        result: asStale(result),
        outcome: notWritten(reason),
        hasTrouble: false,
      }
    }
  }
}

function movedOn({ context }: ContextualRun, sha: string | null): string {
  const now =
    sha === null ? 'was deleted meanwhile' : `is at ${sha.slice(0, 7)} by now`
  return `Branch ${context.branch} ${now}, so this result for ${context.headSha.slice(0, 7)} is stale. ${sha === null ? 'There is nothing left to stage.' : 'The run of the newer push writes the staging PR.'}`
}

function asStale(result: Result): Result {
  const evidence: Evidence = { ...result.facts.evidence, conclusion: 'stale' }
  return { ...result, facts: { ...result.facts, evidence } }
}

function notWritten(reason: string): Outcome {
  return { operation: 'none', reason, remedy: null, byHand: null }
}
