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
  nothingAround,
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
  const said = await readSaid(run)
  return { ...said, since: await sinceApproval(run, history, said.approval) }
}

/** The same without a look at git: what GitHub says now. */
export async function readSaid(
  run: ContextualRun,
): Promise<Omit<Around, 'since'>> {
  const open = openOne(run, run.context.base)
  const startedBy = starterOf(run, open)
  const approval = approvalOf(
    run,
    open,
    startedBy ?? (await earlierDispatcher(run, open)),
  )
  if (open === null) return { ...nothingAround, approval }
  return {
    approval,
    upstreamPullRequest: upstreamOf(run, open),
    handedOver: handedOverOn(run, open),
    shownSince: shownSince(run, open),
    ...keptOn(run, open, approval),
  }
}

/** The open staging PR to this base. */
export function openOne(
  { fork }: Looked,
  base: string | null,
): PullRequest | null {
  const open = fork.pullRequests.filter(({ state }) => state === 'open')
  const meant = open.filter(({ baseRef }) => base === null || baseRef === base)
  return meant[0] ?? null
}

/** A fork as it was looked up, and the head that is asked about. */
export type Looked = Pick<ContextualRun, 'fork' | 'headSha'>

/** Who approved the head, as far as GitHub and the page of the open staging PR know. */
export function approvalOf(
  looked: Looked,
  open: PullRequest | null,
  dispatchedBy: Actor | null,
): Approval {
  return judgeApproval({
    discussion: discussionOf(looked, open),
    author: open?.author ?? '',
    headSha: looked.headSha,
    shownHead: open === null ? null : shownHead(open),
    shownSince: open === null ? null : shownSince(looked, open),
    dispatchedBy,
  })
}

/** A label that an earlier run found to be for another commit stays without effect, even where it could not be taken off. */
function discussionOf(
  { fork }: Looked,
  open: PullRequest | null,
): Discussion | null {
  const found = fork.discussions.find(({ number }) => number === open?.number)
  if (found === undefined || open === null) return null
  const isSpent = found.labelledAt === marksOn(open)?.spent
  return isSpent ? { ...found, labelledBy: null } : found
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

/** A person who asks for the handoff by hand approves what the page shows; a run that is started again, or that meets a newer commit, does not know what that was. */
function starterOf(run: ContextualRun, open: PullRequest | null): Actor | null {
  const { inputs, event, runner } = run
  const { startedBy } = event
  const isAsked = inputs.mode === 'handoff' && runner.run.attempt === 1
  const isShown = open !== null && shownSince(run, open) !== null
  return isAsked && isShown && startedBy !== null
    ? { ...startedBy, canWrite: true }
    : null
}

/** Since when the page speaks of this head. */
function shownSince({ headSha }: Looked, open: PullRequest): string | null {
  const head = shownHead(open)
  if (head === null || !headSha.startsWith(head)) return null
  return only(/^[\d:TZ.-]{10,30}$/u, marksOn(open)?.since)
}

/** Anyone who may write could have edited the marker, so the person is looked at again. */
async function earlierDispatcher(
  { github, ...looked }: Pick<ContextualRun, 'github'> & Looked,
  open: PullRequest | null,
): Promise<Actor | null> {
  const earlier = open === null ? null : handedOverOn(looked, open)
  if (earlier === null || earlier.by === null) return null
  const canWrite = await github.mayPush(earlier.by)
  return { login: earlier.by, isBot: false, canWrite }
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
  { fork }: ContextualRun,
  open: PullRequest,
  approval: Approval,
): Pick<Around, 'cleanHead' | 'spentLabel' | 'isLabelSpent'> {
  const marks = marksOn(open)
  const found = fork.discussions.find(({ number }) => number === open.number)
  const labelledAt = found?.labelledAt ?? null
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
  { fork, headSha }: Looked,
  { createdAt, headRef }: PullRequest,
): UpstreamPullRequest | null {
  const later = fork.upstreamPullRequests.filter(
    (one) => one.createdAt >= createdAt,
  )
  // What the fix branch got after the merge is not upstream.
  const isWhole = (one: UpstreamPullRequest): boolean =>
    one.headRef !== headRef || one.headSha === headSha
  return (
    later.find(({ state }) => state === 'open') ??
    later.find((one) => one.state === 'merged' && isWhole(one)) ??
    later.find(({ state }) => state === 'closed') ??
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
