import { describeTrouble } from '../describe-trouble.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { encodeKept, keepResults } from '../evidence/kept-results.ts'
import {
  encodeOriginals,
  rememberedOriginals,
} from '../evidence/proof/known-originals.ts'
import { GitHubTrouble } from '../io/github-port.ts'
import { gateLine } from '../markdown/text-gate.ts'
import { readDiff } from '../plan/diff.ts'
import { encodePrints, patchPrints } from '../pull-request/patch-prints.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import {
  bodyBeside,
  stagingText,
  type StagingText,
} from '../pull-request/staging-text.ts'
import { redactData } from '../text/redact-data.ts'
import { consoleReport } from '../report/console-report.ts'
import type { Outcome } from '../report/outcome.ts'
import {
  commitStateOf,
  maxDescriptionCharacters,
  statusDescription,
} from '../report/status-description.ts'
import { resultDocument } from '../report/result-document.ts'
import { stepSummary } from '../report/step-summary.ts'
import { addCheckRun } from './add-check-run.ts'
import { annotate, orderedAnnotations } from './annotate.ts'
import { aboutJobs } from './about-jobs.ts'
import { conclude } from './commit-status.ts'
import { factsOf } from './facts.ts'
import { keepFiles, keepResult } from './keep-files.ts'
import { openByHand } from './open-by-hand.ts'
import type { RunOutcome } from './outcome.ts'
import type { Preparation } from './preparation.ts'
import { hashedKey } from './reuse-results.ts'
import { safeLabels } from './safe-labels.ts'
import { rewrittenHere } from './rewritten-here.ts'
import type { ContextualRun } from './staging-run.ts'
import { type Upserted, upsertPullRequest } from './upsert.ts'
import { shortHash } from './hashes.ts'

/** What a run has to show: kept on disk before anything is sent, so that no failed write loses it. */
type Result = {
  readonly facts: StagingFacts & { readonly evidence: Evidence }
  readonly text: StagingText
  /** `null` where the file could not be written. */
  readonly evidencePath: string | null
  readonly bodyPath: string | null
}

/** Writes what was found where people look: files, staging PR, status, annotations, summary, log. */
export async function publish(
  run: ContextualRun,
  preparation: Preparation,
  evidence: Evidence,
): Promise<RunOutcome> {
  const result = await keep(run, preparation, evidence)
  const published = await send(run, result)
  const { facts, text } = published.result
  const outcome = redactData(published.outcome, run.runner.redact)
  const annotations = orderedAnnotations(preparation, facts.evidence)
  await addCheckRun(run, facts, annotations)
  annotate(run.runner.log, annotations)
  run.runner.log.info(consoleReport(facts, text.title, outcome))
  await run.runner.writeSummary(
    stepSummary(facts, text.title, {
      outcome,
      annotations,
      ...(run.inputs.mode === 'run' && evidence.reused === null
        ? { besideToken: aboutJobs(run.runner) }
        : {}),
    }),
  )
  // What cannot be kept is told once.
  const resultPath =
    published.result.evidencePath === null
      ? null
      : await keepResult(run.runner, resultDocument(facts.evidence, outcome))
  return {
    status: 'verified',
    evidence: facts.evidence,
    operation: outcome.operation,
    pullRequest: outcome.operation === 'none' ? null : outcome,
    evidencePath: published.result.evidencePath,
    bodyPath: published.result.bodyPath,
    resultPath,
    hasTrouble: published.hasTrouble,
  }
}

async function keep(
  run: ContextualRun,
  preparation: Preparation,
  evidence: Evidence,
): Promise<Result> {
  const { redact } = run.runner
  const prints = patchPrints(readDiff(preparation.history.diff), shortHash)
  const rewritten = rewrittenHere(run, preparation, prints)
  const known = { ...factsOf(preparation, evidence), rewritten }
  const facts = redactData(known, redact)
  const text = stagingText(facts, {
    status: commitStateOf(evidence.conclusion) ?? 'error',
    hash: shortHash,
    // The marker stands beside what is redacted as a body.
    kept: keptFor(preparation, facts.evidence),
    originals: encodeOriginals(
      rememberedOriginals(preparation.knownOriginals, facts.evidence.proof),
    ),
    patch: encodePrints(prints, shortHash),
    redact,
  })
  const paths = await keepFiles(
    run,
    `${JSON.stringify(facts.evidence, null, 2)}\n`,
    bodyBeside(text, null).body,
  )
  return { facts, text, ...paths }
}

/** Good results stay on the page for a later run on the same tree. */
function keptFor(preparation: Preparation, evidence: Evidence): string | null {
  const key = hashedKey(preparation, evidence.head.tree)
  const at = Math.floor(Date.now() / 1000)
  const kept = key === null ? null : keepResults(evidence, { key, at })
  return kept === null ? null : encodeKept(kept)
}

type Published = {
  readonly result: Result
  readonly outcome: Outcome
  readonly hasTrouble: boolean
}

async function send(run: ContextualRun, result: Result): Promise<Published> {
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
      onHead,
    })
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
