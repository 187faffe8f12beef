import {
  type JsonObject,
  isObject,
  optionalList,
  optionalText,
  requiredText,
} from '../json.ts'
import { notFound, refuse } from '../refusal.ts'
import {
  type Answer,
  type Call,
  type Routes,
  page,
  param,
  read,
  write,
} from '../route.ts'
import { actionsApp, checkRunShape, latestCheckRuns } from '../shapes/status.ts'
import type { CheckRun } from '../world.ts'
import { findCommit } from './repositories.ts'

/** Most characters of `summary` and of `text`. */
const outputCharacters = 65_535

/** Most annotations of one request. */
const annotationsPerRequest = 50

/** Check runs of the app behind `GITHUB_TOKEN`. */
export const checkRunRoutes: Routes = [
  {
    operation: 'checks/create',
    method: 'POST',
    path: '/repos/{owner}/{repo}/check-runs',
    needs: write('checks'),
    handle: create,
  },
  {
    operation: 'checks/update',
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/check-runs/{check_run_id}',
    needs: write('checks'),
    handle: update,
  },
  {
    operation: 'checks/get',
    method: 'GET',
    path: '/repos/{owner}/{repo}/check-runs/{check_run_id}',
    needs: read('checks'),
    handle: (call) => shown(call, findRun(call), 200),
  },
  {
    operation: 'checks/list-for-ref',
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}/check-runs',
    needs: read('checks'),
    handle: list,
  },
]

function shown(call: Call, run: CheckRun, status: number): Answer {
  return { status, body: checkRunShape(call.world, call.repository, run) }
}

function findRun(call: Call): CheckRun {
  const id = param(call, 'check_run_id')
  const run = call.repository.checkRuns.find((one) => String(one.id) === id)
  if (run === undefined) throw notFound()
  return run
}

function list(call: Call): Answer {
  const { world, repository, query } = call
  const sha = findCommit(world, repository, param(call, 'ref'))
  if (sha === null) throw notFound()
  const name = query.get('check_name')
  const found = repository.checkRuns.filter(
    (run) => run.headSha === sha && (name === null || run.name === name),
  )
  const runs = query.get('filter') === 'all' ? found : latestCheckRuns(found)
  const listed = page(call, runs.toReversed(), (run) =>
    checkRunShape(world, repository, run),
  )
  return {
    ...listed,
    body: { total_count: runs.length, check_runs: listed.body },
  }
}

function create(call: Call): Answer {
  const { world, repository, body } = call
  requireApp(call)
  const headSha = requiredText(body, 'head_sha')
  if (world.git.resolve(repository.git, headSha) !== headSha) {
    throw refuse(422, `No commit found for SHA: ${headSha}`)
  }
  const run: CheckRun = {
    id: world.nextId(),
    headSha,
    name: requiredText(body, 'name'),
    status: 'queued',
    conclusion: null,
    detailsUrl: null,
    app: actionsApp,
    workflowRunId: null,
    externalId: '',
    output: {},
    annotations: 0,
    startedAt: world.now(),
    completedAt: null,
  }
  change(call, run)
  repository.checkRuns.push(run)
  return shown(call, run, 201)
}

function update(call: Call): Answer {
  requireApp(call)
  const run = findRun(call)
  change(call, run)
  return shown(call, run, 200)
}

/** Personal tokens cannot write check runs. */
function requireApp(call: Call): void {
  if (call.caller.kind === 'installation') return
  throw refuse(403, 'You must authenticate via a GitHub App.')
}

function change(call: Call, run: CheckRun): void {
  const { body, world } = call
  const { annotations, ...texts } = outputOf(body)
  const state = stateOf(body)
  run.name = optionalText(body, 'name') ?? run.name
  run.status = state.status ?? run.status
  run.conclusion = state.conclusion ?? run.conclusion
  run.externalId = optionalText(body, 'external_id') ?? run.externalId
  run.detailsUrl = optionalText(body, 'details_url') ?? run.detailsUrl
  run.annotations += Array.isArray(annotations) ? annotations.length : 0
  run.output = { ...run.output, ...texts }
  if (run.status === 'completed') run.completedAt ??= world.now()
}

/** A conclusion completes; completing takes a conclusion. */
function stateOf(body: JsonObject): {
  readonly status: string | null
  readonly conclusion: string | null
} {
  const conclusion = optionalText(body, 'conclusion') ?? null
  if (conclusion !== null) return { status: 'completed', conclusion }
  const status = optionalText(body, 'status') ?? null
  if (status !== 'completed') return { status, conclusion }
  throw refuse(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.')
}

function outputOf(body: JsonObject): JsonObject {
  const output = body['output']
  if (!isObject(output)) return {}
  for (const key of ['summary', 'text']) {
    const text = optionalText(output, key) ?? ''
    if (text.length > outputCharacters) {
      throw refuse(
        422,
        `Invalid request.\n\nOnly ${String(outputCharacters)} characters are allowed; ${String(text.length)} were supplied.`,
      )
    }
  }
  const { length } = optionalList(output, 'annotations') ?? []
  if (length > annotationsPerRequest) {
    throw refuse(
      422,
      `Invalid request.\n\nNo more than ${String(annotationsPerRequest)} items are allowed; ${String(length)} were supplied.`,
    )
  }
  return output
}
