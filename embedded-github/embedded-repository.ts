import type { Caller } from './caller.ts'
import { createLabel, createMilestone, labelsByName } from './labels.ts'
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
import { latestStatuses } from './shapes/status.ts'
import {
  type CheckRun,
  type Comment,
  type Label,
  type Milestone,
  type Pull,
  type RepositoryState,
  type RepositorySettings,
  type Status,
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
  labelAsPerson(number: number, names: readonly string[]): void
  setDraftAsPerson(number: number, draft: boolean): void
  reviewAsPerson(number: number, review: PersonReview): void
  closeAsPerson(number: number): void
  mergeAsPerson(number: number): void
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
  readonly login: string
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED'
  readonly body?: string
}

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
    labelAsPerson: (number, names) => {
      const place = { repository, caller: person() }
      find(number).labels = labelsByName(world, place, names)
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
        commitSha: pull.headSha,
        submittedAt: world.now(),
      }
      pull.reviews = [...pull.reviews, given]
    },
    closeAsPerson: (number) => closePull(world, find(number)),
    mergeAsPerson: (number) => mergePull(world, find(number)),
  }
}
