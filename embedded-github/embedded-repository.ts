import type { Caller } from './caller.ts'
import {
  createLabel,
  createMilestone,
  labelsByName,
  relabel,
} from './labels.ts'
import type { PayloadRepository } from './payloads.ts'
import {
  type PullChange,
  changePull,
  closePull,
  createPull,
  followBranches,
  mergePull,
} from './pull-requests.ts'
import { pullShape } from './shapes/pull-request.ts'
import { actionsApp, latestStatuses } from './shapes/status.ts'
import {
  type CheckRun,
  type Comment,
  type Issue,
  type Label,
  type Milestone,
  type Pull,
  type RepositoryState,
  type RepositorySettings,
  type Status,
  type WorkflowRun,
  type World,
  fullName,
} from './world.ts'

/** A repository of the embedded GitHub: what is in it, and what people do to it in the web interface. */
export type EmbeddedRepository = PayloadRepository & {
  readonly fullName: string
  /** Address of its page. */
  readonly url: string
  /** `GITHUB_TOKEN` of runs in this repository. */
  readonly token: string
  /** May be changed at any time. */
  readonly settings: RepositorySettings
  /** All pull requests, oldest first, with the branches as they are now. */
  readonly pullRequests: readonly Pull[]
  readonly labels: readonly Label[]
  readonly milestones: readonly Milestone[]
  /** All statuses ever posted, oldest first. */
  readonly statuses: readonly Status[]
  readonly checkRuns: readonly CheckRun[]
  readonly comments: readonly Comment[]
  /** Workflows that were dispatched. */
  readonly dispatches: RepositoryState['dispatches']
  /** The latest status of a context on a commit, or `null`. */
  latestStatus(sha: string, context: string): Status | null
  /** A pull request as `GET …/pulls/N` answers. Throws when there is none. */
  pullRequestJson(number: number): ReturnType<typeof pullShape>
  addLabel(name: string, description?: string): Label
  addMilestone(title: string, state?: Milestone['state']): Milestone
  addStatus(status: Pick<Status, 'sha' | 'state' | 'context'>): Status
  /** A pull request that a person opens. */
  openAsPerson(given: PersonPull): Pull
  /** Line ends become CRLF in the body, as the web interface sends them. */
  editAsPerson(number: number, change: PullChange): void
  editBodyAsPerson(number: number, body: string): void
  /** By the owner, unless another login is given. */
  labelAsPerson(number: number, names: readonly string[], login?: string): void
  setDraftAsPerson(number: number, draft: boolean): void
  /** Answers with its id. */
  reviewAsPerson(number: number, review: PersonReview): number
  dismissReview(number: number, id: number): void
  addWorkflowRun(run: NewWorkflowRun): WorkflowRun
  addCheckRun(run: NewCheckRun): CheckRun
  addIssue(issue: NewIssue): Issue
  closeAsPerson(number: number): void
  mergeAsPerson(number: number, sha?: string): void
}

/** A pull request that a person opens. */
type PersonPull = {
  readonly head: string
  readonly base: string
  readonly title: string
  readonly body?: string
  readonly draft?: boolean
  /** The repository's owner by default. */
  readonly login?: string
}

/** A review that a person gives to the head commit. */
type PersonReview = {
  /** `null` is an account that was deleted since. */
  readonly login: string | null
  readonly state:
    | 'APPROVED'
    | 'CHANGES_REQUESTED'
    | 'COMMENTED'
    | 'DISMISSED'
    | 'PENDING'
  readonly body?: string
  /** The head by default. */
  readonly commitSha?: string | null
}

/** A run of a workflow that is not run here. */
type NewWorkflowRun = Partial<WorkflowRun> &
  Pick<WorkflowRun, 'headSha' | 'name'>

/** A check run of a job, or of the app `an-app`. */
type NewCheckRun = Partial<CheckRun> & Pick<CheckRun, 'headSha' | 'name'>

/** An issue that somebody opened. */
type NewIssue = Partial<Omit<Issue, 'labels'>> &
  Pick<Issue, 'number'> & { readonly labels?: readonly string[] }

