import { forkUrl } from '../../context/resolve-context.ts'
import { fullName, type Repository } from '../../context/run-context.ts'
import type {
  CheckRun,
  CommitStatus,
  ForkBranches,
  ForkState,
  GitHub,
  LookUp,
  NewPullRequest,
  OwnRuns,
  PullRequest,
  PullRequestChange,
} from '../github-port.ts'
import { isInside, restPullRequest, wrongShape } from './decode.ts'
import { addCheckRun } from './add-check-run.ts'
import { chooseFetch } from './choose-fetch.ts'
import { changePullRequest } from './change-pull-request.ts'
import { createPullRequest } from './create-pull-request.ts'
import { mayPush } from './discussion.ts'
import { lookAtBranches } from './look-at-branches.ts'
import type { OtherChecks } from '../../evidence/other-checks.ts'
import { readOtherChecks } from './other-checks.ts'
import type { UpstreamIssue } from '../../handoff/upstream-issue.ts'
import { readUpstreamIssue } from './upstream-issue.ts'
import { milestoneNumber } from './milestone-number.ts'
import { lookUpByGraphql } from './look-up.ts'
import { headOf, lookUpByRest } from './look-up-rest.ts'
import { requestReviewer } from './request-reviewer.ts'
import { type Client, createClient } from './octokit.ts'
import type { Operation } from './answer.ts'
import { operations } from './operations.ts'
import type { Connection, GitHubOptions } from './github-options.ts'
import { createPatience, type Patience, usualPatienceMs } from './patience.ts'
import { setStatus } from './set-status.ts'
import { toTrouble } from './trouble.ts'
import { readyForReviewMutation } from './write-client.ts'

/** Connects to one fork. Nothing is sent yet. */
export async function createGitHub(options: GitHubOptions): Promise<GitHub> {
  const ownNodeIds = new Set<string>()
  const readable = new Set<string>()
  const patience = createPatience(
    Math.min(usualPatienceMs, options.timeoutMs ?? usualPatienceMs),
    options.interruption ?? new AbortController().signal,
  )
  const client = createClient({
    token: options.token,
    server: options.server,
    fork: options.fork,
    fetch: await chooseFetch(options.server.apiUrl, options.environment),
    ownNodeIds,
    readable,
    redact: options.redact ?? ((text) => text),
    patience,
    retryPauseMs: options.retryPauseMs ?? 1_000,
    pace: options.pace ?? null,
    onWait: options.onWait,
  })
  return new Fork({ client, patience, ownNodeIds, readable }, options)
}

class Fork implements GitHub {
  readonly #client: Client
  readonly #patience: Patience
  readonly #options: GitHubOptions
  readonly #ownNodeIds: Set<string>
  readonly #readable: Set<string>
  #id: number | null = null

  constructor(connection: Connection, options: GitHubOptions) {
    const { client, patience, ownNodeIds, readable } = connection
    this.#client = client
    this.#patience = patience
    this.#options = options
    this.#ownNodeIds = ownNodeIds
    this.#readable = readable
  }

  lookUp(request: LookUp): Promise<ForkState> {
    return this.#attempt(operations.lookUp, async () => {
      const { fork, server } = this.#options
      const quick =
        server.graphqlUrl === null
          ? null
          : await lookUpByGraphql(this.#client, fork, request)
      const onParent = (parent: Repository): void => this.#read(parent)
      const state =
        quick ??
        (await lookUpByRest(this.#client, fork, { ...request, onParent }))
      this.#id = state.fork.id
      for (const { nodeId } of state.pullRequests) this.#ownNodeIds.add(nodeId)
      return state
    })
  }

  branches(): Promise<ForkBranches> {
    return this.#attempt(operations.branches, async () => {
      const { fork, server } = this.#options
      const isQuick = server.graphqlUrl !== null
      return lookAtBranches(this.#client, fork, isQuick)
    })
  }

  branchHead(branch: string): Promise<string | null> {
    const operation = { what: `read the head of ${branch}`, permission: null }
    return this.#attempt(operation, () =>
      headOf(this.#client, this.#options.fork, branch),
    )
  }

