import { at, numberAt, textAt } from '../../context/decode.ts'
import type { ForkState, LookUp, PullRequest } from '../github-port.ts'
import {
  commitStatus,
  graphqlPullRequest,
  graphqlRepository,
  isInside,
  newestStatus,
  restPullRequest,
  restRepository,
  statusContext,
  wrongShape,
} from './decode.ts'
import type { Client } from './octokit.ts'

/** The fork that is looked at. */
export type ForkName = { readonly owner: string; readonly name: string }

/** Pull requests that one query gives at most; GitHub's own limit. */
const pageSize = 100

/** One query finds everything; the REST way below finds the same. */
export const lookUpQuery = `query($owner: String!, $name: String!, $branch: String!, $ref: String!, $oid: String!) {
  repository(owner: $owner, name: $name) {
    databaseId name isFork
    owner { login }
    defaultBranchRef { name }
    parent { databaseId name owner { login } defaultBranchRef { name } }
    ref(qualifiedName: $ref) { target { oid ...commitStatus } }
    object(expression: $oid) { ...commitStatus }
    pullRequests(headRefName: $branch, first: ${pageSize}, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes {
        id number url title body state isDraft headRefOid headRefName baseRefName isCrossRepository
        author { __typename login }
        labels(first: 100) { nodes { name } }
        assignees(first: 10) { nodes { login } }
        reviewRequests(first: 30) { nodes { requestedReviewer { ... on User { login } ... on Team { slug } } } }
        milestone { title }
      }
    }
  }
}
fragment commitStatus on Commit { status { context(name: "${statusContext}") { state description targetUrl } } }`

/** Looks by one GraphQL query. `null` where GraphQL is refused or does not know a field; then REST has to do. */
export async function lookUpByGraphql(
  client: Client,
  { owner, name }: ForkName,
  { branch, headSha }: LookUp,
): Promise<ForkState | null> {
  const answer = await askGraphql(client, {
    owner,
    name,
    branch,
    ref: `refs/heads/${branch}`,
    oid: headSha ?? '0'.repeat(40),
  })
  const repository = at(answer, 'repository')
  if (numberAt(repository, 'databaseId') === null) return null
  const parent = at(repository, 'parent') ?? null
  const pullRequests = graphqlPullRequests(repository, branch)
  // Others may use the branch's name too; REST can ask for the fork's alone.
  if (pullRequests === null) return null
  const status =
    headSha === null
      ? at(repository, 'ref', 'target', 'status', 'context')
      : at(repository, 'object', 'status', 'context')
  return {
    fork: graphqlRepository(repository),
    isFork: at(repository, 'isFork') === true,
    parent: parent === null ? null : graphqlRepository(parent),
    source: null,
    branchSha: textAt(repository, 'ref', 'target', 'oid'),
    pullRequests,
    status: commitStatus(status, 'targetUrl'),
  }
}

async function askGraphql(
  client: Client,
  variables: Readonly<Record<string, string>>,
): Promise<unknown> {
  try {
    return await client.graphql<unknown>(lookUpQuery, {
      ...variables,
      request: { retries: 0 },
    })
  } catch (error) {
    // A bad token is bad for REST too; everything else there has its own answer.
    if (at(error, 'status') === 401) throw error
    return at(error, 'data')
  }
}

/** `null` where a full page of others may hide the fork's own. */
function graphqlPullRequests(
  repository: unknown,
  branch: string,
): readonly PullRequest[] | null {
  const nodes = at(repository, 'pullRequests', 'nodes')
  if (!Array.isArray(nodes)) throw wrongShape('the fork', 'pullRequests')
  const inside = nodes
    .filter((node: unknown) => at(node, 'isCrossRepository') === false)
    .map(graphqlPullRequest)
    .filter(({ headRef }) => headRef === branch)
  return inside.length === 0 && nodes.length >= pageSize ? null : inside
}

/**
 * Looks by REST. Statuses are read when no pull request exists: where one
 * exists its own marker knows what was posted, and a request is saved, unless
 * the status is asked for.
 */
