import { canSee, holds } from '../caller.ts'
import { followBranches, rightOf, visiblePulls } from '../pull-requests.ts'
import { findCommit } from '../routes/repositories.ts'
import {
  type Label,
  type Milestone,
  type Pull,
  type RepositoryState,
  type Review,
  type World,
  fullName,
} from '../world.ts'
import { accountNode } from './account-node.ts'
import { commitNode } from './commit-nodes.ts'
import { type Arguments, connection } from './connection.ts'
import type { Lookup, Node } from './lookup.ts'

/** A `Repository`. */
export function repositoryNode(
  lookup: Lookup,
  repository: RepositoryState,
): Node {
  const { world, caller } = lookup
  const { parent, settings } = repository
  const name = fullName(repository)
  const commit = (expression: string): Node | null => {
    const sha = findCommit(world, repository, expression)
    return sha === null ? null : commitNode(lookup, repository, sha)
  }
  const pulls = (): readonly Pull[] => {
    followBranches(world, repository)
    return repository.pulls
  }
  const canPush = holds(caller, repository, {
    anyOf: ['contents'],
    level: 'write',
  })
  return {
    __typename: 'Repository',
    id: repository.nodeId,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: name,
    owner: () => accountNode(world, repository.owner),
    url: `${world.addresses.web}/${name}`,
    resourcePath: `/${name}`,
    description: null,
    createdAt: repository.createdAt,
    isArchived: false,
    isDisabled: false,
    isEmpty: () => world.git.refs(repository.git).size === 0,
    isFork: parent !== null,
    isPrivate: settings.isPrivate,
    visibility: settings.isPrivate ? 'PRIVATE' : 'PUBLIC',
    hasIssuesEnabled: settings.hasIssues,
    forkCount: world.repositories.filter((one) => one.parent === repository)
      .length,
    viewerPermission: canPush ? 'WRITE' : 'READ',
    parent: () =>
      parent === null || !canSee(caller, parent)
        ? null
        : repositoryNode(lookup, parent),
    defaultBranchRef: () =>
      refNode(lookup, repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: Arguments) =>
      refNode(lookup, repository, String(qualifiedName)),
    refs: (given: Arguments) =>
      connection('refs', refNodes(lookup, repository, given), given),
    object: ({ oid, expression }: Arguments) =>
      commit(String(oid ?? expression)),
    pullRequest: ({ number }: Arguments) => {
      const found = pulls().find((pull) => pull.number === number)
      return found === undefined ? null : pullNode(lookup, repository, found)
    },
    pullRequests: (given: Arguments) => {
      pulls()
      return connection(
        'pullRequests',
        filterPulls(visiblePulls(repository), given).map((pull) =>
          pullNode(lookup, repository, pull),
        ),
        given,
      )
    },
    label: ({ name: wanted }: Arguments) => {
      const found = repository.labels.find(
        (label) => label.name.toLowerCase() === String(wanted).toLowerCase(),
      )
      return found === undefined ? null : labelNode(found)
    },
    labels: (given: Arguments) =>
      connection('labels', repository.labels.map(labelNode), given),
    milestone: ({ number }: Arguments) => {
      const found = repository.milestones.find((one) => one.number === number)
      return found === undefined ? null : milestoneNode(found)
    },
    milestones: (given: Arguments) =>
      connection('milestones', filterMilestones(repository, given), given),
  }
}

function filterMilestones(
  repository: RepositoryState,
  { states, query }: Arguments,
): readonly Node[] {
  const wanted = list(states)
  const text = typeof query === 'string' ? query.toLowerCase() : ''
  return repository.milestones
    .filter(
      ({ state, title }) =>
        (wanted === null || wanted.includes(state.toUpperCase())) &&
        title.toLowerCase().includes(text),
    )
    .map(milestoneNode)
}

function filterPulls(
  pulls: readonly Pull[],
  { states, headRefName, baseRefName, labels, orderBy }: Arguments,
): readonly Pull[] {
  const wanted = list(states)
  const names = list(labels)
  const found = pulls.filter(
    (pull) =>
      (wanted === null || wanted.includes(pullState(pull))) &&
      (typeof headRefName !== 'string' || pull.headRef === headRefName) &&
      (typeof baseRefName !== 'string' || pull.baseRef === baseRefName) &&
      (names === null || pull.labels.some(({ name }) => names.includes(name))),
  )
  const order: Arguments = { field: 'CREATED_AT', direction: 'ASC' }
  const { field, direction } = { ...order, ...Object(orderBy) }
  const sorted = found.toSorted((one, other) =>
    field === 'UPDATED_AT'
      ? one.updatedAt.localeCompare(other.updatedAt)
      : one.number - other.number,
  )
  return direction === 'DESC' ? sorted.toReversed() : sorted
}

function list(given: unknown): readonly unknown[] | null {
  return Array.isArray(given) ? given : null
}

function pullState(pull: Pull): 'MERGED' | 'OPEN' | 'CLOSED' {
  if (pull.mergedAt !== null) return 'MERGED'
  return pull.state === 'open' ? 'OPEN' : 'CLOSED'
}

function refNodes(
  lookup: Lookup,
  repository: RepositoryState,
  { refPrefix }: Arguments,
): readonly Node[] {
  return [...lookup.world.git.refs(repository.git).keys()]
    .filter((name) => name.startsWith(String(refPrefix)))
    .toSorted()
    .map((name) => refNode(lookup, repository, name))
    .filter((node) => node !== null)
}

