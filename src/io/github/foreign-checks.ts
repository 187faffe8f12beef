import type { OtherCheck } from '../../evidence/other-checks.ts'
import type { OwnRuns } from '../github-port.ts'
import { statusContext } from './decode.ts'

/** A check run or a run of a workflow as either API gives it, in small letters. */
export type RawCheck = {
  readonly name: string
  readonly status: string
  readonly conclusion: string
  readonly url: string | null
  /** The run of a workflow that it belongs to, or `null`. */
  readonly runId: number | null
}

/** A run of a workflow. */
type RawRun = RawCheck & { readonly workflow: string }

/** Everything that stands beside a commit. */
export type RawChecks = {
  readonly checks: readonly RawCheck[]
  readonly runs: readonly RawRun[]
  readonly statuses: readonly RawCheck[]
}

/** What is not ours, in the words of the product. */
export function foreignChecks(
  raw: RawChecks,
  own: OwnRuns,
): readonly OtherCheck[] {
  const { checks, runs, statuses } = raw
  const { ids, isForeign } = tellOwn(raw, own)
  const runOf = new Map(runs.map((run) => [run.runId, run]))
  const told = checks.flatMap((check) => {
    const run = runOf.get(check.runId)
    if (run !== undefined) {
      const name = `${run.workflow} / ${check.name}`
      return isForeign(run) ? [{ ...check, name }] : []
    }
    const isOwn = check.name === statusContext || ids.has(check.runId)
    return isOwn ? [] : [check]
  })
  const withJobs = new Set(checks.map(({ runId }) => runId))
  // A run that waits for its approval has no job yet.
  const jobless = runs.filter(
    (run) => isForeign(run) && !withJobs.has(run.runId),
  )
  const others = statuses.filter(({ name }) => name !== statusContext)
  return [...told, ...jobless, ...others].flatMap(otherCheck)
}

/** Ours are the runs of this workflow and of the one that set our status. */
function tellOwn(
  { runs, statuses }: RawChecks,
  own: OwnRuns,
): {
  readonly ids: ReadonlySet<number | null>
  readonly isForeign: (run: RawRun) => boolean
} {
  const set = statuses.filter(({ name }) => name === statusContext)
  const ids = new Set<number | null>([
    own.runId,
    ...set.flatMap(({ runId }) => (runId === null ? [] : [runId])),
  ])
  const workflows = new Set([
    own.workflow,
    ...runs.flatMap((run) => (ids.has(run.runId) ? [run.workflow] : [])),
  ])
  return { ids, isForeign: ({ workflow }) => !workflows.has(workflow) }
}

const passed: ReadonlySet<string> = new Set(['success', 'neutral'])

/** Skipped ones say nothing, and stale ones no more. */
function otherCheck({
  name,
  status,
  conclusion,
  url,
}: RawCheck): readonly OtherCheck[] {
  if (conclusion === 'skipped' || conclusion === 'stale') return []
  const state = stateOf(status, conclusion)
  return name === '' ? [] : [{ name, state, url }]
}

function stateOf(status: string, conclusion: string): OtherCheck['state'] {
  const isWaiting =
    conclusion === 'action_required' ||
    status === 'action_required' ||
    status === 'waiting'
  if (isWaiting) return 'waiting'
  if (status !== 'completed') return 'running'
  return passed.has(conclusion) ? 'passed' : 'failed'
}
