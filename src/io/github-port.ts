import type { Repository } from '../context/run-context.ts'
import type { UpstreamIssue } from '../handoff/upstream-issue.ts'
import type { Discussion, UpstreamPullRequest } from '../pull-request/review.ts'
import type { OtherChecks } from '../evidence/other-checks.ts'

/** A pull request of the fork as GitHub reports it. */
export type PullRequest = {
  readonly number: number
  readonly nodeId: string
  readonly url: string
  readonly title: string
  /** Line ends as stored; `""` when empty. */
  readonly body: string
  readonly state: 'open' | 'closed'
  readonly merged: boolean
  /** ISO 8601; `""` where it was not read. */
  readonly createdAt: string
  readonly draft: boolean
  readonly headSha: string
  readonly headRef: string
  readonly baseRef: string
  readonly labels: readonly string[]
  /** Login of the author. */
  readonly author: string
  /** Names of people and teams already asked. */
  readonly assignees: readonly string[]
  readonly reviewers: readonly string[]
  readonly milestone: string | null
}

/** Value of a commit status. */
export type CommitState = 'pending' | 'success' | 'failure' | 'error'

/** The commit status `staging-pr` of one commit. */
export type CommitStatus = {
  readonly state: CommitState
  /** At most 140 characters. */
  readonly description: string
  readonly targetUrl: string | null
}

/** What one look at the fork tells before anything is run. */
export type ForkState = {
  readonly fork: Repository
  readonly isFork: boolean
  readonly parent: Repository | null
  /** Root of the fork network. */
  readonly source: Repository | null
  /** Head of the fix branch, or `null` when it does not exist or was not asked for. */
  readonly branchSha: string | null
  /** Pull requests from the fix branch inside the fork, any base, newest first. */
  readonly pullRequests: readonly PullRequest[]
  /** What people said about each open one. */
  readonly discussions: readonly Discussion[]
  /** Pull requests in the parent from this branch or the clean one, newest first; `[]` where they cannot be read. */
  readonly upstreamPullRequests: readonly UpstreamPullRequest[]
  /** Latest `staging-pr` status of the head commit; `unknown` when it was not read. */
  readonly status: CommitStatus | null | 'unknown'
}

/** A branch of the fork as a sweep sees it. */
export type ForkBranch = {
  readonly name: string
  readonly headSha: string
  readonly status: ForkState['status']
  /** Newest first; their texts, labels and people are not read. */
  readonly pullRequests: readonly PullRequest[]
}

/** All branches of the fork, as far as ten pages hold them. */
export type ForkBranches = Pick<
  ForkState,
  'fork' | 'isFork' | 'parent' | 'source'
> & { readonly branches: readonly ForkBranch[] }

/** What `lookUp` is asked for. */
export type LookUp = {
  /** Fix branch, short name. */
  readonly branch: string
  /** Commit whose status is wanted; `null` takes the branch's head. */
  readonly headSha: string | null
  /** Whether a status must be read even where that costs a request: an earlier attempt may have failed to set it. */
  readonly readsStatus: boolean
}

/** A pull request to be created in the fork. */
export type NewPullRequest = {
  readonly branch: string
  readonly base: string
  readonly title: string
  readonly body: string
  readonly draft: boolean
}

/** Fields of the staging PR to be changed; absent ones stay. Sent as one request. */
export type PullRequestChange = {
  readonly title?: string
  readonly body?: string
  readonly labels?: readonly string[]
  readonly assignees?: readonly string[]
  readonly state?: 'closed'
  /** Milestone number. */
  readonly milestone?: number
}

/** A remark of a check run on lines of a file. */
export type CheckAnnotation = {
  readonly path: string
  readonly line: number
  /** The same as {@link line} where it is one. */
  readonly endLine: number
  /** Of a single line, or `null`. */
  readonly column: number | null
  readonly level: 'failure' | 'warning'
  readonly title: string
  readonly message: string
}