/** A `Ref`, or `null` when there is none of that name; a short name is a branch. */
function refNode(
  lookup: Lookup,
  repository: RepositoryState,
  given: string,
): Node | null {
  const qualified = given.startsWith('refs/') ? given : `refs/heads/${given}`
  const ref = lookup.world.git.refs(repository.git).get(qualified)
  if (ref === undefined) return null
  const [, kind = '', ...rest] = qualified.split('/')
  return {
    __typename: 'Ref',
    id: `REF_kwDO${Buffer.from(qualified).toString('base64url')}`,
    name: rest.join('/'),
    prefix: `refs/${kind}/`,
    repository: () => repositoryNode(lookup, repository),
    target: () => commitNode(lookup, repository, ref.sha),
    associatedPullRequests: (given: Arguments) => {
      followBranches(lookup.world, repository)
      const own = visiblePulls(repository).filter(
        (pull) =>
          pull.headRef === rest.join('/') && pull.headRepository === repository,
      )
      return connection(
        'associatedPullRequests',
        filterPulls(own, given).map((pull) =>
          pullNode(lookup, repository, pull),
        ),
        given,
      )
    },
  }
}

/** A `PullRequest`. */
export function pullNode(
  lookup: Lookup,
  repository: RepositoryState,
  pull: Pull,
): Node {
  const { world } = lookup
  const path = `${fullName(repository)}/pull/${String(pull.number)}`
  const headRef = `refs/heads/${pull.headRef}`
  return {
    __typename: 'PullRequest',
    id: pull.nodeId,
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    url: `${world.addresses.web}/${path}`,
    resourcePath: `/${path}`,
    title: pull.title,
    body: pull.body,
    state: pullState(pull),
    isDraft: pull.draft,
    closed: pull.state === 'closed',
    merged: pull.mergedAt !== null,
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    closedAt: pull.closedAt,
    mergedAt: pull.mergedAt,
    mergeable: 'MERGEABLE',
    locked: false,
    maintainerCanModify: false,
    reviewDecision: null,
    author: () => accountNode(world, pull.author),
    isCrossRepository: pull.headRepository !== repository,
    repository: () => repositoryNode(lookup, repository),
    baseRepository: () => repositoryNode(lookup, repository),
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    baseRef: () => refNode(lookup, repository, `refs/heads/${pull.baseRef}`),
    headRepository: () => repositoryNode(lookup, pull.headRepository),
    headRepositoryOwner: () => accountNode(world, pull.headRepository.owner),
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    headRef: () => refNode(lookup, pull.headRepository, headRef),
    labels: (given: Arguments) =>
      connection('labels', pull.labels.map(labelNode), given),
    assignees: (given: Arguments) =>
      connection(
        'assignees',
        pull.assignees.map((login) => accountNode(world, login)),
        given,
      ),
    reviewRequests: (given: Arguments) =>
      connection('reviewRequests', reviewRequests(world, pull), given),
    reviews: (given: Arguments) =>
      connection(
        'reviews',
        pull.reviews
          .filter(({ state }) => list(given['states'])?.includes(state) ?? true)
          .map((review) => reviewNode(lookup, repository, review)),
        given,
      ),
    timelineItems: (given: Arguments) =>
      connection('timelineItems', timeline(world, pull, given), given),
    mergeCommit: () =>
      pull.mergeCommitSha === null
        ? null
        : commitNode(lookup, repository, pull.mergeCommitSha),
    milestone: pull.milestone === null ? null : milestoneNode(pull.milestone),
  }
}

/** Events of labels; of others nothing is known here. */
function timeline(
  world: World,
  pull: Pull,
  { itemTypes }: Arguments,
): readonly Node[] {
  const wanted = list(itemTypes)
  if (wanted !== null && !wanted.includes('LABELED_EVENT')) return []
  return pull.labellings.map(({ id, actor, label, createdAt }) => ({
    __typename: 'LabeledEvent',
    id: `LE_${String(id)}`,
    actor: accountNode(world, actor),
    createdAt,
    label: { __typename: 'Label', name: label },
  }))
}

function reviewRequests(world: World, pull: Pull): readonly Node[] {
  const reviewers = [
    ...pull.reviewers.map((login) => accountNode(world, login)),
    ...pull.teamReviewers.map((slug) => ({
      __typename: 'Team',
      slug,
      name: slug,
    })),
  ]
  return reviewers.map((requestedReviewer) => ({
    __typename: 'ReviewRequest',
    asCodeOwner: false,
    requestedReviewer,
  }))
}

function reviewNode(
  lookup: Lookup,
  repository: RepositoryState,
  review: Review,
): Node {
  return {
    __typename: 'PullRequestReview',
    id: `PRR_${String(review.id)}`,
    databaseId: review.id,
    author:
      review.login === null ? null : accountNode(lookup.world, review.login),
    authorCanPushToRepository:
      review.login !== null &&
      ['admin', 'write'].includes(rightOf(repository, review.login)),
    state: review.state,
    body: review.body,
    submittedAt: review.submittedAt,
    commit: () =>
      review.commitSha === null
        ? null
        : commitNode(lookup, repository, review.commitSha),
  }
}

function labelNode(label: Label): Node {
  return {
    __typename: 'Label',
    id: label.nodeId,
    name: label.name,
    color: label.color,
    description: label.description,
  }
}

function milestoneNode(milestone: Milestone): Node {
  return {
    __typename: 'Milestone',
    id: milestone.nodeId,
    number: milestone.number,
    title: milestone.title,
    state: milestone.state.toUpperCase(),
  }
}
