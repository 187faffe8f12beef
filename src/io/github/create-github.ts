import { forkUrl } from '../../context/resolve-context.ts'
import type { Server } from '../../context/run-context.ts'
import type {
  CheckRun,
  CommitStatus,
  ForkBranches,
  ForkState,
  GitHub,
  LookUp,
  NewPullRequest,
  PullRequest,
  PullRequestChange,
} from '../github-port.ts'
import { isInside, restPullRequest, wrongShape } from './decode.ts'
import type { Redact } from '../../text/redact.ts'
import { addCheckRun } from './add-check-run.ts'
import { chooseFetch } from './choose-fetch.ts'
import { changePullRequest } from './change-pull-request.ts'
import { createPullRequest } from './create-pull-request.ts'
import { lookAtBranches } from './look-at-branches.ts'
import { milestoneNumber } from './milestone-number.ts'
import { headOf, lookUpByGraphql, lookUpByRest } from './look-up.ts'
import { requestReviewer } from './request-reviewer.ts'
import { type Client, createClient } from './octokit.ts'
import type { Operation } from './answer.ts'
import type { Pace } from './pace.ts'
import { createPatience, type Patience, usualPatienceMs } from './patience.ts'
import { setStatus } from './set-status.ts'
import { toTrouble } from './trouble.ts'
import { readyForReviewMutation } from './write-client.ts'

/** What reaches the fork. */
export type GitHubOptions = {
  readonly token: string
  readonly server: Server
  readonly fork: { readonly owner: string; readonly name: string }
  /** Environment of the process, read for proxies. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Last net: takes secrets out of everything that is written. */
  readonly redact?: Redact
  /** Told when a rate limit is waited for. */
  readonly onWait: (message: string) => void
  /** Aborted when the run is cancelled: then nothing is waited for. */
  readonly interruption?: AbortSignal
  /** Time limit of the run, which bounds what is waited for GitHub. Milliseconds; five minutes at most. */
  readonly timeoutMs?: number
  /** Shared by all clients of a sweep. */
  readonly pace?: Pace
  /** Pause before a request is sent again. Milliseconds; one second by default, doubled each time. */
  readonly retryPauseMs?: number
}

/** Connects to one fork. Nothing is sent yet. */
export async function createGitHub(options: GitHubOptions): Promise<GitHub> {
  const ownNodeIds = new Set<string>()
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
    redact: options.redact ?? ((text) => text),
    patience,
    retryPauseMs: options.retryPauseMs ?? 1_000,
    pace: options.pace ?? null,
    onWait: options.onWait,
  })
  return new Fork({ client, patience, ownNodeIds }, options)
}

type Connection = {
  readonly client: Client
  readonly patience: Patience
  /** Node ids of pull requests of the fork that were looked up. */
  readonly ownNodeIds: Set<string>
}

class Fork implements GitHub {
  readonly #client: Client
  readonly #patience: Patience
  readonly #options: GitHubOptions
  readonly #ownNodeIds: Set<string>
  #id: number | null = null

  constructor(connection: Connection, options: GitHubOptions) {
    const { client, patience, ownNodeIds } = connection
    this.#client = client
    this.#patience = patience
    this.#options = options
    this.#ownNodeIds = ownNodeIds
  }

  lookUp(request: LookUp): Promise<ForkState> {
    return this.#attempt(
      { what: 'read the fork', permission: null },
      async () => {
        const { fork, server } = this.#options
        const quick =
          server.graphqlUrl === null
            ? null
            : await lookUpByGraphql(this.#client, fork, request)
        const state = quick ?? (await lookUpByRest(this.#client, fork, request))
        this.#id = state.fork.id
        for (const { nodeId } of state.pullRequests)
          this.#ownNodeIds.add(nodeId)
        return state
      },
    )
  }

  branches(): Promise<ForkBranches> {
    return this.#attempt(
      { what: 'read the branches', permission: null },
      async () => {
        const { fork, server } = this.#options
        const isQuick = server.graphqlUrl !== null
        return lookAtBranches(this.#client, fork, isQuick)
      },
    )
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
    const operation = {
      what: 'set the commit status',
      permission: 'statuses: write',
    }
    return this.#attempt(operation, () =>
      setStatus(this.#client, this.#options.fork, { sha, status }),
    )
  }

  addCheckRun(run: CheckRun): Promise<void> {
    const operation = { what: 'add the check run', permission: 'checks: write' }
    return this.#attempt(operation, () =>
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

  milestoneNumber(title: string): Promise<number | null> {
    const operation = { what: 'read the milestones', permission: null }
    return this.#attempt(operation, () =>
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
    const operation = {
      what: 'take the staging PR out of draft',
      permission: 'contents: write',
    }
    return this.#attempt(operation, async () => {
      await this.#client.graphql(readyForReviewMutation, { id: nodeId })
    })
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
