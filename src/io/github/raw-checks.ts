import { at, textAt } from '../../context/decode.ts'

/** A check run or a commit status as either API gives it, in small letters. */
export type RawCheck = {
  readonly name: string
  readonly status: string
  readonly conclusion: string
  readonly url: string | null
  /** The app behind `GITHUB_TOKEN` made it: a job, or a check run that a job added. */
  readonly isOfActions: boolean
  /** The run of a workflow that its page belongs to, or `null`; other apps may name any page. */
  readonly runId: number | null
}

/** A run of a workflow. */
export type RawRun = Pick<
  RawCheck,
  'name' | 'status' | 'conclusion' | 'url'
> & {
  readonly id: number
  /** File of the workflow, from the top of the repository, or `null`. */
  readonly path: string | null
}

/** Everything that stands beside a commit. */
export type RawChecks = {
  readonly checks: readonly RawCheck[]
  readonly runs: readonly RawRun[]
  readonly statuses: readonly RawCheck[]
  /** Nothing was refused, and nothing left out for its number. */
  readonly isComplete: boolean
}

/** Slug of the app behind `GITHUB_TOKEN`. */
export const actionsApp = 'github-actions'

/** Decodes a check run. */
export function rawCheck(
  value: unknown,
  urlKey: 'details_url' | 'detailsUrl',
  app: string | null,
): RawCheck {
  const isOfActions = app === actionsApp
  const url = textAt(value, urlKey)
  return {
    ...stateAt(value),
    name: textAt(value, 'name') ?? 'unnamed',
    url,
    isOfActions,
    runId: isOfActions ? runIdIn(url) : null,
  }
}

/** Decodes a run of a workflow; `state` has its `status` and `conclusion`. */
export function rawRun(
  state: unknown,
  fields: {
    readonly id: number | null
    readonly name: string | null
    readonly path: string | null
    readonly url: string | null
  },
): readonly RawRun[] {
  const { id, path, url } = fields
  if (id === null) return []
  const name = fields.name ?? path ?? `run ${id}`
  return [{ ...stateAt(state), id, name, path, url }]
}

/** A commit status as if it were a check: what is not pending is done. */
export function rawStatus(
  value: unknown,
  urlKey: 'target_url' | 'targetUrl',
): RawCheck {
  const state = (textAt(value, 'state') ?? '').toLowerCase()
  const isDone = state !== 'pending' && state !== 'expected'
  return {
    name: textAt(value, 'context') ?? 'unnamed',
    status: isDone ? 'completed' : state,
    conclusion: isDone ? state : '',
    url: textAt(value, urlKey),
    isOfActions: false,
    runId: null,
  }
}

function stateAt(value: unknown): Pick<RawCheck, 'status' | 'conclusion'> {
  return {
    status: (textAt(value, 'status') ?? '').toLowerCase(),
    conclusion: (textAt(value, 'conclusion') ?? '').toLowerCase(),
  }
}

/** `https://…/actions/runs/12/job/34` → 12. */
function runIdIn(url: string | null): number | null {
  const found = /\/actions\/runs\/(\d{1,15})(?:\/|$)/u.exec(url ?? '')
  return found === null ? null : Number(found[1])
}

/** The list at a path, or `null`. */
export function listAt(
  value: unknown,
  ...path: readonly string[]
): readonly unknown[] | null {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : null
}
