import {
  type EventSource,
  readTriggerEvent,
  type TriggerEvent,
} from './trigger-event.ts'
import { numberAt, textAt } from './decode.ts'

/** An event that names no branch: every fix branch of the fork is meant. */
export type SweepEvent = {
  readonly status: 'sweep'
  readonly owner: string
  readonly name: string
  /** Numeric id of the repository by the payload, or `null`. */
  readonly repositoryId: number | null
  readonly defaultBranch: string
}

/**
 * Reads what is to be planned: the fix branch of an event, or all of them on a
 * schedule and on a dispatch that names none. Throws Refusal.
 */
export function readPlanEvent(source: EventSource): TriggerEvent | SweepEvent {
  const known = textAt(source.payload, 'repository', 'default_branch')
  const current = source.ref.replace(/^refs\/heads\//u, '')
  const [owner, name, ...rest] = source.repository.split('/')
  const isSweep = namesNoBranch(source, current === known)
  if (!isSweep || !owner || !name || rest.length > 0) {
    return readTriggerEvent(source)
  }
  return {
    status: 'sweep',
    owner,
    name,
    repositoryId: numberAt(source.payload, 'repository', 'id'),
    // A schedule runs on the default branch, whatever its payload says.
    defaultBranch: known ?? current,
  }
}

function namesNoBranch(
  { name, payload, branch }: EventSource,
  isOnDefault: boolean,
): boolean {
  const given = branch ?? textAt(payload, 'inputs', 'branch') ?? ''
  if (given !== '') return false
  return name === 'schedule' || (name === 'workflow_dispatch' && isOnDefault)
}

/** The event of one branch of a sweep. */
export function branchOfSweep(
  { owner, name, repositoryId, defaultBranch }: SweepEvent,
  { branch, headSha }: { readonly branch: string; readonly headSha: string },
): Extract<TriggerEvent, { status: 'branch' }> {
  return {
    status: 'branch',
    owner,
    name,
    repositoryId,
    defaultBranch,
    branch,
    headSha,
    base: null,
    startedBy: null,
  }
}
