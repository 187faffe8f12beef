import { at, textAt } from '../../context/decode.ts'
import type { TroubleKind } from '../github-port.ts'

/** What a message needs to name the right page and permission. */
export type Operation = {
  /** What was to be done, as a clause: "create the staging PR". */
  readonly what: string
  /** Permission of the token that it needs, as in a workflow file; `null` for reads. */
  readonly permission: string | null
  /** Page of the fork, without a trailing slash. */
  readonly forkUrl: string
  readonly branch?: string | undefined
  readonly base?: string | undefined
}

/** What is wrong and what to do. */
export type Diagnosis = {
  readonly kind: TroubleKind
  readonly message: string
  readonly remedy?: string
  readonly url?: string
}

/** What octokit threw, read without trusting its shape. */
export type Answer = {
  readonly status: number
  /** GitHub's own message. */
  readonly message: string
  readonly errors: readonly FieldError[]
  readonly headers: unknown
}

/** One entry of `errors` in a 422. */
export type FieldError = {
  readonly resource: string | null
  readonly field: string | null
  readonly code: string | null
  readonly message: string | null
}

/** What to do about an answer that nobody expects. */
export const rerunOrReport =
  'Re-run the job. If it stays so, report it with the log of this run.'

/** Reads what octokit threw; `null` where that is no answer of GitHub's. Status 0 where none came. */
export function readAnswer(error: unknown): Answer | null {
  const status = at(error, 'status')
  if (typeof status !== 'number') return readGraphqlErrors(error)
  const response = at(error, 'response')
  const hasAnswer = typeof response === 'object' && response !== null
  const data = at(response, 'data')
  const own = error instanceof Error ? error.message : ''
  return {
    status: hasAnswer ? status : 0,
    message: textAt(data, 'message') ?? own,
    errors: fieldErrors(at(data, 'errors')),
    headers: at(response, 'headers'),
  }
}

const graphqlStatus: Readonly<Record<string, number>> = {
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
}

/** GraphQL refuses with status 200 and a list of errors. */
function readGraphqlErrors(error: unknown): Answer | null {
  const errors = fieldErrors(at(error, 'errors'))
  const [first] = errors
  if (first === undefined) return null
  const type = textAt(error, 'errors', '0', 'type') ?? ''
  return {
    status: graphqlStatus[type] ?? 422,
    message: first.message ?? type,
    errors,
    headers: at(error, 'headers'),
  }
}

function fieldErrors(errors: unknown): readonly FieldError[] {
  if (!Array.isArray(errors)) return []
  return errors.map((entry: unknown) => ({
    resource: textAt(entry, 'resource'),
    field: textAt(entry, 'field'),
    code: textAt(entry, 'code'),
    message: typeof entry === 'string' ? entry : textAt(entry, 'message'),
  }))
}
