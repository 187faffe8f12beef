import { type Caller, requireRead, requireWrite } from './caller.ts'
import { isObject } from './json.ts'
import { requestLine, type RecordedRequest } from './recorder.ts'
import { notFound, refuse } from './refusal.ts'
import type { Answer, Call } from './route.ts'
import type { FoundRoute } from './routes/all-routes.ts'
import {
  type RepositoryState,
  type World,
  findRenamed,
  findRepository,
} from './world.ts'

/** A REST request whose operation is known, or not. */
export type RestRequest = {
  readonly recorded: RecordedRequest
  readonly found: FoundRoute | null
  readonly caller: Caller
  /** Whether public things may be read without a token. */
  readonly anonymousReads: boolean
}

/** Carries out a REST request. Throws ApiRefusal. */
export function answerRest(world: World, request: RestRequest): Answer {
  const { recorded, caller } = request
  const { route, params } = knownRoute(world, request)
  if (caller.kind === 'anonymous' && !request.anonymousReads) {
    throw refuse(401, 'Requires authentication')
  }
  const moved = redirect(world, recorded, params)
  if (moved !== null) return moved
  const repository = knownRepository(world, recorded, params)
  const needs = route.needs ?? null
  if (recorded.isWrite) {
    const access = { caller, repository, request: requestLine(recorded) }
    requireWrite(world, access, needs)
  } else {
    requireRead(caller, repository, needs)
  }
  world.git.forgetRefs()
  return route.handle({
    world,
    caller,
    repository,
    params,
    query: new URLSearchParams({ ...recorded.query }),
    body: bodyOf(recorded),
    path: recorded.path,
  })
}

function knownRoute(world: World, request: RestRequest): FoundRoute {
  const { recorded, found } = request
  const line = requestLine(recorded)
  if (found === null) {
    world.violations.push({
      rule: 'unknown operation',
      request: line,
      detail: 'the embedded GitHub does not know it',
    })
    throw notFound()
  }
  if (found.route.never !== undefined) {
    world.violations.push({
      rule: 'forbidden operation',
      request: line,
      detail: found.route.never,
    })
  }
  return found
}

/** A renamed repository is named by its id from then on: 301 for reads, 307 for the rest. */
function redirect(
  world: World,
  recorded: RecordedRequest,
  { owner = '', repo = '' }: FoundRoute['params'],
): Answer | null {
  if (findRepository(world, owner, repo) !== undefined) return null
  const renamed = findRenamed(world, owner, repo)
  if (renamed === undefined) return null
  const rest = recorded.path.split('/').slice(4)
  const base = `${world.addresses.api}/repositories/${String(renamed.id)}`
  const path = [base, ...rest].join('/')
  const query = new URLSearchParams({ ...recorded.query }).toString()
  const url = query === '' ? path : `${path}?${query}`
  return {
    status: recorded.method === 'GET' ? 301 : 307,
    body: { message: 'Moved Permanently', url },
    headers: { location: url },
  }
}

function knownRepository(
  world: World,
  recorded: RecordedRequest,
  { owner = '', repo = '' }: FoundRoute['params'],
): RepositoryState {
  const repository = findRepository(world, owner, repo)
  if (repository !== undefined) return repository
  if (recorded.isWrite) {
    world.violations.push({
      rule: 'write outside the fork',
      request: requestLine(recorded),
      detail: 'there is no such repository',
    })
  }
  throw notFound()
}

function bodyOf(recorded: RecordedRequest): Call['body'] {
  if (recorded.text === '' || recorded.method === 'GET') return {}
  if (recorded.body === undefined) throw refuse(400, 'Problems parsing JSON')
  if (isObject(recorded.body)) return recorded.body
  throw refuse(400, 'Body should be a JSON object')
}
