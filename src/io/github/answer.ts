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