export async function lookUpByRest(
  client: Client,
  { owner, name }: ForkName,
  { branch, headSha, readsStatus }: LookUp,
): Promise<ForkState> {
  const { data } = await client.request('GET /repos/{owner}/{repo}', {
    owner,
    repo: name,
  })
  const fork = restRepository(data)
  const parent = repositoryAt(data, 'parent')
  const pullRequests = await listPullRequests(client, {
    fork: { ...fork, sharesOwner: parent?.owner === fork.owner },
    branch,
  })
  const branchSha = headSha ?? (await headOf(client, { owner, name }, branch))
  const needsStatus =
    (readsStatus || pullRequests.length === 0) && branchSha !== null
  return {
    fork,
    isFork: at(data, 'fork') === true,
    parent,
    source: repositoryAt(data, 'source'),
    branchSha,
    pullRequests,
    status: needsStatus
      ? await readStatus(client, { owner, name }, branchSha)
      : 'unknown',
  }
}

function repositoryAt(
  data: unknown,
  key: 'parent' | 'source',
): ForkState['parent'] {
  const value = at(data, key)
  return value === undefined || value === null ? null : restRepository(value)
}

/** Pull requests of a branch by GitHub's filter, as REST gives them, any state; the filter may let others through. */
export async function listRawPullRequests(
  client: Client,
  { owner, name }: ForkName,
  branch: string,
): Promise<readonly unknown[]> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo: name,
    state: 'all',
    per_page: 100,
    head: `${owner}:${branch}`,
  })
  if (!Array.isArray(data)) throw wrongShape('the pull requests', 'list')
  return data
}

type ListRequest = {
  readonly fork: ForkState['fork'] & {
    /** Fork and parent have one owner: the filter by owner then misses (peter-evans/create-pull-request, getPullNumber). */
    readonly sharesOwner: boolean
  }
  readonly branch: string
}

async function listPullRequests(
  client: Client,
  { fork, branch }: ListRequest,
): Promise<readonly PullRequest[]> {
  const filtered = await listRawPullRequests(client, fork, branch)
  const found = ofBranch(filtered, fork.id, branch)
  if (found.length > 0 || !fork.sharesOwner) return found
  const all = await client.paginate('GET /repos/{owner}/{repo}/pulls', {
    owner: fork.owner,
    repo: fork.name,
    state: 'all',
    per_page: 100,
  })
  return ofBranch(all, fork.id, branch)
}

function ofBranch(
  list: readonly unknown[],
  repositoryId: number | null,
  branch: string,
): readonly PullRequest[] {
  const inside = list.filter((entry) => isInside(entry, repositoryId))
  const ours = inside
    .map(restPullRequest)
    .filter(({ headRef }) => headRef === branch)
  const numbers = new Set<number>()
  return ours
    .filter(({ number }) => !numbers.has(number) && numbers.add(number))
    .sort((one, other) => other.number - one.number)
}

/** Head of a branch, or `null` when there is none. */
export async function headOf(
  client: Client,
  { owner, name }: ForkName,
  branch: string,
): Promise<string | null> {
  try {
    const { data } = await client.request(
      'GET /repos/{owner}/{repo}/git/ref/{ref}',
      { owner, repo: name, ref: `heads/${branch}` },
    )
    const sha = textAt(data, 'object', 'sha')
    if (sha === null) throw wrongShape(`branch ${branch}`, 'object.sha')
    return sha
  } catch (error) {
    // No such branch is an answer.
    if (at(error, 'status') === 404) return null
    throw error
  }
}

async function readStatus(
  client: Client,
  { owner, name }: ForkName,
  sha: string,
): Promise<ForkState['status']> {
  try {
    const { data } = await client.request(
      'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
      { owner, repo: name, ref: sha, per_page: 100 },
    )
    return newestStatus(data)
  } catch (error) {
    // Statuses that cannot be read are as good as none: posting one again is harmless.
    if (at(error, 'status') === undefined) throw error
    return null
  }
}
