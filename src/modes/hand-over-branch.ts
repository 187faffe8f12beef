import { againstHandoff } from '../handoff/against-handoff.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { SideRepository } from '../io/git/side-repository.ts'
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
  const { staging, preparation } = prepared
  const side = await openHandoff(prepared)
  try {
    const reused = await reuseResults(staging, preparation)
    const why = notEvenVerified(prepared, reused)
    if (why !== null) return { status: 'ended', notice: why }
    const evidence = reused ?? (await verifyStaging(prepared))
    const judged = await judgeLast(prepared, evidence)
    return await handOverOrStage({ ...prepared, side }, judged)
  } finally {
    await side.remove()
  }
}

type Run = PreparedRun & { readonly side: SideRepository }

/** A review that approves nothing is no reason to run the project's commands. */
function notEvenVerified(
  { staging, around }: PreparedRun,
  reused: Evidence | null,
): string | null {
  const isAsked = isAskedFor(staging)
  if (reused !== null || isAsked || around.approval.status === 'approved') {
    return null
  }
  return againstHandoff({ ...around, isAsked, conclusion: 'inconclusive' })
}

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
  const known = { ...run, around: aroundAfter(run, handed) }
  return publish(known, judged, handed.report)
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
      report.folder === null ? null : { runId: staging.runner.run.id, by },
    cleanHead: clean?.slice(0, 12) ?? around.cleanHead,
  }
}
