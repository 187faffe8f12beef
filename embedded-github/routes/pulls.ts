import {
  optionalFlag,
  optionalText,
  optionalTexts,
  requiredText,
} from '../json.ts'
import {
  type PullFilter,
  changePull,
  createPull,
  followBranches,
  listPulls,
  requestReviewers,
} from '../pull-requests.ts'
import { notFound, validationFailed } from '../refusal.ts'
import {
  type Answer,
  type Call,
  type Routes,
  page,
  param,
  read,
  write,
} from '../route.ts'
import { commitShape, fileShape } from '../shapes/commit.ts'
import {
  pullListShape,
  pullShape,
  reviewShape,
} from '../shapes/pull-request.ts'
import type { Pull } from '../world.ts'

/** Pull requests, their files, commits and reviews. */
export const pullRoutes: Routes = [
  {
    operation: 'pulls/list',
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls',
    needs: read('pull-requests'),
    handle: list,
  },
  {
    operation: 'pulls/create',
    method: 'POST',
    path: '/repos/{owner}/{repo}/pulls',
    needs: write('pull-requests'),
    handle: create,
  },
  {
    operation: 'pulls/get',
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}',
    needs: read('pull-requests'),
    handle: (call) => shown(call, findPull(call, 'pull_number')),
  },
  {
    operation: 'pulls/update',
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}',
    needs: write('pull-requests'),
    handle: update,
  },
  {
    operation: 'pulls/list-reviews',
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    needs: read('pull-requests'),
    handle: (call) => {
      const { world, repository } = call
      const pull = findPull(call, 'pull_number')
      return page(call, pull.reviews, (review) =>
        reviewShape(world, { repository, pull }, review),
      )
    },
  },
  {
    operation: 'pulls/list-files',
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/files',
    needs: read('pull-requests'),
    handle: listFiles,
  },
  {
    operation: 'pulls/list-commits',
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/commits',
    needs: read('pull-requests'),
    handle: (call) => {
      const { world, repository } = call
      const pull = findPull(call, 'pull_number')
      return page(
        call,
        world.git.commits(repository.git, pull.baseSha, pull.headSha),
        (commit) => commitShape(world, repository, commit),
      )
    },
  },
  {
    operation: 'pulls/request-reviewers',
    method: 'POST',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    needs: write('pull-requests'),
    handle: askForReview,
  },
  {
    operation: 'pulls/create-review',
    method: 'POST',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    needs: write('pull-requests'),
    never: 'an approval by GITHUB_TOKEN would count as one',
    handle: () => ({ status: 200, body: {} }),
  },
  {
    operation: 'pulls/merge',
    method: 'PUT',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/merge',
    needs: write('contents'),
    never: 'merging is the decision of a person',
    handle: () => ({ status: 200, body: { merged: true } }),
  },
  {
    operation: 'pulls/update-branch',
    method: 'PUT',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/update-branch',
    needs: write('contents'),
    never: 'it puts a merge commit on the fix branch',
    handle: () => ({ status: 202, body: {} }),
  },
]

/** The pull request that a path parameter names, with its branches as they are now. */
export function findPull(call: Call, name: string): Pull {
  const { world, repository } = call
  followBranches(world, repository)
  const pull = repository.pulls.find(
    (one) => String(one.number) === param(call, name),
  )
  if (pull === undefined) throw notFound()
  return pull
}

function shown(call: Call, pull: Pull, status = 200): Answer {
  return { status, body: pullShape(call.world, call.repository, pull) }
}

function list(call: Call): Answer {
  const { world, repository, query } = call
  followBranches(world, repository)
  const found = listPulls(repository, {
    state: stateFilter(query.get('state')),
    head: query.get('head'),
    base: query.get('base'),
  })
  const sort = query.get('sort') ?? 'created'
  const sorted = found.toSorted((one, other) =>
    sort === 'updated'
      ? one.updatedAt.localeCompare(other.updatedAt)
      : one.number - other.number,
  )
  // Newest first by creation, else oldest first, unless told otherwise.
  const direction =
    query.get('direction') ?? (sort === 'created' ? 'desc' : 'asc')
  const ascending = direction === 'asc'
  return page(call, ascending ? sorted : sorted.toReversed(), (pull) =>
    pullListShape(world, repository, pull),
  )
}

function stateFilter(given: string | null): PullFilter['state'] {
  return given === 'closed' || given === 'all' ? given : 'open'
}

function create(call: Call): Answer {
  const { world, repository, caller, body } = call
  followBranches(world, repository)
  const pull = createPull(
    world,
    { repository, caller },
    {
      title: optionalText(body, 'title') ?? '',
      body: optionalText(body, 'body') ?? '',
      head: requiredText(body, 'head'),
      base: requiredText(body, 'base'),
      draft: optionalFlag(body, 'draft') ?? false,
      headRepository: optionalText(body, 'head_repo') ?? null,
    },
  )
  return shown(call, pull, 201)
}

function update(call: Call): Answer {
  const { world, repository, body } = call
  const pull = findPull(call, 'pull_number')
  changePull(
    world,
    { repository, pull },
    {
      title: optionalText(body, 'title') ?? undefined,
      body: bodyText(call),
      state: requestedState(call),
      base: optionalText(body, 'base') ?? undefined,
    },
  )
  return shown(call, pull)
}

/** The new body; `null` empties it. */
export function bodyText(call: Call): string | undefined {
  const text = optionalText(call.body, 'body')
  return text === null ? '' : text
}

/** The state that a request asks for. */
export function requestedState(call: Call): 'open' | 'closed' | undefined {
  const state = optionalText(call.body, 'state') ?? undefined
  if (state === undefined || state === 'open' || state === 'closed') {
    return state
  }
  throw validationFailed({
    resource: 'Issue',
    field: 'state',
    code: 'invalid',
    value: state,
  })
}

function listFiles(call: Call): Answer {
  const { git } = call.world
  const source = call.repository.git
  const { baseSha, headSha } = findPull(call, 'pull_number')
  const common = git.mergeBase(source, baseSha, headSha)
  const files = common === null ? [] : git.changedFiles(source, common, headSha)
  return page(call, files, fileShape)
}

function askForReview(call: Call): Answer {
  const { world, repository, caller, body } = call
  const pull = findPull(call, 'pull_number')
  requestReviewers(repository, pull, {
    caller,
    people: optionalTexts(body, 'reviewers') ?? [],
    teams: optionalTexts(body, 'team_reviewers') ?? [],
  })
  return { status: 201, body: pullListShape(world, repository, pull) }
}