  pullRequest(number: number): Promise<PullRequest> {
    const operation = { what: `read pull request ${number}`, permission: null }
    return this.#attempt(operation, async () => {
      const { data } = await this.#client.request(
        'GET /repos/{owner}/{repo}/pulls/{pull_number}',
        { ...this.#path(), pull_number: number },
      )
      return this.#own(data)
    })
  }

  setStatus(sha: string, status: CommitStatus): Promise<void> {
    return this.#attempt(operations.setStatus, () =>
      setStatus(this.#client, this.#options.fork, { sha, status }),
    )
  }

  addCheckRun(run: CheckRun): Promise<void> {
    return this.#attempt(operations.addCheckRun, () =>
      addCheckRun(this.#client, this.#options.fork, run),
    )
  }

  createPullRequest(request: NewPullRequest): Promise<PullRequest> {
    const operation = {
      what: 'create the staging PR',
      permission: 'pull-requests: write',
      branch: request.branch,
      base: request.base,
    }
    return this.#attempt(operation, async () => {
      const { fork, retryPauseMs = 1_000 } = this.#options
      const patience = this.#patience
      const scope = { client: this.#client, fork, patience, retryPauseMs }
      return this.#own(await createPullRequest(scope, request))
    })
  }

  changePullRequest(
    number: number,
    change: PullRequestChange,
  ): Promise<string | null> {
    const operation = {
      what: `update pull request ${number}`,
      permission: 'pull-requests: write',
    }
    const scope = { client: this.#client, fork: this.#options.fork }
    return this.#attempt(operation, () =>
      changePullRequest(scope, number, change),
    )
  }

  otherChecks(sha: string, own: OwnRuns): Promise<OtherChecks> {
    const { fork, server } = this.#options
    const isQuick = server.graphqlUrl !== null
    return this.#attempt(operations.otherChecks, () =>
      readOtherChecks(this.#client, fork, { sha, own, isQuick }),
    )
  }

  mayPush(login: string): Promise<boolean> {
    return this.#attempt(operations.mayPush, () =>
      mayPush(this.#client, this.#options.fork, login),
    )
  }

  upstreamIssue(
    upstream: Pick<Repository, 'owner' | 'name'>,
    number: number,
  ): Promise<UpstreamIssue | null> {
    this.#read(upstream)
    return this.#attempt(operations.upstreamIssue, () =>
      readUpstreamIssue(this.#client, upstream, number),
    )
  }

  milestoneNumber(title: string): Promise<number | null> {
    return this.#attempt(operations.milestones, () =>
      milestoneNumber(this.#client, this.#options.fork, title),
    )
  }

  requestReviewer(number: number, reviewer: string): Promise<void> {
    const operation = {
      what: `ask ${reviewer} for a review`,
      permission: 'pull-requests: write',
    }
    return this.#attempt(operation, () =>
      requestReviewer(this.#client, this.#options.fork, { number, reviewer }),
    )
  }

  markReadyForReview(nodeId: string): Promise<void> {
    return this.#attempt(operations.leaveDraft, async () => {
      await this.#client.graphql(readyForReviewMutation, { id: nodeId })
    })
  }

  /** The parent may be read from now on. */
  #read(parent: Pick<Repository, 'owner' | 'name'>): void {
    this.#readable.add(fullName(parent).toLowerCase())
  }

  /** What came back must be of the fork, from end to end. */
  #own(data: unknown): PullRequest {
    const pullRequest = restPullRequest(data)
    if (this.#id !== null && !isInside(data, this.#id)) {
      throw wrongShape(
        `pull request ${pullRequest.number}`,
        'head and base inside the fork',
      )
    }
    this.#ownNodeIds.add(pullRequest.nodeId)
    return pullRequest
  }

  #path(): { readonly owner: string; readonly repo: string } {
    const { owner, name } = this.#options.fork
    return { owner, repo: name }
  }

  async #attempt<Result>(
    operation: Omit<Operation, 'forkUrl'>,
    act: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await act()
    } catch (error) {
      // Whatever octokit throws becomes trouble with a cause and a remedy.
      const { server, fork } = this.#options
      throw toTrouble(error, { ...operation, forkUrl: forkUrl(server, fork) })
    }
  }
}
