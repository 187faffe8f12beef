import { at, numberAt, textAt } from '../../context/decode.ts'
import type { Repository } from '../../context/run-context.ts'
import { cleanBranchOf } from '../../handoff/clean-branch-name.ts'
import type { UpstreamPullRequest } from '../../pull-request/review.ts'
import type { Client } from './octokit.ts'

/** What is read of a pull request upstream, as fields of the parent. */
export const upstreamFields = `
      own: pullRequests(headRefName: $branch, first: 100, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { ...upstreamPull } }
      clean: pullRequests(headRefName: $clean, first: 100, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { ...upstreamPull } }`

export const upstreamFragment = `
fragment upstreamPull on PullRequest {
  number state isDraft createdAt headRefName headRefOid baseRefName
  headRepository { databaseId }
  mergeCommit { oid }
}`

/** Those of the parent that come from this very fork. */
export function graphqlUpstream(
  parent: unknown,
  forkId: number | null,
): readonly UpstreamPullRequest[] {
  return newestFirst(
    ['own', 'clean']
      .flatMap((key): readonly unknown[] => {
        const nodes = at(parent, key, 'nodes')
        return Array.isArray(nodes) ? nodes : []
      })
      .filter(
        (node) => numberAt(node, 'headRepository', 'databaseId') === forkId,
      )
      .flatMap((node) => {
        const state = textAt(node, 'state')
        return upstreamPullRequest(node, {
          state:
            state === 'MERGED'
              ? 'merged'
              : state === 'OPEN'
                ? 'open'
                : 'closed',
          isDraft: at(node, 'isDraft') === true,
          headRef: textAt(node, 'headRefName') ?? '',
          headSha: textAt(node, 'headRefOid') ?? '',
          baseRef: textAt(node, 'baseRefName') ?? '',
          mergeCommit: textAt(node, 'mergeCommit', 'oid'),
          createdAt: textAt(node, 'createdAt') ?? '',
        })
      }),
  )
}

/** Where pull requests upstream are looked for by REST. */
export type UpstreamSearch = {
  readonly fork: Repository
  readonly parent: Repository
  /** Fix branch. */
  readonly branch: string
}

/** The same by REST; none where upstream cannot be read. */
export async function restUpstream(
  client: Client,
  search: UpstreamSearch,
): Promise<readonly UpstreamPullRequest[]> {
  const lists = await Promise.all(
    [search.branch, cleanBranchOf(search.branch)].map((branch) =>
      pullsFrom(client, { ...search, branch }),
    ),
  )
  return newestFirst(lists.flat().flatMap(restPull))
}

async function pullsFrom(
  client: Client,
  { fork, parent, branch }: UpstreamSearch,
): Promise<readonly unknown[]> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/pulls', {
      owner: parent.owner,
      repo: parent.name,
      head: `${fork.owner}:${branch}`,
      state: 'all',
      per_page: 100,
      request: { retries: 0 },
    })
    return data.filter((one: unknown) => isFrom(one, fork, branch))
  } catch (error) {
    // What another repository refuses to tell is left out.
    if (at(error, 'status') === undefined) throw error
    return []
  }
}

function restPull(value: unknown): readonly UpstreamPullRequest[] {
  const isMerged = textAt(value, 'merged_at') !== null
  const isOpen = textAt(value, 'state') === 'open'
  return upstreamPullRequest(value, {
    state: isMerged ? 'merged' : isOpen ? 'open' : 'closed',
    isDraft: at(value, 'draft') === true,
    headRef: textAt(value, 'head', 'ref') ?? '',
    headSha: textAt(value, 'head', 'sha') ?? '',
    baseRef: textAt(value, 'base', 'ref') ?? '',
    mergeCommit: isMerged ? textAt(value, 'merge_commit_sha') : null,
    createdAt: textAt(value, 'created_at') ?? '',
  })
}

/** GitHub's filter lets others through now and then. */
function isFrom(value: unknown, fork: Repository, branch: string): boolean {
  return (
    numberAt(value, 'head', 'repo', 'id') === fork.id &&
    textAt(value, 'head', 'ref') === branch
  )
}

function upstreamPullRequest(
  value: unknown,
  rest: Omit<UpstreamPullRequest, 'number'>,
): readonly UpstreamPullRequest[] {
  const number = numberAt(value, 'number')
  return number === null ? [] : [{ number, ...rest }]
}

function newestFirst(
  all: readonly UpstreamPullRequest[],
): readonly UpstreamPullRequest[] {
  return all.toSorted((one, other) => other.number - one.number)
}
