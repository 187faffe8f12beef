import { canSee, holds, recordWrite } from '../caller.ts'
import { isObject } from '../json.ts'
import { followBranches } from '../pull-requests.ts'
import {
  type Pull,
  type RepositoryState,
  findRenamed,
  findRepository,
} from '../world.ts'
import { type Arguments, failure } from './connection.ts'
import type { Lookup, Node } from './lookup.ts'
import { pullNode, repositoryNode } from './nodes.ts'

/** The fields of `Query` and `Mutation`. */
export function rootNode(lookup: Lookup): Node {
  return {
    repository: ({ owner, name }: Arguments) =>
      repository(lookup, String(owner), String(name)),
    node: ({ id }: Arguments) => node(lookup, String(id)),
    viewer: () => ({ __typename: 'User', login: lookup.caller.login }),
    rateLimit: { limit: 1000, cost: 1, remaining: 999, used: 1 },
    convertPullRequestToDraft: (given: Arguments) =>
      setDraft(lookup, given, true),
    markPullRequestReadyForReview: (given: Arguments) =>
      setDraft(lookup, given, false),
  }
}

function repository(lookup: Lookup, owner: string, name: string): Node {
  const found =
    findRepository(lookup.world, owner, name) ??
    findRenamed(lookup.world, owner, name)
  if (found === undefined || !canSee(lookup.caller, found)) {
    throw failure(
      'NOT_FOUND',
      `Could not resolve to a Repository with the name '${owner}/${name}'.`,
    )
  }
  return repositoryNode(lookup, found)
}

function findPull(
  lookup: Lookup,
  id: string,
): { readonly repository: RepositoryState; readonly pull: Pull } {
  for (const repository of lookup.world.repositories) {
    if (!canSee(lookup.caller, repository)) continue
    const pull = repository.pulls.find(({ nodeId }) => nodeId === id)
    if (pull !== undefined) return { repository, pull }
  }
  throw failure(
    'NOT_FOUND',
    `Could not resolve to a node with the global id of '${id}'.`,
  )
}

function node(lookup: Lookup, id: string): Node {
  const found = lookup.world.repositories.find(
    (one) => one.nodeId === id && canSee(lookup.caller, one),
  )
  if (found !== undefined) return repositoryNode(lookup, found)
  const { repository, pull } = findPull(lookup, id)
  followBranches(lookup.world, repository)
  return pullNode(lookup, repository, pull)
}

function setDraft(lookup: Lookup, given: Arguments, draft: boolean): Node {
  const { world } = lookup
  const input = isObject(given['input']) ? given['input'] : {}
  const { repository, pull } = findPull(lookup, String(input['pullRequestId']))
  requireConversion(lookup, repository)
  if (draft && !repository.settings.supportsDrafts) {
    throw failure(
      'UNPROCESSABLE',
      'Draft pull requests are not supported in this repository.',
    )
  }
  if (pull.state === 'closed') {
    throw failure('UNPROCESSABLE', 'Pull request is closed')
  }
  if (pull.draft !== draft) {
    pull.draft = draft
    pull.updatedAt = world.now()
  }
  return {
    clientMutationId: input['clientMutationId'] ?? null,
    pullRequest: pullNode(lookup, repository, pull),
  }
}

/** Converting takes `contents: write` besides `pull-requests: write`, as reported from the field. */
function requireConversion(
  { world, caller }: Lookup,
  repository: RepositoryState,
): void {
  recordWrite(world, { caller, repository, request: 'POST /graphql' })
  const isHeld = (name: 'contents' | 'pull-requests'): boolean =>
    holds(caller, repository, { anyOf: [name], level: 'write' })
  if (isHeld('contents') && isHeld('pull-requests')) return
  throw failure('FORBIDDEN', 'Resource not accessible by integration')
}
