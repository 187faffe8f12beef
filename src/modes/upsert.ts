import type { Inputs } from '../context/inputs.ts'
import type { Evidence } from '../evidence/evidence.ts'
import {
  GitHubTrouble,
  type GitHub,
  type PullRequest,
} from '../io/github-port.ts'
import type { RunLog } from '../io/run-log-port.ts'
import {
  decidePullRequest,
  type PullRequestDecision,
} from '../pull-request/reconcile.ts'
import type { StagingText } from '../pull-request/staging-text.ts'
import { extrasFor } from './extras.ts'
import type { Operation } from './outcome.ts'
import { bestEffort, changeWithExtras } from './write-extras.ts'

/** What the staging PR is made from. */
export type Upsert = {
  readonly github: GitHub
  readonly log: RunLog
  readonly inputs: Inputs
  readonly branch: string
  readonly base: string
  readonly headSha: string
  readonly conclusion: Evidence['conclusion']
  readonly text: StagingText
  /** Pull requests from the fix branch as they were when the run began. */
  readonly existing: readonly PullRequest[]
  /** Labels that come off. */
  readonly unlabelled?: readonly string[]
  /** Called once the branch is known to have this head still, before anything is written. */
  readonly onHead?: () => void
}

/** What became of the staging PR. */
export type Upserted =
  | {
      readonly status: 'done'
      readonly operation: Exclude<Operation, 'none'>
      readonly pullRequest: Pick<PullRequest, 'number' | 'url'>
      readonly notice: string | null
    }
  | {
      readonly status: 'none'
      readonly reason: string
      readonly number: number | null
    }
  /** The branch has another head by now; `sha` is null when the branch is gone. */
  | { readonly status: 'moved'; readonly sha: string | null }
  | { readonly status: 'several'; readonly message: string }

/**
 * Creates the staging PR or brings it up to date. What is there is read again
 * before anything is written, since people write while commands run. Throws
 * GitHubTrouble when the pull request itself cannot be written.
 */
export async function upsertPullRequest(request: Upsert): Promise<Upserted> {
  const first = decide(request, request.existing)
  if (first.action === 'unchanged') {
    request.onHead?.()
    const known = pick(request.existing, first.number)
    return extendUnchanged(request, known)
  }
  const fresh = await readAgain(request, first)
  if (fresh.headSha !== request.headSha) {
    return { status: 'moved', sha: fresh.headSha }
  }
  request.onHead?.()
  const decision = decide(request, fresh.existing)
  switch (decision.action) {
    case 'create':
      return create(request, decision)
    case 'update':
      return update(request, decision, pick(fresh.existing, decision.number))
    case 'unchanged':
      return extendUnchanged(request, pick(fresh.existing, decision.number))
    case 'none':
      return notWritten(decision)
    case 'error':
      return { status: 'several', message: decision.message }
  }
}

type Decision<Action extends PullRequestDecision['action']> = Extract<
  PullRequestDecision,
  { readonly action: Action }
>

function decide(
  { base, headSha, inputs, text }: Upsert,
  existing: readonly PullRequest[],
): PullRequestDecision {
  const { newPullRequest } = inputs
  return decidePullRequest({ existing, base, headSha, newPullRequest, text })
}

function pick(existing: readonly PullRequest[], number: number): PullRequest {
  const found = existing.find((one) => one.number === number)
  if (found !== undefined) return found
  throw new Error(`pull request ${number} was decided on but is not there`)
}

/** The pull request to be changed, and the head of the branch, as they are now. */
async function readAgain(
  { github, branch, existing }: Upsert,
  decision: PullRequestDecision,
): Promise<{
  readonly headSha: string | null
  readonly existing: readonly PullRequest[]
}> {
  if (decision.action !== 'update') {
    return { headSha: await github.branchHead(branch), existing }
  }
  const current = await github.pullRequest(decision.number)
  return {
    headSha: current.headSha,
    existing: existing.map((one) =>
      one.number === current.number ? current : one,
    ),
  }
}

