import type { Facts } from './facts.ts'

/** How bad it is: `error` stops the action, `warn` makes it do less or more than is meant, `note` is good to know. */
export type Level = 'error' | 'warn' | 'note'

/** Something to mend. */
export type Problem = {
  readonly level: Level
  /** What is wrong, and why it matters here. */
  readonly message: string
  /** Command, address or line that mends it. */
  readonly remedy: string
}

/** What a check came to: problems, none, or the reason why it could not look. */
export type Outcome = readonly Problem[] | { readonly unchecked: string }

/** One thing that is looked at. */
export type Check = {
  /** Stable. */
  readonly code: string
  /** What it looks at, and the worst that it can say; for the documentation. */
  readonly what: string
  readonly level: Level
  readonly remedy: string
  readonly look: (facts: Facts) => Outcome
}

/** Where it takes GitHub to look. */
export const offline: Outcome = { unchecked: 'offline' }

/** Where it takes a fix branch to look. */
export const noFixBranch: Outcome = { unchecked: 'no fix branch' }

/** One problem, or none. */
export function when(holds: boolean, problem: Problem): Outcome {
  return holds ? [problem] : []
}

/** A problem that stops the action. */
export function error(message: string, remedy: string): Problem {
  return { level: 'error', message, remedy }
}

/** A problem that makes it do less, or more, than is meant. */
export function warn(message: string, remedy: string): Problem {
  return { level: 'warn', message, remedy }
}

/** Something good to know. */
export function note(message: string, remedy: string): Problem {
  return { level: 'note', message, remedy }
}
