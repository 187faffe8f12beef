import { readFileSync } from 'node:fs'
import type { Permissions } from '../../embedded-github/world.ts'
import { holds, type Scope, textOf, textsOf, valueOf } from './expressions.ts'
import { type JobRun, type Result, runJob, type RunSetting } from './run-job.ts'
import { type Job, needsOf, parseWorkflow, type Workflow } from './workflow.ts'

/** A workflow that is run, by an event or by a call. */
export type JobsRequest = {
  readonly workflow: Workflow
  readonly contexts: Readonly<Record<string, unknown>>
  /** In front of the names of jobs: of the job that calls. */
  readonly prefix: string
  /** What the caller gives at most; `null` where there is none. */
  readonly granted: Permissions | null
  /** Runs of an earlier attempt that are not repeated, by the jobs' names. */
  readonly kept: ReadonlyMap<string, JobRun>
}

/** What the jobs of a workflow came to. */
export type JobsRun = {
  /** Each job, leg and job of a called workflow by its name, such as `staging-pr / verify (test)`. */
  readonly runs: Map<string, JobRun>
  /** Results and outputs of the jobs by their ids. */
  readonly needs: Record<string, Need>
  /** Ids of the jobs of which not all was kept. */
  readonly renewed: Set<string>
}

type Need = {
  readonly result: Result
  readonly outputs: Readonly<Record<string, string>>
}

const called = 'OWNER/staging-pr/.github/workflows/staging-pr.yml@'
const reusable = new URL(
  '../../.github/workflows/staging-pr.yml',
  import.meta.url,
)

/** Runs the jobs of a workflow in the order of their needs. */
export async function runJobs(
  setting: RunSetting,
  request: JobsRequest,
): Promise<JobsRun> {
  const run: JobsRun = { runs: new Map(), needs: {}, renewed: new Set() }
  const waiting = new Map(Object.entries(request.workflow.jobs))
  while (waiting.size > 0) {
    const ready = [...waiting].find(([, job]) =>
      needsOf(job).every((id) => id in run.needs),
    )
    if (ready === undefined) throw new Error('jobs need each other in a circle')
    const [id, job] = ready
    waiting.delete(id)
    run.needs[id] = await takeJob(setting, request, { id, job, run })
  }
  return run
}

type Taken = {
  readonly id: string
  readonly job: Job
  readonly run: JobsRun
}

async function takeJob(
  setting: RunSetting,
  request: JobsRequest,
  { id, job, run }: Taken,
): Promise<Need> {
  const scope = scopeOf(request, job, run)
  const name = `${request.prefix}${id}`
  if (!holds(job.if, scope)) {
    run.runs.set(name, { ...nothing, result: 'skipped' })
    return { result: 'skipped', outputs: {} }
  }
  const permissions = permissionsOf(request, job, name)
  if (job.uses !== undefined) {
    return callWorkflow(setting, request, { id, job, run, scope, permissions })
  }
  const canKeep = !needsOf(job).some((other) => run.renewed.has(other))
  const results: JobRun[] = []
  for (const matrix of legsOf(job, scope)) {
    const leg =
      matrix === null ? name : `${name} (${textOf(matrix['id'], scope)})`
    const known = canKeep ? request.kept.get(leg) : undefined
    if (known === undefined) run.renewed.add(id)
    const contexts = { ...scope.contexts, matrix }
    const one =
      known ??
      (await runJob(setting, {
        job: { ...job, permissions },
        name: leg,
        contexts,
      }))
    run.runs.set(leg, one)
    results.push(one)
  }
  return {
    result: worst(results.map(({ result }) => result)),
    outputs: Object.assign({}, ...results.map(({ outputs }) => outputs)),
  }
}

const nothing: JobRun = { result: 'skipped', outputs: {}, actions: [], log: '' }

/** The worst of several results. */
export function worst(results: readonly Result[]): Result {
  const order: readonly Result[] = ['failure', 'cancelled', 'success']
  return order.find((one) => results.includes(one)) ?? 'skipped'
}

