import { againstHandoff } from '../handoff/against-handoff.ts'
import type { HandoffReport } from '../report/handoff-report.ts'
import type { Around } from '../pull-request/around.ts'
import {
  type HandedOn,
  handOver,
  type HandoffRun,
  openHandoff,
} from './hand-over.ts'
import { judgeLast, type Judged } from './judge-last.ts'
import type { RunOutcome } from './outcome.ts'
import { prepareFixBranch } from './prepare-fix-branch.ts'
import { publish } from './publish.ts'
import { readSaid } from './read-around.ts'
import { reuseResults } from './reuse-results.ts'
import { verifyStaging } from './stage-fix-branch.ts'
import type { FixBranchRun, PreparedRun } from './staging-run.ts'

/** Stages a fix branch and hands it over: on demand, or once it is ready and a person approved this commit. */
export async function handOverBranch(run: FixBranchRun): Promise<RunOutcome> {
  const prepared = await prepareFixBranch(run)
  if (prepared.status === 'ended') return prepared
  return mayRunCommands(prepared)
    ? verifyAndHandOver(prepared)
    : glance(prepared)
}

/** A review that approves nothing is no reason to run the project's commands, and neither is the time of day. */
function mayRunCommands({ staging, around }: PreparedRun): boolean {
  const isApproved = around.approval.status === 'approved'
  const isByItself = staging.runner.eventName === 'schedule'
  return isAskedFor(staging) || (isApproved && !isByItself)
}

/** Brings the page up to date with what people and upstream said, from the results that it keeps. */
async function glance(prepared: PreparedRun): Promise<RunOutcome> {
  const { staging, preparation, around } = prepared
  const why = againstHandoff({ ...around, isAsked: false, conclusion: 'ready' })
  const kept = await reuseResults(staging, preparation, true)
  if (kept === null) return { status: 'ended', notice: why ?? notNow(staging) }
  if (why !== null) staging.runner.log.notice(why)
  return publish(prepared, await judgeLast(prepared, kept))
}

function notNow({ context: { branch } }: PreparedRun['staging']): string {
  return `The staging PR of ${branch} keeps no results that its page could be written from, so it stays as it is until the next push.`
}

async function verifyAndHandOver(prepared: PreparedRun): Promise<RunOutcome> {
  const { staging, preparation } = prepared
  const handoff = await openHandoff(prepared)
  try {
    const evidence =
      (await reuseResults(staging, preparation)) ??
      (await verifyStaging(prepared))
    const judged = await judgeLast(prepared, evidence)
    return await handOverOrStage({ ...prepared, handoff }, judged)
  } finally {
    await handoff.side.remove()
  }
}

async function handOverOrStage(
  run: HandoffRun,
  judged: Judged,
): Promise<RunOutcome> {
  const { conclusion } = judged.evidence
  const fresh = await lookAgain(run)
  const isAsked = isAskedFor(run.staging)
  const { log } = run.staging.runner
  if (fresh === null) {
    log.notice(
      'Not handed over: the branch moved on meanwhile, and the run of the newer commit has the word.',
    )
    return publish(run, judged)
  }
  const why = againstHandoff({ ...fresh.around, isAsked, conclusion })
  if (why !== null) {
    log.notice(why)
    return publish(fresh, judged)
  }
  const handed = await handOver(fresh, judged)
  tell(fresh, handed.report)
  const known = { ...fresh, around: aroundAfter(fresh, handed) }
  return publish(known, judged, handed.report)
}

/** People speak while commands run: what they say now counts. `null` where the branch has another head by now. */
async function lookAgain(run: HandoffRun): Promise<HandoffRun | null> {
  const { staging, around } = run
  const { github, context, headSha } = staging
  const { branch } = context
  const fork = await github.lookUp({ branch, headSha, readsStatus: false })
  const now = await github.branchHead(branch)
  if (now !== headSha) return null
  const said = await readSaid({ ...staging, fork })
  return { ...run, around: { ...said, since: around.since } }
}

/** What stands in the way is an annotation of its own, since the staging PR itself may well be ready. */
function tell(
  { staging: { runner } }: HandoffRun,
  { facts, hasTrouble }: HandoffReport,
): void {
  const trouble = facts.filter(({ isTrouble }) => isTrouble)
  for (const { message, remedy } of trouble) {
    const said = remedy === null ? message : `${message} ${remedy}`
    if (hasTrouble) runner.log.error(said)
    else runner.log.warning(said)
  }
}

/** A person started this very run by hand; every other handoff takes an approval. */
function isAskedFor({ event, runner }: FixBranchRun): boolean {
  const { startedBy } = event
  return startedBy !== null && !startedBy.isBot && runner.run.attempt === 1
}

/** The page of this commit names the run that has its package. */
function aroundAfter(
  { around, staging }: HandoffRun,
  { report, clean }: HandedOn,
): Around {
  const { approval } = around
  const isByHand = approval.status === 'approved' && approval.way === 'dispatch'
  const by = isByHand ? (approval.by[0] ?? null) : null
  return {
    ...around,
    handedOver:
      report.folder === null
        ? null
        : {
            runId: staging.runner.run.id,
            by,
            points: report.facts.filter(({ isTrouble }) => isTrouble).length,
          },
    cleanHead: clean?.slice(0, 12) ?? around.cleanHead,
  }
}
