import type {
  Actor,
  Discussion,
  UpstreamPullRequest,
} from '../pull-request/review.ts'
import { type Approval, judgeApproval } from '../pull-request/approval.ts'
import {
  type Around,
  decodeHandedOver,
  type HandedOver,
  type SinceApproval,
} from '../pull-request/around.ts'
import { readRegion } from '../pull-request/region.ts'
import type { PullRequest } from '../io/github-port.ts'
import { fetchBranch } from '../io/git/branches.ts'
import { rangeDiff } from '../io/git/range-diff.ts'
import { fetchUrls } from './checkout.ts'
import type { History } from './history.ts'
import type { ContextualRun } from './staging-run.ts'

/** Reads what was said about the staging PR, before the first command runs. */
export async function readAround(
  run: ContextualRun,
  history: History,
): Promise<Around> {
  const open = run.fork.pullRequests.find(({ state }) => state === 'open')
  if (open === undefined) {
    return { ...fromNobody, approval: approvalOf(run, null, starterOf(run)) }
  }
  const approval = approvalOf(run, open, starterOf(run))
  return {
    approval,
    since: await sinceApproval(run, history, approval),
    upstreamPullRequest: upstreamOf(run, open),
    handedOver: handedOverOn(run, open),
    ...keptOn(run, open, approval),
  }
}

const fromNobody: Omit<Around, 'approval'> = {
  since: null,
  upstreamPullRequest: null,
  handedOver: null,
  cleanHead: null,
  spentLabel: null,
  isLabelSpent: false,
}

/** A fork as it was looked up, and the head that is asked about. */
export type Looked = Pick<ContextualRun, 'fork' | 'headSha'>

/** Who approved the head, as far as GitHub and the page of the open staging PR know. */
export function approvalOf(
  looked: Looked,
  open: PullRequest | null,
  startedBy: Actor | null,
): Approval {
  return judgeApproval({
    discussion: discussionOf(looked, open),
    author: open?.author ?? '',
    headSha: looked.headSha,
    shownHead: open === null ? null : shownHead(open),
    dispatchedBy: startedBy ?? earlierDispatcher(looked, open),
  })
}

/** A label that an earlier run found to be for another commit stays without effect, even where it could not be taken off. */
function discussionOf(
  { fork: { discussion } }: Looked,
  open: PullRequest | null,
): Discussion | null {
  if (discussion === null || discussion.number !== open?.number) return null
  const isSpent = discussion.labelledAt === marksOn(open)?.spent
  return isSpent ? { ...discussion, labelledBy: null } : discussion
}

type Marks = Extract<
  ReturnType<typeof readRegion>,
  { status: 'found' }
>['marker']

function marksOn({ body }: PullRequest): Marks | null {
  const reading = readRegion(body)
  return reading.status === 'found' ? reading.marker : null
}

/** The commit that the page spoke of when the run began. */
function shownHead(open: PullRequest): string | null {
  const head = marksOn(open)?.head ?? null
  return /^[0-9a-f]{12}$/u.test(head ?? '') ? head : null
}

/** A person who asks for the handoff by hand approves what is there; a run that is started again may meet a newer commit. */
function starterOf({ inputs, event, runner }: ContextualRun): Actor | null {
  const { startedBy } = event
  const isAsked = inputs.mode === 'handoff' && runner.run.attempt === 1
  return isAsked && startedBy !== null ? { ...startedBy, canWrite: true } : null
}

function earlierDispatcher(
  looked: Looked,
  open: PullRequest | null,
): Actor | null {
  const earlier = open === null ? null : handedOverOn(looked, open)
  return earlier?.by == null
    ? null
    : { login: earlier.by, isBot: false, canWrite: true }
}

/** Noted on the page, as long as it is about this head. */
function handedOverOn(
  { headSha }: Looked,
  open: PullRequest,
): HandedOver | null {
  const marks = marksOn(open)
  const head = shownHead(open)
  if (head === null || !headSha.startsWith(head)) return null
  return marks?.handoff == null ? null : decodeHandedOver(marks.handoff)
}

/** Kept from run to run, whatever the head. */
function keptOn(
  { fork: { discussion } }: ContextualRun,
  open: PullRequest,
  approval: Approval,
): Pick<Around, 'cleanHead' | 'spentLabel' | 'isLabelSpent'> {
  const marks = marksOn(open)
  const labelledAt = discussion?.labelledAt ?? null
  const isSpent = approval.status === 'outdated' && approval.way === 'label'
  const spent = isSpent ? labelledAt : marks?.spent
  const spentLabel = only(/^[\d:TZ.-]{10,30}$/u, spent)
  return {
    cleanHead: only(/^[0-9a-f]{12}$/u, marks?.clean),
    spentLabel,
    isLabelSpent: labelledAt !== null && labelledAt === spentLabel,
  }
}

/** Anyone may have edited a marker. */
function only(
  pattern: RegExp,
  value: string | null | undefined,
): string | null {
  return value != null && pattern.test(value) ? value : null
}

/** One that was opened after the staging PR; a branch of this name may have been upstream before. */
export function upstreamOf(
  { fork }: Looked,
  { createdAt }: PullRequest,
): UpstreamPullRequest | null {
  const later = fork.upstreamPullRequests.filter(
    (one) => one.createdAt >= createdAt,
  )
  return (
    later.find(({ state }) => state === 'open') ??
    later.find(({ state }) => state === 'merged') ??
    later[0] ??
    null
  )
}

async function sinceApproval(
  run: ContextualRun,
  { upstream }: History,
  approval: Approval,
): Promise<SinceApproval | null> {
  if (approval.status !== 'outdated') return null
  const { repository } = run.checkout
  const before = await approvedCommit(run, approval.commit)
  if (before === null) return { commits: null, diff: null }
  const after = run.headSha
  const isKept = (await repository.mergeBase(before, after)) === before
  if (!isKept) {
    const versions = { before, after, upstream: upstream.sha }
    return { commits: null, diff: await rangeDiff(repository, versions) }
  }
  return {
    commits: await repository.countCommits(before, after),
    diff: await repository.diff(before, after, maxDiffBytes),
  }
}

/** More than a page shows. */
const maxDiffBytes = 64 * 1024

/** A commit that was pushed away may still be had by its SHA. */
async function approvedCommit(
  { checkout }: ContextualRun,
  sha: string | null,
): Promise<string | null> {
  if (sha === null || !/^[0-9a-f]{12,64}$/u.test(sha)) return null
  const { repository, remotes, fork, access } = checkout
  const here = await repository.commit(sha)
  if (here !== null || access === null || sha.length < 40) return here
  const target = `refs/staging-pr/approved/${sha}`
  for (const url of fetchUrls(remotes, fork, access)) {
    const refspec = { source: sha, target }
    const found = await fetchBranch(repository, { ...access, url }, refspec)
    if (found !== null) return found
  }
  return null
}
