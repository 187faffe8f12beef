import type { Evidence } from '../evidence/evidence.ts'
import { encodeKept, keepResults } from '../evidence/kept-results.ts'
import {
  encodeOriginals,
  rememberedOriginals,
} from '../evidence/proof/known-originals.ts'
import { readDiff } from '../plan/diff.ts'
import { encodePrints, patchPrints } from '../pull-request/patch-prints.ts'
import { bodyBeside, stagingText } from '../pull-request/staging-text.ts'
import { redactData } from '../text/redact-data.ts'
import { consoleReport } from '../report/console-report.ts'
import type { HandoffReport } from '../report/handoff-report.ts'
import { commitStateOf } from '../report/status-description.ts'
import { resultDocument } from '../report/result-document.ts'
import { stepSummary } from '../report/step-summary.ts'
import { addCheckRun } from './add-check-run.ts'
import { annotate, orderedAnnotations } from './annotate.ts'
import { aboutJobs } from './about-jobs.ts'
import { factsOf } from './facts.ts'
import { keepFiles, keepResult } from './keep-files.ts'
import type { RunOutcome } from './outcome.ts'
import type { Preparation } from './preparation.ts'
import { hashedKey } from './reuse-results.ts'
import { rewrittenHere } from './rewritten-here.ts'
import type { Judged } from './judge-last.ts'
import { type Published, type Result, send } from './send.ts'
import type { ContextualRun, PreparedRun } from './staging-run.ts'
import { shortHash } from './hashes.ts'

/** Writes what was found where people look: files, staging PR, status, annotations, summary, log. */
export async function publish(
  prepared: PreparedRun,
  judged: Judged,
  handoff: HandoffReport | null = null,
): Promise<RunOutcome> {
  const { staging: run, preparation } = prepared
  const result = await keep(prepared, judged)
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
      handoff,
      ...(run.inputs.mode === 'run' && facts.evidence.reused === null
        ? { besideToken: aboutJobs(run.runner) }
        : {}),
    }),
  )
  return {
    ...(await verified(run, published)),
    handoffPath: handoff?.folder ?? null,
    approval: prepared.around.approval.status,
    hasTrouble: published.hasTrouble || handoff?.hasTrouble === true,
  }
}

type Verified = Extract<RunOutcome, { readonly status: 'verified' }>

async function verified(
  { runner }: ContextualRun,
  { result, outcome }: Published,
): Promise<Omit<Verified, 'handoffPath' | 'approval' | 'hasTrouble'>> {
  const { facts, evidencePath, bodyPath } = result
  const known = redactData(outcome, runner.redact)
  return {
    status: 'verified',
    evidence: facts.evidence,
    operation: known.operation,
    pullRequest: known.operation === 'none' ? null : known,
    evidencePath,
    bodyPath,
    // What cannot be kept is told once.
    resultPath:
      evidencePath === null
        ? null
        : await keepResult(runner, resultDocument(facts.evidence, known)),
  }
}

async function keep(
  { staging: run, preparation, around }: PreparedRun,
  { evidence, otherChecks }: Judged,
): Promise<Result> {
  const { redact } = run.runner
  const prints = patchPrints(readDiff(preparation.history.diff), shortHash)
  const rewritten = rewrittenHere(run, preparation, prints)
  const known = {
    ...factsOf(preparation, evidence),
    rewritten,
    around,
    otherChecks,
  }
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
    now: new Date().toISOString(),
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
