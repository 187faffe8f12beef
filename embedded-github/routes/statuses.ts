import { optionalText, requiredText } from '../json.ts'
import { tooLong } from '../pull-requests.ts'
import { refuse, validationFailed } from '../refusal.ts'
import {
  type Answer,
  type Call,
  type Routes,
  page,
  param,
  read,
  write,
} from '../route.ts'
import { combinedState, latestStatuses, statusShape } from '../shapes/status.ts'
import { repositoryShape } from '../shapes/repository.ts'
import { type Status, fullName } from '../world.ts'
import { findCommit } from './repositories.ts'

/** Most characters of a description. */
const descriptionCharacters = 140

/** Most statuses of one context on one commit. */
const statusesPerContext = 1000

/** Commit statuses. */
export const statusRoutes: Routes = [
  {
    operation: 'repos/create-commit-status',
    method: 'POST',
    path: '/repos/{owner}/{repo}/statuses/{sha}',
    needs: write('statuses'),
    handle: create,
  },
  {
    operation: 'repos/list-commit-statuses-for-ref',
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}/statuses',
    needs: read('statuses'),
    handle: (call) => {
      const { world, repository } = call
      const sha = commitOf(call)
      const found = repository.statuses.filter((status) => status.sha === sha)
      return page(call, found.reverse(), (status) =>
        statusShape(world, repository, status),
      )
    },
  },
  {
    operation: 'repos/get-combined-status-for-ref',
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}/status',
    needs: read('statuses'),
    handle: combined,
  },
]

function commitOf(call: Call): string {
  const ref = param(call, 'ref')
  const sha = findCommit(call.world, call.repository, ref)
  if (sha === null) throw refuse(404, 'Not Found')
  return sha
}

function combined(call: Call): Answer {
  const { world, repository } = call
  const sha = commitOf(call)
  const statuses = latestStatuses(repository, sha)
  const repositoryUrl = `${world.addresses.api}/repos/${fullName(repository)}`
  return {
    status: 200,
    body: {
      state: combinedState(statuses),
      statuses: statuses.map((status) =>
        statusShape(world, repository, status),
      ),
      sha,
      total_count: statuses.length,
      repository: repositoryShape(world, repository),
      commit_url: `${repositoryUrl}/commits/${sha}`,
      url: `${repositoryUrl}/commits/${sha}/status`,
    },
  }
}

function create(call: Call): Answer {
  const { world, repository, caller, body } = call
  const sha = param(call, 'sha')
  const state = stateOf(requiredText(body, 'state'))
  const context = optionalText(body, 'context') ?? 'default'
  const description = optionalText(body, 'description') ?? null
  const targetUrl = optionalText(body, 'target_url') ?? null
  refuseFields({ description, targetUrl })
  const isCommit =
    /^[0-9a-f]{40,64}$/u.test(sha) &&
    world.git.resolve(repository.git, sha) === sha
  if (!isCommit) throw refuse(422, `No commit found for SHA: ${sha}`)
  const earlier = repository.statuses.filter(
    (status) => status.sha === sha && status.context === context,
  )
  if (earlier.length >= statusesPerContext) {
    throw refuse(422, 'Validation Failed', [
      {
        resource: 'Status',
        code: 'custom',
        message:
          'This SHA and context has reached the maximum number of statuses.',
      },
    ])
  }
  const status: Status = {
    id: world.nextId(),
    sha,
    state,
    description,
    targetUrl,
    context,
    creator: caller.login,
    createdAt: world.now(),
  }
  repository.statuses.push(status)
  return { status: 201, body: statusShape(world, repository, status) }
}

function stateOf(given: string): Status['state'] {
  switch (given) {
    case 'error':
    case 'failure':
    case 'pending':
    case 'success':
      return given
    default:
      throw validationFailed({
        resource: 'Status',
        code: 'custom',
        field: 'state',
        message: 'state is not included in the list',
      })
  }
}

function refuseFields(given: {
  readonly description: string | null
  readonly targetUrl: string | null
}): void {
  const { description, targetUrl } = given
  if ((description?.length ?? 0) > descriptionCharacters) {
    throw validationFailed(
      tooLong('Status', 'description', descriptionCharacters),
    )
  }
  if (targetUrl !== null && !/^https?:\/\//u.test(targetUrl)) {
    throw validationFailed({
      resource: 'Status',
      code: 'custom',
      field: 'target_url',
      message: 'target_url must use http(s) scheme',
    })
  }
}
