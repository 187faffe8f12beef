import type { Git, GitSource } from './git.ts'
import { gitDirectoryOf } from './git.ts'

/** Names of the permissions of `GITHUB_TOKEN` that matter here. */
export type PermissionName =
  | 'actions'
  | 'checks'
  | 'contents'
  | 'issues'
  | 'pull-requests'
  | 'statuses'

/** How much a permission allows. */
type PermissionLevel = 'none' | 'read' | 'write'

/** What the workflow's `permissions:` grant; what is not named is `none`. */
export type Permissions = Readonly<
  Partial<Record<PermissionName, PermissionLevel>>
>

/** What tests may change while the server runs. */
export type RepositorySettings = {
  isPrivate: boolean
  hasIssues: boolean
  hasPullRequests: boolean
  /** "Allow GitHub Actions to create and approve pull requests". */
  allowActionsPullRequests: boolean
  /** Settings → Actions → General. */
  actionsEnabled: boolean
  allowedActions: 'all' | 'local_only' | 'selected'
  mustPinActions: boolean
  defaultWorkflowPermissions: 'read' | 'write'
  /** Path of a workflow file → state, where it is not `active`. */
  workflowStates: Readonly<Record<string, string>>
  isArchived: boolean
  /** What a merge takes for its commit message. */
  squashMessage: 'PR_BODY' | 'COMMIT_MESSAGES' | 'BLANK'
  mergeMessage: 'PR_BODY' | 'PR_TITLE' | 'BLANK'
  /** `false` as in private repositories of free plans. */
  supportsDrafts: boolean
  /** So many tries to create a pull request do not see a head that was just pushed. */
  headMissingTries: number
  /** A pull request that was just created is missing from so many lists. */
  listLag: number
  /** A list filtered by head is empty in a fork whose parent has the same owner. */
  sameOwnerListBug: boolean
  permissions: Permissions
  /** Logins that may be assigned and asked for review, besides the owner. */
  collaborators: readonly string[]
  /** Rights of people, where they are not those of the owner (`admin`), of a collaborator (`write`) or of a stranger (`read`). */
  rights: Readonly<Record<string, 'admin' | 'write' | 'read' | 'none'>>
  /** Slugs of teams that may be asked for review. */
  teams: readonly string[]
  /** `owner/name` before it was renamed; requests there are redirected. */
  formerNames: readonly string[]
}

/** A label of a repository. */
export type Label = {
  readonly id: number
  readonly nodeId: string
  readonly name: string
  readonly color: string
  readonly description: string | null
}

/** A milestone of a repository. */
export type Milestone = {
  readonly id: number
  readonly nodeId: string
  readonly number: number
  readonly title: string
  readonly state: 'open' | 'closed'
}

/** A commit status. Times are ISO 8601. */
export type Status = {
  readonly id: number
  readonly sha: string
  readonly state: 'error' | 'failure' | 'pending' | 'success'
  readonly description: string | null
  readonly targetUrl: string | null
  readonly context: string
  readonly creator: string
  readonly createdAt: string
}

/** A check run. */
export type CheckRun = {
  readonly id: number
  readonly headSha: string
  name: string
  status: string
  conclusion: string | null
  detailsUrl: string | null
  /** Slug of the app that made it. */
  readonly app: string
  /** The run of a workflow whose job it is, or `null`. */
  readonly workflowRunId: number | null
  externalId: string
  output: Readonly<Record<string, unknown>>
  annotations: number
  readonly startedAt: string
  completedAt: string | null
}

/** A run of a workflow, as it is listed beside a commit. */
export type WorkflowRun = {
  readonly id: number
  readonly headSha: string
  /** Name of the workflow, and its path. */
  readonly name: string
  readonly path: string
  readonly event: string
  status: string
  conclusion: string | null
}

/** A review of a pull request. */
export type Review = {
  readonly id: number
  /** `null` once the account is deleted. */
  readonly login: string | null
  readonly state: string
  readonly body: string
  readonly commitSha: string | null
  readonly submittedAt: string
}

/** Somebody put a label on. */
export type Labelling = {
  readonly id: number
  readonly actor: string
  readonly label: string
  readonly createdAt: string
}

/** An issue that is no pull request. */
export type Issue = {
  readonly id: number
  readonly number: number
  readonly title: string
  state: 'open' | 'closed'
  stateReason: 'completed' | 'not_planned' | 'reopened' | null
  closedAt: string | null
  locked: boolean
  labels: readonly Label[]
  /** Pull requests that mention it: `owner/name` and number. */
  mentionedBy: readonly {
    readonly repository: string
    readonly number: number
  }[]
}

