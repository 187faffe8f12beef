import { at, textAt } from '../../context/decode.ts'
import type { Repository } from '../../context/run-context.ts'
import type { ForkState, LookUp, PullRequest } from '../github-port.ts'
import {
  isInside,
  newestStatus,
  restPullRequest,
  restRepository,
  wrongShape,
} from './decode.ts'
import { restDiscussion } from './discussion.ts'
import type { ForkName } from './look-up.ts'
import type { Client } from './octokit.ts'
import { restUpstream } from './upstream-pull-requests.ts'

/**
 * Looks by REST. Statuses are read when no pull request exists: where one
 * exists its own marker knows what was posted, and a request is saved, unless
 * the status is asked for.
 */
export async function lookUpByRest(
  client: Client,
  { owner, name }: ForkName,
  {
    branch,
    headSha,
    readsStatus,
    onParent,
  }: LookUp & {
    /** Told of the parent before anything is read there. */
    readonly onParent: (parent: Repository) => void
  },
): Promise<ForkState> {
  const { data } = await client.request('GET /repos/{owner}/{repo}', {
    owner,
    repo: name,
  })
  const fork = restRepository(data)
  const parent = repositoryAt(data, 'parent')
  if (parent !== null) onParent(parent)
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
    ...(await aroundOf(client, { fork, parent, branch }, pullRequests)),
    status: needsStatus
      ? await readStatus(client, { owner, name }, branchSha)
      : 'unknown',
  }
}

/** Before there is a staging PR nobody speaks about it, and nothing of it is upstream. */
async function aroundOf(
  client: Client,
  {
    fork,
    parent,
    branch,
  }: Pick<ForkState, 'fork' | 'parent'> & Pick<LookUp, 'branch'>,
  pullRequests: readonly PullRequest[],
): Promise<Pick<ForkState, 'discussions' | 'upstreamPullRequests'>> {
  const open = pullRequests.filter(({ state }) => state === 'open')
  if (open.length === 0) return { discussions: [], upstreamPullRequests: [] }
  const [discussions, upstreamPullRequests] = await Promise.all([
    Promise.all(open.map((one) => restDiscussion(client, fork, one))),
    parent === null ? [] : restUpstream(client, { fork, parent, branch }),
  ])
  return { discussions, upstreamPullRequests }
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
