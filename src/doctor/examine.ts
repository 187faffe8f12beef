import { allChecks } from './all-checks.ts'
import type { Level, Problem } from './check.ts'
import type { Facts } from './facts.ts'

/** A problem with the code of its check. */
export type Diagnosis = Problem & { readonly code: string }

/** What all checks came to. */
export type Examination = {
  /** Errors first. */
  readonly problems: readonly Diagnosis[]
  /** Codes of checks that found nothing. */
  readonly passed: readonly string[]
  /** Checks that could not look, and why. */
  readonly unchecked: readonly { readonly code: string; readonly why: string }[]
}

const order: Readonly<Record<Level, number>> = { error: 0, warn: 1, note: 2 }

/** Runs every check over the facts. */
export function examine(facts: Facts): Examination {
  const outcomes = allChecks.map(({ code, look }) => ({
    code,
    outcome: look(facts),
  }))
  const problems = outcomes.flatMap(({ code, outcome }) =>
    'unchecked' in outcome
      ? []
      : outcome.map((problem) => ({ code, ...problem })),
  )
  return {
    problems: problems.toSorted(
      (one, other) => order[one.level] - order[other.level],
    ),
    passed: outcomes.flatMap(({ code, outcome }) =>
      !('unchecked' in outcome) && outcome.length === 0 ? [code] : [],
    ),
    unchecked: outcomes.flatMap(({ code, outcome }) =>
      'unchecked' in outcome ? [{ code, why: outcome.unchecked }] : [],
    ),
  }
}
