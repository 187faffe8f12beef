import { at, numberAt, textAt } from '../../context/decode.ts'
import { cleanBranchOf } from '../../handoff/clean-branch-name.ts'
import type { ForkState, LookUp, PullRequest } from '../github-port.ts'
import {
  commitStatus,
  graphqlPullRequest,
  graphqlRepository,
  statusContext,
  wrongShape,
} from './decode.ts'
import type { Discussion } from '../../pull-request/review.ts'
import {
  discussionFields,
  graphqlDiscussion,
  mayPush,
  restDiscussion,
} from './discussion.ts'
import {
  graphqlUpstream,
  upstreamFields,
  upstreamFragment,
} from './upstream-pull-requests.ts'
import type { Client } from './octokit.ts'

/** The fork that is looked at. */
export type ForkName = { readonly owner: string; readonly name: string }

/** Pull requests that one query gives at most; GitHub's own limit. */
const pageSize = 100

/** One query finds everything; the REST way below finds the same. */
export const lookUpQuery = `query($owner: String!, $name: String!, $branch: String!, $clean: String!, $ref: String!, $oid: String!) {
  repository(owner: $owner, name: $name) {
    databaseId name isFork
    owner { login }
    defaultBranchRef { name }
    parent { databaseId name owner { login } defaultBranchRef { name }${upstreamFields}
    }
    ref(qualifiedName: $ref) { target { oid ...commitStatus } }
    object(expression: $oid) { ...commitStatus }
    pullRequests(headRefName: $branch, first: ${pageSize}, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes {
        id number url title body state isDraft createdAt headRefOid headRefName baseRefName isCrossRepository
        author { __typename login }
        labels(first: 100) { nodes { name } }
        assignees(first: 10) { nodes { login } }
        reviewRequests(first: 30) { nodes { requestedReviewer { ... on User { login } ... on Team { slug } } } }
        milestone { title }${discussionFields}
      }
    }
  }
}
fragment commitStatus on Commit { status { context(name: "${statusContext}") { state description targetUrl } } }${upstreamFragment}`

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
    clean: cleanBranchOf(branch),
    ref: `refs/heads/${branch}`,
    oid: headSha ?? '0'.repeat(40),
  })
  const repository = at(answer, 'repository')
  if (numberAt(repository, 'databaseId') === null) return null
  const parent = at(repository, 'parent') ?? null
  const inside = nodesInside(repository, branch)
  // Others may use the branch's name too; REST can ask for the fork's alone.
  if (inside === null) return null
  const fork = graphqlRepository(repository)
  const pullRequests = inside.map(graphqlPullRequest)
  const scope = { client, fork: { owner, name } }
  return {
    fork,
    isFork: at(repository, 'isFork') === true,
    parent: parent === null ? null : graphqlRepository(parent),
    source: null,
    branchSha: textAt(repository, 'ref', 'target', 'oid'),
    pullRequests,
    discussions: await Promise.all(
      pullRequests.flatMap((one, index) =>
        one.state === 'open' ? [discussionOf(scope, inside[index], one)] : [],
      ),
    ),
    upstreamPullRequests: graphqlUpstream(parent, fork.id),
    status: statusOf(repository, headSha),
  }
}

function statusOf(
  repository: unknown,
  headSha: string | null,
): ForkState['status'] {
  const status =
    headSha === null
      ? at(repository, 'ref', 'target', 'status', 'context')
      : at(repository, 'object', 'status', 'context')
  return commitStatus(status, 'targetUrl')
}

/** GraphQL does not tell what may do who put a label on, and of many reviews it tells the last alone. */
async function discussionOf(
  { client, fork }: { readonly client: Client; readonly fork: ForkName },
  node: unknown,
  pullRequest: PullRequest,
): Promise<Discussion> {
  const said = graphqlDiscussion(node, pullRequest)
  if (said === null) return restDiscussion(client, fork, pullRequest)
  const { labelledBy } = said
  if (labelledBy === null || labelledBy.login === null || labelledBy.isBot) {
    return said
  }
  const canWrite = await mayPush(client, fork, labelledBy.login)
  return { ...said, labelledBy: { ...labelledBy, canWrite } }
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
function nodesInside(
  repository: unknown,
  branch: string,
): readonly unknown[] | null {
  const nodes = at(repository, 'pullRequests', 'nodes')
  if (!Array.isArray(nodes)) throw wrongShape('the fork', 'pullRequests')
  const inside = nodes
    .filter((node: unknown) => at(node, 'isCrossRepository') === false)
    .filter((node: unknown) => textAt(node, 'headRefName') === branch)
  return inside.length === 0 && nodes.length >= pageSize ? null : inside
}
