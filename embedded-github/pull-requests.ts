import { type Caller, botLogin } from './caller.ts'
import type { Refs } from './git.ts'
import { refuse, type ValidationError, validationFailed } from './refusal.ts'
import {
  type Pull,
  type RepositoryState,
  type World,
  fullName,
  network,
  nodeId,
} from './world.ts'

/** What a pull request is to be made of. */
export type NewPull = {
  readonly title: string
  readonly body: string
  readonly head: string
  readonly base: string
  readonly draft: boolean
  /** Name of the head's repository, where the owner has several. */
  readonly headRepository: string | null
}

/** Most characters of a title, as GitHub counts them. */
const titleCharacters = 256

/** Most characters of a body. */
const bodyCharacters = 65_536

/** Head of a branch, or `null` when there is none. */
export function branchHead(
  world: World,
  repository: RepositoryState,
  branch: string,
): string | null {
  const refs: Refs = world.git.refs(repository.git)
  return refs.get(`refs/heads/${branch}`)?.sha ?? null
}

/** Creates a pull request, or refuses as GitHub does. */
export function createPull(
  world: World,
  target: { readonly repository: RepositoryState; readonly caller: Caller },
  given: NewPull,
): Pull {
  const { repository, caller } = target
  refuseCreator(repository, caller)
  refuseTexts(given)
  const { head, headSha, baseSha } = findEnds(world, repository, given)
  refuseSecond(repository, head, given.base)
  refuseEmpty(world, repository, { head, headSha, base: given.base, baseSha })
  if (given.draft && !repository.settings.supportsDrafts) {
    throw refuse(
      422,
      'Draft pull requests are not supported in this repository.',
    )
  }
  const id = world.nextId()
  const now = world.now()
  repository.lastNumber += 1
  const pull: Pull = {
    id,
    nodeId: nodeId('PR', id),
    number: repository.lastNumber,
    author: caller.login,
    createdAt: now,
    headRepository: head.repository,
    headRef: head.branch,
    title: given.title.trim(),
    body: given.body,
    state: 'open',
    draft: given.draft,
    mergedAt: null,
    closedAt: null,
    updatedAt: now,
    headSha,
    baseRef: given.base,
    baseSha,
    labels: [],
    assignees: [],
    reviewers: [],
    teamReviewers: [],
    milestone: null,
    reviews: [],
    labellings: [],
    mergeCommitSha: null,
    listLag: repository.settings.listLag,
  }
  repository.pulls.push(pull)
  return pull
}

function refuseCreator(repository: RepositoryState, caller: Caller): void {
  const { settings } = repository
  if (!settings.hasPullRequests) {
    throw refuse(403, 'Pull requests are disabled for this repository.')
  }
  if (caller.kind === 'installation' && !settings.allowActionsPullRequests) {
    throw refuse(
      403,
      'GitHub Actions is not permitted to create or approve pull requests.',
    )
  }
}

function findEnds(
  world: World,
  repository: RepositoryState,
  given: NewPull,
): {
  readonly head: Head
  readonly headSha: string
  readonly baseSha: string
} {
  const head = findHead(world, repository, given)
  const headSha = visibleHead(world, repository, head)
  const baseSha = branchHead(world, repository, given.base)
  if (head !== null && headSha !== null && baseSha !== null) {
    return { head, headSha, baseSha }
  }
  throw validationFailed(
    ...(baseSha === null ? [invalid('base')] : []),
    ...(headSha === null ? [invalid('head')] : []),
  )
}

type Head = { readonly repository: RepositoryState; readonly branch: string }

/** `branch` is one of the repository itself, `owner:branch` one of the network. */
function findHead(
  world: World,
  repository: RepositoryState,
  given: NewPull,
): Head | null {
  const colon = given.head.indexOf(':')
  if (colon < 0) return { repository, branch: given.head }
  const owner = given.head.slice(0, colon).toLowerCase()
  const branch = given.head.slice(colon + 1)
  const named = given.headRepository?.toLowerCase()
  const owned = network(world, repository).filter(
    (member) =>
      member.owner.toLowerCase() === owner &&
      (named === undefined || member.name.toLowerCase() === named),
  )
  const found = owned.find((member) => member === repository) ?? owned[0]
  return found === undefined ? null : { repository: found, branch }
}

/** Head commit; right after a push GitHub may not see it yet. */
function visibleHead(
  world: World,
  repository: RepositoryState,
  head: Head | null,
): string | null {
  if (head === null) return null
  const { settings } = repository
  if (settings.headMissingTries > 0) {
    settings.headMissingTries -= 1
    return null
  }
  return branchHead(world, head.repository, head.branch)
}

