import { at, numberAt, textAt } from '../../context/decode.ts'
import type { ForkBranch, ForkBranches, PullRequest } from '../github-port.ts'
import {
  commitStatus,
  graphqlRepository,
  isInside,
  restPullRequest,
  restRepository,
  statusContext,
  wrongShape,
} from './decode.ts'
import type { ForkName } from './look-up.ts'
import type { Client } from './octokit.ts'

/** One page of branches with everything that says whether one of them waits for a run. */
const branchesQuery = `query($owner: String!, $name: String!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    databaseId name isFork
    owner { login }
    defaultBranchRef { name }
    parent { databaseId name owner { login } defaultBranchRef { name } }
    refs(refPrefix: "refs/heads/", first: 100, after: $cursor) {
      pageInfo { hasNextPage endCursor }
      nodes {
        name
        target { oid ... on Commit { status { context(name: "${statusContext}") { state description targetUrl } } } }
        associatedPullRequests(first: 10, orderBy: {field: CREATED_AT, direction: DESC}) {
          nodes { number state isCrossRepository headRefOid headRefName baseRefName }
        }
      }
    }
  }
}`

/** More branches are left for the next sweep. */
const maxPages = 10

/** All branches of the fork, by GraphQL where that may be asked and answers, else by REST. */
export async function lookAtBranches(
  client: Client,
  fork: ForkName,
  isQuick: boolean,
): Promise<ForkBranches> {
  const quick = isQuick ? await branchesByGraphql(client, fork) : null
  return quick ?? branchesByRest(client, fork)
}

/** A hundred a request. `null` where GraphQL is refused or does not know a field. */
async function branchesByGraphql(
  client: Client,
  { owner, name }: ForkName,
): Promise<ForkBranches | null> {
  const branches: ForkBranch[] = []
  let cursor: string | null = null
  for (let page = 1; ; page += 1) {
    const repository: unknown = at(
      await ask(client, { owner, name, cursor }),
      'repository',
    )
    if (numberAt(repository, 'databaseId') === null) return null
    const nodes = at(repository, 'refs', 'nodes')
    if (!Array.isArray(nodes)) throw wrongShape('the branches', 'list')
    branches.push(...nodes.flatMap(graphqlBranch))
    cursor = textAt(repository, 'refs', 'pageInfo', 'endCursor')
    const hasMore = at(repository, 'refs', 'pageInfo', 'hasNextPage') === true
    if (hasMore && cursor !== null && page < maxPages) continue
    const parent = at(repository, 'parent') ?? null
    return {
      fork: graphqlRepository(repository),
      isFork: at(repository, 'isFork') === true,
      parent: parent === null ? null : graphqlRepository(parent),
      source: null,
      branches,
    }
  }
}

async function ask(
  client: Client,
  variables: Readonly<Record<string, string | null>>,
): Promise<unknown> {
  try {
    return await client.graphql<unknown>(branchesQuery, {
      ...variables,
      request: { retries: 0 },
    })
  } catch (error) {
    // A bad token is bad for REST too; everything else there has its own answer.
    if (at(error, 'status') === 401) throw error
    return at(error, 'data')
  }
}

function graphqlBranch(node: unknown): readonly ForkBranch[] {
  const name = textAt(node, 'name')
  const headSha = textAt(node, 'target', 'oid')
  if (name === null || headSha === null) return []
  const nodes = at(node, 'associatedPullRequests', 'nodes')
  const pullRequests = (Array.isArray(nodes) ? nodes : [])
    .filter((pull: unknown) => at(pull, 'isCrossRepository') === false)
    .map(shortPullRequest)
  const status = commitStatus(
    at(node, 'target', 'status', 'context'),
    'targetUrl',
  )
  return [{ name, headSha, status, pullRequests }]
}

/** What a plan needs of a pull request; texts are not read. */
function shortPullRequest(node: unknown): PullRequest {
  const state = textAt(node, 'state')
  return {
    number: numberAt(node, 'number') ?? 0,
    nodeId: '',
    url: '',
    title: '',
    body: '',
    state: state === 'OPEN' ? 'open' : 'closed',
    merged: state === 'MERGED',
    createdAt: '',
    draft: false,
    headSha: textAt(node, 'headRefOid') ?? '',
    headRef: textAt(node, 'headRefName') ?? '',
    baseRef: textAt(node, 'baseRefName') ?? '',
    labels: [],
    author: '',
    assignees: [],
    reviewers: [],
    milestone: null,
  }
}

/** The same by REST, which knows no status of many commits at once: `unknown`. */
async function branchesByRest(
  client: Client,
  { owner, name }: ForkName,
): Promise<ForkBranches> {
  const path = { owner, repo: name, per_page: 100 }
  const { data } = await client.request('GET /repos/{owner}/{repo}', path)
  const fork = restRepository(data)
  const branches: readonly unknown[] = await client.paginate(
    'GET /repos/{owner}/{repo}/branches',
    path,
  )
  const pulls: readonly unknown[] = await client.paginate(
    'GET /repos/{owner}/{repo}/pulls',
    { ...path, state: 'all', sort: 'created', direction: 'desc' },
  )
  const inside = pulls
    .filter((pull) => isInside(pull, fork.id))
    .map(restPullRequest)
  const parent = at(data, 'parent') ?? null
  return {
    fork,
    isFork: at(data, 'fork') === true,
    parent: parent === null ? null : restRepository(parent),
    source: null,
    branches: branches.flatMap((branch) => {
      const own = textAt(branch, 'name')
      const headSha = textAt(branch, 'commit', 'sha')
      if (own === null || headSha === null) return []
      const pullRequests = inside.filter(({ headRef }) => headRef === own)
      return [{ name: own, headSha, status: 'unknown' as const, pullRequests }]
    }),
  }
}