function notWritten({ notice, number }: Decision<'none'>): Upserted {
  return { status: 'none', reason: notice, number }
}

/** GitHub knows no conditional write, but its answer tells whether the branch moved on until then; then another run has the word. */
function movedHead(
  { headSha }: Upsert,
  now: string | null,
): Extract<Upserted, { readonly status: 'moved' }> | null {
  return now === null || now === headSha ? null : { status: 'moved', sha: now }
}

async function create(
  request: Upsert,
  { title, body }: Decision<'create'>,
): Promise<Upserted> {
  const { github, inputs, conclusion } = request
  const pullRequest = await createWithDraft(request, {
    branch: request.branch,
    base: request.base,
    title,
    body,
    draft:
      inputs.draft === 'always' ||
      (inputs.draft === 'auto' && conclusion !== 'ready'),
  })
  // A person or another run may have opened it meanwhile, with another text; or the branch moved on.
  const movedTo = movedHead(request, pullRequest.headSha)
  if (movedTo !== null) return movedTo
  const decision = decide(request, [pullRequest])
  if (decision.action === 'update') {
    return update(request, decision, pullRequest)
  }
  if (decision.action === 'none') return notWritten(decision)
  const extras = await extrasFor(request, pullRequest)
  if (Object.keys(extras).length > 0) {
    await bestEffort(request, 'Labels, assignees and milestone', () =>
      github.changePullRequest(pullRequest.number, extras),
    )
  }
  for (const reviewer of inputs.reviewers) {
    await bestEffort(request, `Review by ${reviewer}`, () =>
      github.requestReviewer(pullRequest.number, reviewer),
    )
  }
  return { status: 'done', operation: 'created', pullRequest, notice: null }
}

/** Private repositories of some plans have no drafts; then it is opened without. */
async function createWithDraft(
  { github, log }: Upsert,
  wanted: Parameters<GitHub['createPullRequest']>[0],
): Promise<PullRequest> {
  try {
    return await github.createPullRequest(wanted)
  } catch (error) {
    const isAboutDraft =
      error instanceof GitHubTrouble && error.kind === 'draft-not-supported'
    if (!wanted.draft || !isAboutDraft) throw error
    log.notice(
      'This repository has no draft pull requests, so it was opened without.',
    )
    return github.createPullRequest({ ...wanted, draft: false })
  }
}

async function update(
  request: Upsert,
  decision: Decision<'update'>,
  existing: PullRequest,
): Promise<Upserted> {
  const { number, changes, notice } = decision
  const extras = await extrasFor(request, existing)
  const head = await changeWithExtras(request, number, {
    texts: changes,
    extras,
  })
  const movedTo = movedHead(request, head)
  if (movedTo !== null) return movedTo
  await leaveDraft(request, existing)
  return { status: 'done', operation: 'updated', pullRequest: existing, notice }
}

async function extendUnchanged(
  request: Upsert,
  existing: PullRequest,
): Promise<Upserted> {
  const extras = await extrasFor(request, existing)
  if (Object.keys(extras).length > 0) {
    await bestEffort(request, 'Labels, assignees and milestone', () =>
      request.github.changePullRequest(existing.number, extras),
    )
  }
  return {
    status: 'done',
    operation: 'unchanged',
    pullRequest: existing,
    notice: null,
  }
}

/** Tried once, when the page becomes ready; never turned back. */
async function leaveDraft(
  { github, inputs, conclusion, log }: Upsert,
  existing: PullRequest,
): Promise<void> {
  if (inputs.draft !== 'auto' || conclusion !== 'ready' || !existing.draft) {
    return
  }
  try {
    await github.markReadyForReview(existing.nodeId)
  } catch (error) {
    // GitHub refuses this to most workflow tokens; a person can do it with one click.
    if (!(error instanceof GitHubTrouble)) throw error
    log.notice(
      `The staging PR is ready, but still a draft: press "Ready for review" on ${existing.url}`,
    )
  }
}