/** Refuses a title or body that GitHub does not store. Lengths are UTF-16 units, never less than GitHub counts. */
export function refuseTexts(texts: {
  readonly title?: string | undefined
  readonly body?: string | undefined
}): void {
  const problems: ValidationError[] = []
  const { title, body } = texts
  if (title?.trim() === '') {
    problems.push({ resource: 'Issue', code: 'missing_field', field: 'title' })
  }
  if (title !== undefined && title.length > titleCharacters) {
    problems.push(tooLong('Issue', 'title', titleCharacters))
  }
  if (title !== undefined && /[\r\n]/u.test(title.trim())) {
    problems.push({
      resource: 'Issue',
      code: 'custom',
      field: 'title',
      message: 'title cannot contain newlines',
    })
  }
  if (body !== undefined && body.length > bodyCharacters) {
    problems.push(tooLong('Issue', 'body', bodyCharacters))
  }
  if (problems.length > 0) throw validationFailed(...problems)
}

/** The error for a text beyond its limit. */
export function tooLong(
  resource: string,
  field: string,
  most: number,
): ValidationError {
  return {
    resource,
    code: 'custom',
    field,
    message: `${field} is too long (maximum is ${String(most)} characters)`,
  }
}

function invalid(field: string): ValidationError {
  return { resource: 'PullRequest', field, code: 'invalid' }
}

/** An error of a pull request that is told in words. */
function custom(message: string): ValidationError {
  return { resource: 'PullRequest', code: 'custom', message }
}

function refuseSecond(
  repository: RepositoryState,
  head: Head,
  base: string,
): void {
  const second = repository.pulls.some(
    (pull) =>
      pull.state === 'open' &&
      pull.headRepository === head.repository &&
      pull.headRef === head.branch &&
      pull.baseRef === base,
  )
  if (!second) return
  const label = `${head.repository.owner}:${head.branch}`
  throw validationFailed(custom(`A pull request already exists for ${label}.`))
}

function refuseEmpty(
  world: World,
  repository: RepositoryState,
  range: {
    readonly head: Head
    readonly headSha: string
    readonly base: string
    readonly baseSha: string
  },
): void {
  const { head, headSha, base, baseSha } = range
  if (world.git.mergeBase(repository.git, baseSha, headSha) === null) {
    throw validationFailed(
      custom(`The ${head.branch} branch has no history in common with ${base}`),
    )
  }
  if (world.git.ahead(repository.git, baseSha, headSha) > 0) return
  const across = head.repository !== repository
  const from = across ? `${repository.owner}:${base}` : base
  const to = across ? `${head.repository.owner}:${head.branch}` : head.branch
  throw validationFailed(custom(`No commits between ${from} and ${to}`))
}

/** A change of a pull request; absent fields stay. */
export type PullChange = {
  readonly title?: string | undefined
  readonly body?: string | undefined
  readonly state?: 'open' | 'closed' | undefined
  readonly base?: string | undefined
}

/** Changes a pull request, or refuses all of it. */
export function changePull(
  world: World,
  target: { readonly repository: RepositoryState; readonly pull: Pull },
  change: PullChange,
): void {
  const { repository, pull } = target
  refuseTexts(change)
  const base = change.base === pull.baseRef ? undefined : change.base
  const reopens = change.state === 'open' && pull.state === 'closed'
  if (base !== undefined) refuseBase(world, target, base)
  if (reopens) refuseReopening(world, repository, pull)
  editPull(world, target, { ...change, base })
  if (change.state === 'closed' && pull.state === 'open') closePull(world, pull)
  if (reopens) reopenPull(world, pull)
}

/** Sets title, body and base, which were found good. */
function editPull(
  world: World,
  target: { readonly repository: RepositoryState; readonly pull: Pull },
  { title, body, base }: PullChange,
): void {
  const { repository, pull } = target
  const before = JSON.stringify([pull.title, pull.body, pull.baseRef])
  pull.title = title?.trim() ?? pull.title
  pull.body = body ?? pull.body
  if (base !== undefined) {
    pull.baseRef = base
    pull.baseSha = branchHead(world, repository, base) ?? pull.baseSha
  }
  const after = JSON.stringify([pull.title, pull.body, pull.baseRef])
  if (before !== after) pull.updatedAt = world.now()
}

function reopenPull(world: World, pull: Pull): void {
  pull.state = 'open'
  pull.closedAt = null
  pull.updatedAt = world.now()
}

function refuseBase(
  world: World,
  target: { readonly repository: RepositoryState; readonly pull: Pull },
  base: string,
): void {
  const { repository, pull } = target
  if (pull.state === 'closed') {
    throw validationFailed(
      custom('Cannot change the base branch of a closed pull request.'),
    )
  }
  if (branchHead(world, repository, base) === null) {
    throw validationFailed(invalid('base'))
  }
  const head = { repository: pull.headRepository, branch: pull.headRef }
  refuseSecond(repository, head, base)
}