function scopeOf(
  { contexts }: JobsRequest,
  job: Job,
  { needs }: JobsRun,
): Scope {
  const own = Object.fromEntries(needsOf(job).map((id) => [id, needs[id]]))
  const results = Object.values(own).map((need) => need?.result)
  return {
    contexts: { ...contexts, needs: own },
    status: {
      success: results.every((result) => result === 'success'),
      failure: results.includes('failure'),
      cancelled: false,
    },
  }
}

type Matrix = Readonly<Record<string, unknown>>

/** One leg for each entry of `include`, the only form that is used here; `null` without a matrix. */
function legsOf(job: Job, scope: Scope): readonly (Matrix | null)[] {
  if (job.strategy?.matrix === undefined) return [null]
  const matrix = valueOf(job.strategy.matrix, scope)
  const include: unknown =
    typeof matrix === 'object' && matrix !== null && 'include' in matrix
      ? matrix.include
      : null
  if (!Array.isArray(include) || include.length === 0) {
    throw new Error('the matrix is empty, which GitHub refuses')
  }
  if (include.length > 256) throw new Error('more than 256 legs')
  return include
}

const levels = ['none', 'read', 'write'] as const

/** A called workflow gets at most what the caller has; one that asks for more does not start. */
function permissionsOf(
  { workflow, granted }: JobsRequest,
  job: Job,
  name: string,
): Permissions {
  const asked = job.permissions ?? workflow.permissions ?? { contents: 'read' }
  const most = new Map(Object.entries(granted ?? asked))
  const more = Object.entries(asked).filter(
    ([permission, level]) =>
      levels.indexOf(level) > levels.indexOf(most.get(permission) ?? 'none'),
  )
  if (more.length === 0) return asked
  throw new Error(
    `${name} asks for ${JSON.stringify(Object.fromEntries(more))}`,
  )
}

async function callWorkflow(
  setting: RunSetting,
  request: JobsRequest,
  {
    id,
    job,
    run,
    scope,
    permissions,
  }: Taken & { readonly scope: Scope; readonly permissions: Permissions },
): Promise<Need> {
  if (!job.uses?.startsWith(called))
    throw new Error(`there is no ${job.uses ?? ''} here`)
  const workflow = parseWorkflow(readFileSync(reusable, 'utf8'))
  const inner = await runJobs(setting, {
    workflow,
    contexts: {
      github: scope.contexts['github'],
      vars: {},
      secrets: {},
      inputs: inputsOf(workflow, job, scope),
    },
    prefix: `${request.prefix}${id} / `,
    granted: permissions,
    kept: request.kept,
  })
  for (const [name, one] of inner.runs) run.runs.set(name, one)
  if (inner.renewed.size > 0) run.renewed.add(id)
  const declared = workflow.on.workflow_call?.outputs ?? {}
  const values = Object.fromEntries(
    Object.entries(declared).map(([name, { value }]) => [name, value]),
  )
  return {
    result: worst(Object.values(inner.needs).map(({ result }) => result)),
    outputs: textsOf(values, {
      ...scope,
      contexts: { jobs: inner.needs },
    }),
  }
}

const empty = { string: '', boolean: false, number: 0 } as const

/** Inputs of a call by their declared types; one that is not declared, or of another type, is refused. */
function inputsOf(workflow: Workflow, job: Job, scope: Scope): object {
  const declared = workflow.on.workflow_call?.inputs ?? {}
  for (const name of Object.keys(job.with ?? {})) {
    if (!(name in declared)) throw new Error(`there is no input ${name}`)
  }
  return Object.fromEntries(
    Object.entries(declared).map(([name, { type, default: usual }]) => {
      const given = job.with?.[name]
      const value = given === undefined ? usual : valueOf(given, scope)
      if (value === undefined || value === null) return [name, empty[type]]
      if (typeof value !== type) {
        throw new Error(`input ${name} is a ${typeof value}, not a ${type}`)
      }
      return [name, value]
    }),
  )
}