/** A pull request. */
export type Pull = {
  readonly id: number
  readonly nodeId: string
  readonly number: number
  readonly author: string
  readonly createdAt: string
  readonly headRepository: RepositoryState
  readonly headRef: string
  title: string
  /** As stored, line ends included. */
  body: string
  state: 'open' | 'closed'
  draft: boolean
  mergedAt: string | null
  closedAt: string | null
  updatedAt: string
  headSha: string
  baseRef: string
  baseSha: string
  labels: readonly Label[]
  assignees: readonly string[]
  reviewers: readonly string[]
  teamReviewers: readonly string[]
  milestone: Milestone | null
  reviews: readonly Review[]
  labellings: readonly Labelling[]
  /** SHA of the commit that a merge made, or `null`. */
  mergeCommitSha: string | null
  /** Number of lists that do not show it yet. */
  listLag: number
}

/** A comment on a pull request. */
export type Comment = {
  readonly id: number
  readonly number: number
  readonly author: string
  readonly body: string
  readonly createdAt: string
}

/** A repository with everything in it. */
export type RepositoryState = {
  readonly id: number
  readonly nodeId: string
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
  readonly parent: RepositoryState | null
  readonly source: RepositoryState | null
  readonly createdAt: string
  readonly git: GitSource
  readonly settings: RepositorySettings
  labels: Label[]
  milestones: Milestone[]
  pulls: Pull[]
  statuses: Status[]
  checkRuns: CheckRun[]
  workflowRuns: WorkflowRun[]
  issues: Issue[]
  comments: Comment[]
  /** Workflows that were dispatched. */
  dispatches: { readonly workflow: string; readonly body: object }[]
  lastNumber: number
}

/** Something that the product must not do or that GitHub's description does not allow. */
export type Violation = {
  readonly rule:
    | 'write outside the fork'
    | 'forbidden operation'
    | 'unknown operation'
    | 'OpenAPI'
    | 'GraphQL'
  /** Method and path. */
  readonly request: string
  readonly detail: string
}

/** Addresses of the server, without a trailing slash. */
type Addresses = {
  readonly web: string
  readonly api: string
  readonly graphql: string
}

/** All state of one embedded GitHub. */
export type World = {
  readonly addresses: Addresses
  readonly git: Git
  readonly repositories: RepositoryState[]
  readonly violations: Violation[]
  /** A number that was not given out before. */
  nextId(): number
  /** ISO 8601, whole seconds, as GitHub writes times. */
  now(): string
}

/** A new repository. */
export type NewRepository = {
  readonly owner: string
  readonly name: string
  /** Path of the bare repository. */
  readonly gitDirectory: string
  readonly defaultBranch: string
  readonly parent: RepositoryState | null
  readonly source: RepositoryState | null
  readonly settings: RepositorySettings
}

/** `owner/name`. */
export function fullName(repository: RepositoryState): string {
  return `${repository.owner}/${repository.name}`
}

/** Finds a repository as GitHub does: case does not count. */
export function findRepository(
  world: World,
  owner: string,
  name: string,
): RepositoryState | undefined {
  const wanted = `${owner}/${name}`.toLowerCase()
  return world.repositories.find(
    (repository) => fullName(repository).toLowerCase() === wanted,
  )
}

/** Finds a repository by a name that it had before. */
export function findRenamed(
  world: World,
  owner: string,
  name: string,
): RepositoryState | undefined {
  const wanted = `${owner}/${name}`.toLowerCase()
  return world.repositories.find(({ settings }) =>
    settings.formerNames.some((former) => former.toLowerCase() === wanted),
  )
}

/** The root of a repository's fork network. */
export function networkRoot(repository: RepositoryState): RepositoryState {
  return repository.source ?? repository.parent ?? repository
}

/** All repositories of the fork network, the one itself included. */
export function network(
  world: World,
  repository: RepositoryState,
): readonly RepositoryState[] {
  const root = networkRoot(repository)
  return world.repositories.filter((other) => networkRoot(other) === root)
}

/** Adds a repository. Objects are shared in the fork network, as on GitHub. */
export function addRepositoryState(
  world: World,
  given: NewRepository,
): RepositoryState {
  const id = world.nextId()
  const objects: string[] = []
  const repository: RepositoryState = {
    id,
    nodeId: nodeId('R', id),
    owner: given.owner,
    name: given.name,
    defaultBranch: given.defaultBranch,
    parent: given.parent,
    source: given.source,
    createdAt: world.now(),
    git: { gitDirectory: gitDirectoryOf(given.gitDirectory), network: objects },
    settings: given.settings,
    labels: [],
    milestones: [],
    pulls: [],
    statuses: [],
    checkRuns: [],
    workflowRuns: [],
    issues: [],
    comments: [],
    dispatches: [],
    lastNumber: 0,
  }
  world.repositories.push(repository)
  for (const member of network(world, repository)) {
    if (member === repository) continue
    objects.push(`${member.git.gitDirectory}/objects`)
    sharedObjects.get(member)?.push(`${repository.git.gitDirectory}/objects`)
  }
  sharedObjects.set(repository, objects)
  return repository
}

/** The lists behind `git.network`, which grow with the network. */
const sharedObjects = new WeakMap<RepositoryState, string[]>()

/** An opaque id in the form of GitHub's GraphQL ids. */
export function nodeId(kind: string, id: number): string {
  return `${kind}_kwDO${Buffer.from(String(id)).toString('base64url')}`
}
