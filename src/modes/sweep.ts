import { matchesBranchPatterns } from '../context/branch-patterns.ts'
import { branchOfSweep, type SweepEvent } from '../context/plan-event.ts'
import { defaultBranches } from '../config/defaults.ts'
import { BranchRefusal, Refusal } from '../errors.ts'
import type { ForkBranch, ForkBranches, ForkState } from '../io/github-port.ts'
import { maxLegs, prefixAt } from '../plan/legs.ts'
import type { PlannedFix, PlanFile } from '../plan/plan-file.ts'
import { isStartDescription } from '../report/status-description.ts'
import { connect, openFixBranch } from './open-fix-branch.ts'
import type { PlanRun } from './plan-mode.ts'
import { plannedFix, refuseTooManyLegs } from './planned-fix.ts'
import { prepareFixBranch } from './prepare-fix-branch.ts'
import { describeCheckout } from './workspace.ts'

/** Every fix branch that waits for a run, and what is to be said of the others. */
export type Sweep = {
  readonly fork: PlanFile['fork']
  readonly fixes: readonly PlannedFix[]
  /** What cannot be planned until the branch is pushed again. */
  readonly refused: PlanFile['refused']
  readonly notices: readonly string[]
}

/** Plans all fix branches of the fork whose head has no final status and whose staging PR nobody closed. */
export async function sweep(run: PlanRun, event: SweepEvent): Promise<Sweep> {
  const github = await connect({ ...run, event })
  const state = await github.branches()
  const waiting = state.branches.filter(isWaiting)
  const fixes: PlannedFix[] = []
  const refused: PlanFile['refused'] = []
  const notices: string[] = []
  let left = 0
  for (const branch of waiting) {
    const prefix = prefixAt(fixes.length)
    const fix = await planOne(run, { event, state, branch, prefix, github })
    if (typeof fix === 'string') notices.push(fix)
    else if ('refused' in fix) {
      refused.push(fix.refused)
      notices.push(fix.notice)
    } else if (countLegs([...fixes, fix]) > maxLegs) left += 1
    else fixes.push(fix)
  }
  if (left > 0) {
    const branches = left === 1 ? '1 branch waits' : `${left} branches wait`
    notices.push(
      `${branches} for the next sweep: one run has at most ${maxLegs} jobs.`,
    )
  }
  return { fork: state.fork, fixes, refused, notices: notices.filter(isSaid) }
}

function countLegs(fixes: readonly PlannedFix[]): number {
  return fixes.reduce((sum, { legs }) => sum + legs.length, 0)
}

function isSaid(notice: string): boolean {
  return notice !== ''
}

/** Whether a branch may be one of ours that no run has ended for. Patterns of a configuration are asked for later. */
function isWaiting({ status, pullRequests }: ForkBranch): boolean {
  const isFinal =
    status !== null &&
    status !== 'unknown' &&
    !(status.state === 'pending' && isStartDescription(status.description))
  const [newest] = pullRequests
  const isOpen = pullRequests.some(({ state }) => state === 'open')
  const isClosed = newest !== undefined && !isOpen && !newest.merged
  return !isFinal && !isClosed
}

type One = {
  readonly event: SweepEvent
  readonly state: ForkBranches
  readonly branch: ForkBranch
  readonly prefix: string
  readonly github: Awaited<ReturnType<typeof connect>>
}

type Refused = {
  readonly refused: PlanFile['refused'][number]
  readonly notice: string
}

/** The plan of one branch, or why there is none; `""` where that needs no word. */
async function planOne(
  run: PlanRun,
  { event: sweeping, state, branch, prefix, github }: One,
): Promise<PlannedFix | Refused | string> {
  const { name, headSha } = branch
  const event = branchOfSweep(sweeping, { branch: name, headSha })
  const { repository } = run
  try {
    const checkout = await describeCheckout(run.runner, run.inputs, {
      repository,
      event,
    })
    const fork = forkState(state, branch)
    const opened = await openFixBranch(
      { ...run, event, checkout },
      { github, fork },
    )
    if (opened.status === 'ended') return ''
    const prepared = await prepareFixBranch(opened)
    if (prepared.status === 'ended') return prepared.notice
    const { staging, preparation } = prepared
    const fix = await plannedFix(staging.sources, preparation, prefix)
    refuseTooManyLegs(fix, preparation)
    return fix
  } catch (error) {
    // One branch that cannot be staged must not keep the others from it.
    if (!(error instanceof Refusal)) throw error
    if (!matchesBranchPatterns(name, defaultBranches)) return ''
    const notice = `${name}: ${error.message}`
    return error instanceof BranchRefusal
      ? { refused: { branch: name, headSha }, notice }
      : notice
  }
}

function forkState(
  { fork, isFork, parent, source }: ForkBranches,
  { headSha, pullRequests, status }: ForkBranch,
): ForkState {
  return {
    fork,
    isFork,
    parent,
    source,
    branchSha: headSha,
    pullRequests,
    discussions: [],
    upstreamPullRequests: [],
    status,
  }
}
