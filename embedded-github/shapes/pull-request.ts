import type { RestEndpointMethodTypes } from '@octokit/plugin-rest-endpoint-methods'
import { botLogin } from '../caller.ts'
import {
  type Pull,
  type RepositoryState,
  type Review,
  type World,
  fullName,
} from '../world.ts'
import { labelShape, milestoneShape } from './label.ts'
import { repositoryShape } from './repository.ts'
import type { Shape } from './shape.ts'
import { userShape } from './user.ts'

type PullData = RestEndpointMethodTypes['pulls']['get']['response']['data']
type PullListItem =
  RestEndpointMethodTypes['pulls']['list']['response']['data'][number]
type IssueData = RestEndpointMethodTypes['issues']['get']['response']['data']
type ReviewData =
  RestEndpointMethodTypes['pulls']['getReview']['response']['data']

/** A pull request as lists show it. */
export function pullListShape(
  world: World,
  repository: RepositoryState,
  pull: Pull,
): Shape<PullListItem> {
  const { web, api } = world.addresses
  const name = fullName(repository)
  const number = String(pull.number)
  const pullUrl = `${api}/repos/${name}/pulls/${number}`
  const issueUrl = `${api}/repos/${name}/issues/${number}`
  return {
    url: pullUrl,
    id: pull.id,
    node_id: pull.nodeId,
    html_url: `${web}/${name}/pull/${number}`,
    diff_url: `${web}/${name}/pull/${number}.diff`,
    patch_url: `${web}/${name}/pull/${number}.patch`,
    issue_url: issueUrl,
    commits_url: `${pullUrl}/commits`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: `${api}/repos/${name}/statuses/${pull.headSha}`,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userShape(world, pull.author),
    body: pull.body === '' ? null : pull.body,
    labels: pull.labels.map((label) => labelShape(world, repository, label)),
    milestone:
      pull.milestone === null
        ? null
        : milestoneShape(world, repository, pull.milestone),
    active_lock_reason: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee:
      pull.assignees[0] === undefined
        ? null
        : userShape(world, pull.assignees[0]),
    assignees: pull.assignees.map((login) => userShape(world, login)),
    requested_reviewers: pull.reviewers.map((login) => userShape(world, login)),
    requested_teams: pull.teamReviewers.map((slug) => ({ slug, name: slug })),
    head: {
      label: `${pull.headRepository.owner}:${pull.headRef}`,
      ref: pull.headRef,
      sha: pull.headSha,
      user: userShape(world, pull.headRepository.owner),
      repo: repositoryShape(world, pull.headRepository),
    },
    base: {
      label: `${repository.owner}:${pull.baseRef}`,
      ref: pull.baseRef,
      sha: pull.baseSha,
      user: userShape(world, repository.owner),
      repo: repositoryShape(world, repository),
    },
    author_association: pull.author === botLogin ? 'NONE' : 'OWNER',
    auto_merge: null,
    draft: pull.draft,
  }
}

/** A pull request on its own. */
export function pullShape(
  world: World,
  repository: RepositoryState,
  pull: Pull,
): Shape<PullData> {
  const { git } = world
  const source = repository.git
  const common = git.mergeBase(source, pull.baseSha, pull.headSha)
  const files =
    common === null ? [] : git.changedFiles(source, common, pull.headSha)
  return {
    ...pullListShape(world, repository, pull),
    state: pull.state,
    merged: pull.mergedAt !== null,
    mergeable: pull.state === 'open' ? true : null,
    rebaseable: null,
    mergeable_state: pull.draft ? 'draft' : 'clean',
    merged_by: null,
    comments: repository.comments.filter(
      (comment) => comment.number === pull.number,
    ).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: git.ahead(source, pull.baseSha, pull.headSha),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  }
}

/** A pull request as the issues endpoints show it. */
export function issueShape(
  world: World,
  repository: RepositoryState,
  pull: Pull,
): Shape<IssueData> {
  const { web, api } = world.addresses
  const name = fullName(repository)
  const number = String(pull.number)
  const item = pullListShape(world, repository, pull)
  const url = `${api}/repos/${name}/issues/${number}`
  return {
    id: pull.id,
    node_id: pull.nodeId,
    url,
    repository_url: `${api}/repos/${name}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    html_url: `${web}/${name}/pull/${number}`,
    number: pull.number,
    state: pull.state,
    state_reason: null,
    title: pull.title,
    body: pull.body === '' ? null : pull.body,
    user: item.user,
    labels: item.labels,
    assignee: item.assignee,
    assignees: item.assignees,
    milestone: item.milestone,
    locked: false,
    active_lock_reason: null,
    comments: 0,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    author_association: item.author_association,
    draft: pull.draft,
    pull_request: {
      url: `${api}/repos/${name}/pulls/${number}`,
      html_url: `${web}/${name}/pull/${number}`,
      diff_url: `${web}/${name}/pull/${number}.diff`,
      patch_url: `${web}/${name}/pull/${number}.patch`,
      merged_at: pull.mergedAt,
    },
  }
}

/** A review. */
export function reviewShape(
  world: World,
  place: { readonly repository: RepositoryState; readonly pull: Pull },
  review: Review,
): Shape<ReviewData> {
  const name = fullName(place.repository)
  const number = String(place.pull.number)
  return {
    id: review.id,
    node_id: `PRR_${String(review.id)}`,
    user: review.login === null ? null : userShape(world, review.login),
    body: review.body,
    state: review.state,
    html_url: `${world.addresses.web}/${name}/pull/${number}#pullrequestreview-${String(review.id)}`,
    pull_request_url: `${world.addresses.api}/repos/${name}/pulls/${number}`,
    author_association:
      review.login === place.repository.owner ? 'OWNER' : 'COLLABORATOR',
    submitted_at: review.submittedAt,
    commit_id: review.commitSha,
  }
}
