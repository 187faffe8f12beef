import { parseDocument } from 'yaml'
import { at } from '../context/decode.ts'
import type {
  Concurrency,
  EventFilter,
  Job,
  JobStep,
  Permissions,
  Values,
  Workflow,
} from './workflow.ts'

/** Aliases that are followed; more of them is a bomb and no workflow. */
const maxAliases = 100

/** Entries of one list or map that are looked at. */
const maxEntries = 256

/** Reads a workflow as data, or the sentence that says why it cannot be read. Never throws. */
export function decodeWorkflow(text: string): Workflow | string {
  const value = parseYaml(text)
  if (typeof value === 'string') return value
  const { data } = value
  const events = readEvents(at(data, 'on'))
  if (events.size === 0) return 'it names no event under `on:`'
  const jobs = entries(at(data, 'jobs')).map(([id, job]) => readJob(id, job))
  if (jobs.length === 0) return 'it has no jobs'
  return {
    name: plain(at(data, 'name')),
    events,
    permissions: readPermissions(at(data, 'permissions')),
    concurrency: readConcurrency(at(data, 'concurrency')),
    env: readValues(at(data, 'env')),
    jobs,
  }
}

function parseYaml(text: string): { readonly data: unknown } | string {
  try {
    const document = parseDocument(text, {
      prettyErrors: false,
      logLevel: 'error',
    })
    const [fault] = document.errors
    if (fault !== undefined) return firstLine(fault.message)
    return { data: document.toJS({ maxAliasCount: maxAliases }) }
  } catch (cause) {
    // The parser throws other things than its own errors on hostile input.
    return firstLine(cause instanceof Error ? cause.message : String(cause))
  }
}

function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? '').replace(/[.:]$/u, '').slice(0, 200)
}

function readEvents(on: unknown): ReadonlyMap<string, EventFilter> {
  if (typeof on === 'string') return new Map([[on, readFilter(null)]])
  if (Array.isArray(on)) {
    return new Map(texts(on).map((name) => [name, readFilter(null)]))
  }
  return new Map(
    entries(on).map(([name, filter]) => [name, readFilter(filter)]),
  )
}

function readFilter(filter: unknown): EventFilter {
  return {
    branches: listAt(filter, 'branches'),
    branchesIgnore: listAt(filter, 'branches-ignore'),
    tags: listAt(filter, 'tags'),
    paths: listAt(filter, 'paths') ?? listAt(filter, 'paths-ignore'),
    types: listAt(filter, 'types'),
    inputs: entries(at(filter, 'inputs')).map(([name]) => name),
  }
}

/** GitHub takes one text for a list of one. */
function listAt(value: unknown, key: string): readonly string[] | null {
  const found = at(value, key)
  if (typeof found === 'string') return [found]
  return Array.isArray(found) ? texts(found) : null
}

function readJob(id: string, job: unknown): Job {
  const steps = at(job, 'steps')
  return {
    id,
    condition: plain(at(job, 'if')),
    permissions: readPermissions(at(job, 'permissions')),
    concurrency: readConcurrency(at(job, 'concurrency')),
    env: readValues(at(job, 'env')),
    uses: plain(at(job, 'uses')),
    with: readValues(at(job, 'with')),
    steps: Array.isArray(steps) ? steps.slice(0, maxEntries).map(readStep) : [],
  }
}

function readStep(step: unknown): JobStep {
  return {
    uses: plain(at(step, 'uses')),
    with: readValues(at(step, 'with')),
    run: plain(at(step, 'run')),
    env: readValues(at(step, 'env')),
  }
}

function readPermissions(value: unknown): Permissions | null {
  if (value === 'read-all') return { all: 'read', named: new Map() }
  if (value === 'write-all') return { all: 'write', named: new Map() }
  if (typeof value !== 'object' || value === null) return null
  return { all: null, named: readValues(value) }
}

function readConcurrency(value: unknown): Concurrency | null {
  if (typeof value === 'string') return { group: value, cancels: false }
  const group = plain(at(value, 'group'))
  if (group === null) return null
  // An expression may come out true for one event and false for another.
  const cancels = at(value, 'cancel-in-progress')
  return { group, cancels: cancels === true || cancels === 'true' }
}

function readValues(value: unknown): Values {
  return new Map(
    entries(value).flatMap(([name, item]) => {
      const found = plain(item)
      return found === null ? [] : [[name, found] as const]
    }),
  )
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return []
  }
  return Object.entries(value).slice(0, maxEntries)
}

function texts(list: readonly unknown[]): readonly string[] {
  return list.slice(0, maxEntries).flatMap((item) => plain(item) ?? [])
}

/** Numbers and booleans are texts for GitHub. */
function plain(value: unknown): string | null {
  if (typeof value === 'string') return value
  const isPlain = typeof value === 'number' || typeof value === 'boolean'
  return isPlain ? String(value) : null
}
