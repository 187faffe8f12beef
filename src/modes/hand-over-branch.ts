import { againstHandoff } from '../handoff/against-handoff.ts'
import type { SideRepository } from '../io/git/side-repository.ts'
import type { HandoffReport } from '../report/handoff-report.ts'
import type { Around } from '../pull-request/around.ts'
import { type HandedOn, handOver, openHandoff } from './hand-over.ts'
import { judgeLast, type Judged } from './judge-last.ts'
import type { RunOutcome } from './outcome.ts'
import { prepareFixBranch } from './prepare-fix-branch.ts'
import { publish } from './publish.ts'
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
  const side = await openHandoff(prepared)
  try {
    const evidence =
      (await reuseResults(staging, preparation)) ??
      (await verifyStaging(prepared))
    const judged = await judgeLast(prepared, evidence)
    return await handOverOrStage({ ...prepared, side }, judged)
  } finally {
    await side.remove()
  }
}

type Run = PreparedRun & { readonly side: SideRepository }

async function handOverOrStage(run: Run, judged: Judged): Promise<RunOutcome> {
  const { around, staging } = run
  const { conclusion } = judged.evidence
  const isAsked = isAskedFor(staging)
  const why = againstHandoff({ ...around, isAsked, conclusion })
  if (why !== null) {
    staging.runner.log.notice(why)
    return publish(run, judged)
  }
  const handed = await handOver(run, judged)
  tell(run, handed.report)
  const known = { ...run, around: aroundAfter(run, handed) }
  return publish(known, judged, handed.report)
}

/** What stands in the way is an annotation of its own, since the staging PR itself may well be ready. */
function tell(
  { staging: { runner } }: Run,
  { facts, hasTrouble }: HandoffReport,
): void {
  const trouble = facts.filter(({ isTrouble }) => isTrouble)
  for (const { message, remedy } of trouble) {
    const said = remedy === null ? message : `${message} ${remedy}`
    if (hasTrouble) runner.log.error(said)
    else runner.log.warning(said)
  }
}

/** Events that happen by themselves; a person is behind every other. */
const ofThemselves: ReadonlySet<string> = new Set([
  'push',
  'pull_request',
  'pull_request_review',
  'schedule',
])

function isAskedFor({ runner }: FixBranchRun): boolean {
  return !ofThemselves.has(runner.eventName)
}

/** The page of this commit names the run that has its package. */
function aroundAfter(
  { around, staging }: Run,
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
