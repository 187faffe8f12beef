import { at, numberAt, textAt } from '../../context/decode.ts'
import type { Repository } from '../../context/run-context.ts'
import {
  type CommitState,
  type CommitStatus,
  GitHubTrouble,
  type PullRequest,
} from '../github-port.ts'
import { rerunOrReport } from './answer.ts'

/** Context of our commit status. */
export const statusContext = 'staging-pr'

/** An answer that is not what GitHub documents. */
export function wrongShape(what: string, field: string): GitHubTrouble {
  return new GitHubTrouble({
    kind: 'unexpected',
    status: 200,
    message: `GitHub's answer about ${what} has no usable ${field}.`,
    remedy: rerunOrReport,
  })
}

function requireText(
  value: unknown,
  what: string,
  path: readonly string[],
): string {
  const text = textAt(value, ...path)
  if (text === null) throw wrongShape(what, path.join('.'))
  return text
}

function requireNumber(
  value: unknown,
  what: string,
  path: readonly string[],
): number {
  const number = numberAt(value, ...path)
  if (number === null) throw wrongShape(what, path.join('.'))
  return number
}

/** A repository of the REST API. */
export function restRepository(value: unknown): Repository {
  return {
    owner: requireText(value, 'the repository', ['owner', 'login']),
    name: requireText(value, 'the repository', ['name']),
    id: requireNumber(value, 'the repository', ['id']),
    defaultBranch: textAt(value, 'default_branch'),
  }
}

/** Texts below a key of each entry of a list. */
function textsAt(list: unknown, ...path: readonly string[]): readonly string[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((entry: unknown) => textAt(entry, ...path) ?? [])
}

/** A pull request of the REST API. */
export function restPullRequest(value: unknown): PullRequest {
  const what = 'the pull request'
  const mergedAt = at(value, 'merged_at')
  return {
    number: requireNumber(value, what, ['number']),
    nodeId: textAt(value, 'node_id') ?? '',
    url: requireText(value, what, ['html_url']),
    title: textAt(value, 'title') ?? '',
    body: textAt(value, 'body') ?? '',
    state: textAt(value, 'state') === 'open' ? 'open' : 'closed',
    merged:
      (mergedAt !== null && mergedAt !== undefined) ||
      at(value, 'merged') === true,
    createdAt: textAt(value, 'created_at') ?? '',
    draft: at(value, 'draft') === true,
    headSha: requireText(value, what, ['head', 'sha']),
    headRef: requireText(value, what, ['head', 'ref']),
    baseRef: requireText(value, what, ['base', 'ref']),
    labels: textsAt(at(value, 'labels'), 'name'),
    author: textAt(value, 'user', 'login') ?? '',
    assignees: textsAt(at(value, 'assignees'), 'login'),
    reviewers: [
      ...textsAt(at(value, 'requested_reviewers'), 'login'),
      ...textsAt(at(value, 'requested_teams'), 'slug').map(
        (slug) => `team:${slug}`,
      ),
    ],
    milestone: textAt(value, 'milestone', 'title'),
  }
}

/** Whether head and base of a REST pull request are both in this repository. */
export function isInside(value: unknown, repositoryId: number | null): boolean {
  const head = numberAt(value, 'head', 'repo', 'id')
  const base = numberAt(value, 'base', 'repo', 'id')
  return head !== null && head === repositoryId && base === repositoryId
}

const states: Readonly<Record<string, CommitState>> = {
  pending: 'pending',
  expected: 'pending',
  success: 'success',
  failure: 'failure',
  error: 'error',
}

/** A commit status of either API, or `null`. */
export function commitStatus(
  value: unknown,
  targetKey: 'target_url' | 'targetUrl',
): CommitStatus | null {
  const state = states[(textAt(value, 'state') ?? '').toLowerCase()]
  if (state === undefined) return null
  return {
    state,
    description: textAt(value, 'description') ?? '',
    targetUrl: textAt(value, targetKey),
  }
}

/** The newest `staging-pr` status of a REST list, which is newest first. */
export function newestStatus(list: unknown): CommitStatus | null {
  if (!Array.isArray(list)) return null
  const ours = list.find(
    (entry: unknown) => textAt(entry, 'context') === statusContext,
  )
  return ours === undefined ? null : commitStatus(ours, 'target_url')
}

/** A repository of the GraphQL API. */
export function graphqlRepository(value: unknown): Repository {
  return {
    owner: requireText(value, 'the repository', ['owner', 'login']),
    name: requireText(value, 'the repository', ['name']),
    id: requireNumber(value, 'the repository', ['databaseId']),
    defaultBranch: textAt(value, 'defaultBranchRef', 'name'),
  }
}

/** A pull request of the GraphQL API. */
export function graphqlPullRequest(value: unknown): PullRequest {
  const what = 'the pull request'
  const state = textAt(value, 'state')
  return {
    number: requireNumber(value, what, ['number']),
    nodeId: requireText(value, what, ['id']),
    url: requireText(value, what, ['url']),
    title: textAt(value, 'title') ?? '',
    body: textAt(value, 'body') ?? '',
    state: state === 'OPEN' ? 'open' : 'closed',
    merged: state === 'MERGED',
    createdAt: textAt(value, 'createdAt') ?? '',
    draft: at(value, 'isDraft') === true,
    headSha: requireText(value, what, ['headRefOid']),
    headRef: requireText(value, what, ['headRefName']),
    baseRef: requireText(value, what, ['baseRefName']),
    labels: textsAt(at(value, 'labels', 'nodes'), 'name'),
    author: graphqlLogin(at(value, 'author')),
    assignees: textsAt(at(value, 'assignees', 'nodes'), 'login'),
    reviewers: reviewersOf(at(value, 'reviewRequests', 'nodes')),
    milestone: textAt(value, 'milestone', 'title'),
  }
}

/** REST writes an app's login with `[bot]`, GraphQL without. */
function graphqlLogin(actor: unknown): string {
  const login = textAt(actor, 'login') ?? ''
  return textAt(actor, '__typename') === 'Bot' ? `${login}[bot]` : login
}

function reviewersOf(nodes: unknown): readonly string[] {
  return [
    ...textsAt(nodes, 'requestedReviewer', 'login'),
    ...textsAt(nodes, 'requestedReviewer', 'slug').map(
      (slug) => `team:${slug}`,
    ),
  ]
}