function refuseReopening(
  world: World,
  repository: RepositoryState,
  pull: Pull,
): void {
  if (pull.mergedAt !== null) {
    throw validationFailed(
      custom('state cannot be changed. The pull request cannot be reopened.'),
    )
  }
  const head = branchHead(world, pull.headRepository, pull.headRef)
  const isContinued =
    head !== null &&
    world.git.mergeBase(repository.git, pull.headSha, head) === pull.headSha
  if (isContinued) return
  throw validationFailed(
    custom(
      head === null
        ? `state cannot be changed. The ${pull.headRef} branch has been deleted.`
        : `state cannot be changed. The ${pull.headRef} branch was force-pushed or recreated.`,
    ),
  )
}

/** Closes a pull request without merging it. */
export function closePull(world: World, pull: Pull): void {
  pull.state = 'closed'
  pull.closedAt = world.now()
  pull.updatedAt = pull.closedAt
}

/** Marks a pull request as merged. */
export function mergePull(world: World, pull: Pull): void {
  closePull(world, pull)
  pull.mergedAt = pull.closedAt
}

/**
 * Brings open pull requests up to date with the branches on disk: a push moves
 * the head; a deleted branch or an emptied diff closes; a base that holds the
 * head merges.
 */
export function followBranches(
  world: World,
  repository: RepositoryState,
): void {
  for (const pull of repository.pulls) {
    if (pull.state !== 'open') continue
    const head = branchHead(world, pull.headRepository, pull.headRef)
    const base = branchHead(world, repository, pull.baseRef)
    if (head === null || base === null) {
      closePull(world, pull)
      continue
    }
    if (head === pull.headSha && base === pull.baseSha) continue
    const headMoved = head !== pull.headSha
    if (headMoved) pull.updatedAt = world.now()
    pull.headSha = head
    pull.baseSha = base
    if (world.git.ahead(repository.git, base, head) > 0) continue
    if (headMoved) closePull(world, pull)
    else mergePull(world, pull)
  }
}

/** What a list of pull requests is asked for. */
export type PullFilter = {
  readonly state: 'open' | 'closed' | 'all'
  /** `owner:branch`; anything without a colon is ignored. */
  readonly head: string | null
  readonly base: string | null
}

/** Pull requests that a list shows, oldest first. */
export function listPulls(
  repository: RepositoryState,
  filter: PullFilter,
): readonly Pull[] {
  const { settings, parent } = repository
  const head = filter.head?.includes(':') === true ? filter.head : null
  const sameOwner =
    parent?.owner.toLowerCase() === repository.owner.toLowerCase()
  if (head !== null && settings.sameOwnerListBug && sameOwner) return []
  return visiblePulls(repository).filter(
    (pull) =>
      (filter.state === 'all' || pull.state === filter.state) &&
      (filter.base === null || pull.baseRef === filter.base) &&
      (head === null || hasHead(pull, head)),
  )
}

function hasHead(pull: Pull, head: string): boolean {
  const colon = head.indexOf(':')
  return (
    pull.headRepository.owner.toLowerCase() ===
      head.slice(0, colon).toLowerCase() &&
    pull.headRef === head.slice(colon + 1)
  )
}

/** Pull requests that lists show by now; each call counts as one list. */
export function visiblePulls(repository: RepositoryState): readonly Pull[] {
  return repository.pulls.filter((pull) => {
    if (pull.listLag === 0) return true
    pull.listLag -= 1
    return false
  })
}

/** Logins that may be assigned and asked for review. */
export function isCollaborator(
  repository: RepositoryState,
  login: string,
): boolean {
  return [repository.owner, ...repository.settings.collaborators].some(
    (name) => name.toLowerCase() === login.toLowerCase(),
  )
}

/** What a person may do in the repository. */
export function rightOf(
  repository: RepositoryState,
  login: string,
): 'admin' | 'write' | 'read' | 'none' {
  const given = repository.settings.rights[login]
  if (given !== undefined) return given
  if (login.toLowerCase() === repository.owner.toLowerCase()) return 'admin'
  return isCollaborator(repository, login) ? 'write' : 'read'
}

/** Asks people and teams for a review; one bad name fails all. */
export function requestReviewers(
  repository: RepositoryState,
  pull: Pull,
  asked: {
    readonly caller: Caller
    readonly people: readonly string[]
    readonly teams: readonly string[]
  },
): void {
  const { caller, people, teams } = asked
  const isAuthor = (login: string): boolean =>
    login.toLowerCase() === pull.author.toLowerCase()
  if (people.some(isAuthor)) {
    throw refuse(422, 'Review cannot be requested from pull request author.')
  }
  // Seeing teams takes a right in the organisation, which GITHUB_TOKEN lacks.
  const isTeam = (slug: string): boolean =>
    caller.kind === 'person' && repository.settings.teams.includes(slug)
  const all =
    people.every(
      (login) => login !== botLogin && isCollaborator(repository, login),
    ) && teams.every(isTeam)
  if (!all) {
    throw refuse(
      422,
      `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${fullName(repository)} repository.`,
    )
  }
  pull.reviewers = [...new Set([...pull.reviewers, ...people])]
  pull.teamReviewers = [...new Set([...pull.teamReviewers, ...teams])]
}