/** The handle of a repository. */
export function embeddedRepository(
  world: World,
  repository: RepositoryState,
  token: string,
): EmbeddedRepository {
  const { settings } = repository
  const person = (login = repository.owner): Caller => ({
    kind: 'person',
    login,
    home: null,
  })
  const pulls = (): readonly Pull[] => {
    world.git.forgetRefs()
    followBranches(world, repository)
    return repository.pulls
  }
  const find = (number: number): Pull => {
    const pull = pulls().find((one) => one.number === number)
    if (pull !== undefined) return pull
    throw new Error(
      `${fullName(repository)} has no pull request ${String(number)}`,
    )
  }
  const edit = (number: number, change: PullChange): void => {
    const body = change.body?.replaceAll(/\r?\n/gu, '\r\n')
    const pull = find(number)
    changePull(world, { repository, pull }, { ...change, body })
  }
  return {
    id: repository.id,
    nodeId: repository.nodeId,
    owner: repository.owner,
    name: repository.name,
    defaultBranch: repository.defaultBranch,
    isFork: repository.parent !== null,
    get isPrivate() {
      return settings.isPrivate
    },
    get hasIssues() {
      return settings.hasIssues
    },
    get hasPullRequests() {
      return settings.hasPullRequests
    },
    serverUrl: world.addresses.web,
    apiUrl: world.addresses.api,
    fullName: fullName(repository),
    url: `${world.addresses.web}/${fullName(repository)}`,
    token,
    settings,
    get pullRequests() {
      return pulls()
    },
    get labels() {
      return repository.labels
    },
    get milestones() {
      return repository.milestones
    },
    get statuses() {
      return repository.statuses
    },
    get checkRuns() {
      return repository.checkRuns
    },
    get comments() {
      return repository.comments
    },
    get dispatches() {
      return repository.dispatches
    },
    latestStatus: (sha, context) =>
      latestStatuses(repository, sha).find(
        (status) => status.context === context,
      ) ?? null,
    pullRequestJson: (number) => pullShape(world, repository, find(number)),
    addLabel: (name, description) =>
      createLabel(world, repository, {
        name,
        description: description ?? null,
      }),
    addMilestone: (title, state = 'open') =>
      createMilestone(world, repository, { title, state }),
    addStatus: (given) => {
      const status: Status = {
        ...given,
        id: world.nextId(),
        description: null,
        targetUrl: null,
        creator: repository.owner,
        createdAt: world.now(),
      }
      repository.statuses.push(status)
      return status
    },
    openAsPerson: (given) => {
      pulls()
      return createPull(
        world,
        { repository, caller: person(given.login) },
        { body: '', draft: false, headRepository: null, ...given },
      )
    },
    editAsPerson: edit,
    editBodyAsPerson: (number, body) => edit(number, { body }),
    labelAsPerson: (number, names, login = repository.owner) => {
      const place = { repository, caller: person() }
      const pull = find(number)
      const labels = labelsByName(world, place, names)
      relabel(world, { pull, actor: login }, labels)
    },
    setDraftAsPerson: (number, draft) => {
      find(number).draft = draft
    },
    reviewAsPerson: (number, review) => {
      const pull = find(number)
      const given = {
        id: world.nextId(),
        login: review.login,
        state: review.state,
        body: review.body ?? '',
        commitSha:
          review.commitSha === undefined ? pull.headSha : review.commitSha,
        submittedAt: world.now(),
      }
      pull.reviews = [...pull.reviews, given]
      return given.id
    },
    dismissReview: (number, id) => {
      const pull = find(number)
      pull.reviews = pull.reviews.map((review) =>
        review.id === id ? { ...review, state: 'DISMISSED' } : review,
      )
    },
    addWorkflowRun: (given) => {
      const run: WorkflowRun = {
        id: world.nextId(),
        path: `.github/workflows/${given.name.toLowerCase()}.yml`,
        event: 'push',
        status: 'completed',
        conclusion: 'success',
        ...given,
      }
      repository.workflowRuns.push(run)
      return run
    },
    addCheckRun: (given) => {
      const run: CheckRun = {
        id: world.nextId(),
        status: 'completed',
        conclusion: 'success',
        detailsUrl: null,
        app: (given.workflowRunId ?? null) === null ? 'an-app' : actionsApp,
        workflowRunId: null,
        externalId: '',
        output: {},
        annotations: 0,
        startedAt: world.now(),
        completedAt: null,
        ...given,
      }
      repository.checkRuns.push(run)
      return run
    },
    addIssue: ({ labels = [], ...given }) => {
      const place = { repository, caller: person() }
      const issue: Issue = {
        id: world.nextId(),
        title: 'An issue',
        state: 'open',
        stateReason: null,
        closedAt: null,
        locked: false,
        mentionedBy: [],
        ...given,
        labels: labelsByName(world, place, labels),
      }
      repository.issues.push(issue)
      return issue
    },
    closeAsPerson: (number) => closePull(world, find(number)),
    mergeAsPerson: (number, sha) => {
      const pull = find(number)
      mergePull(world, pull)
      pull.mergeCommitSha = sha ?? null
    },
  }
}