/** The check run `staging-pr` of one commit, completed. */
export type CheckRun = {
  readonly sha: string
  readonly conclusion: 'success' | 'failure' | 'action_required'
  readonly title: string
  /** Markdown, at most 65,535 characters. */
  readonly summary: string
  readonly detailsUrl: string
  readonly annotations: readonly CheckAnnotation[]
  /** Sum of all that it says: one that is there already is not sent again. */
  readonly digest: string
  /** Results of a run of its own; where they are not, any whole one of the commit says as much. */
  readonly isNews: boolean
}

/** What tells our own runs from those of others. */
export type OwnRuns = {
  readonly runId: number
  /** File of this run's workflow, from the top of the repository, or `null`. */
  readonly path: string | null
}

/**
 * The fork on GitHub, and nothing else: no method takes a repository.
 * Every write passes the one write client. Methods throw {@link GitHubTrouble}.
 */
export type GitHub = {
  lookUp(request: LookUp): Promise<ForkState>
  branches(): Promise<ForkBranches>
  /** Head of a branch now, full SHA, or `null` when the branch is gone. */
  branchHead(branch: string): Promise<string | null>
  pullRequest(number: number): Promise<PullRequest>
  setStatus(sha: string, status: CommitStatus): Promise<void>
  /** Adds the check run, with its annotations in batches; does nothing where one that says the same is there. */
  addCheckRun(run: CheckRun): Promise<void>
  /** Finds the pull request instead of failing when an earlier, unanswered try made it. */
  createPullRequest(request: NewPullRequest): Promise<PullRequest>
  /** Answers with the head of the pull request at that moment, full SHA, or `null` where the answer does not have it. */
  changePullRequest(
    number: number,
    change: PullRequestChange,
  ): Promise<string | null>
  /** Checks and statuses of others beside a commit; tried once. */
  otherChecks(sha: string, own: OwnRuns): Promise<OtherChecks>
  /** Whether somebody may push to the fork; `false` where that cannot be read. */
  mayPush(login: string): Promise<boolean>
  /** An issue of upstream's; `null` where it cannot be read. Tried once. */
  upstreamIssue(
    upstream: Pick<Repository, 'owner' | 'name'>,
    number: number,
  ): Promise<UpstreamIssue | null>
  /** Number of the open milestone with this title, or `null`. */
  milestoneNumber(title: string): Promise<number | null>
  /** Asks one person, or one team (`team:slug`), for a review. */
  requestReviewer(number: number, reviewer: string): Promise<void>
  markReadyForReview(nodeId: string): Promise<void>
}

/** Kinds of trouble that have a message and a remedy of their own. */
export type TroubleKind =
  | 'actions-may-not-create-pull-requests'
  | 'missing-permission'
  | 'no-commits-between'
  | 'base-missing'
  | 'head-missing'
  | 'already-exists'
  | 'draft-not-supported'
  | 'no-common-history'
  | 'pull-requests-off'
  | 'bad-credentials'
  | 'not-found'
  | 'gone'
  | 'rate-limited'
  | 'validation'
  | 'unavailable'
  | 'unexpected'

/** GitHub refused or could not answer. Printed as message and remedy, never with a stack trace. */
export class GitHubTrouble extends Error {
  readonly kind: TroubleKind
  /** HTTP status, or 0 when no answer came. */
  readonly status: number
  /** What to do, or `null`. */
  readonly remedy: string | null
  /** Settings page of the fork where it can be mended, or `null`. */
  readonly url: string | null

  constructor(fields: {
    readonly kind: TroubleKind
    readonly status: number
    readonly message: string
    readonly remedy?: string
    readonly url?: string
    readonly cause?: unknown
  }) {
    super(fields.message, { cause: fields.cause })
    this.name = 'GitHubTrouble'
    this.kind = fields.kind
    this.status = fields.status
    this.remedy = fields.remedy ?? null
    this.url = fields.url ?? null
  }
}
