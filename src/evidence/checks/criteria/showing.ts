import type { DiffRun } from '../../../plan/diff.ts'
import type { NewTest } from '../../../plan/plan.ts'
import type { Spec } from '../../../spec/spec.ts'
import type { Proof, StepResult } from '../../evidence.ts'
import type { ExplainedChange } from '../../explain-changes.ts'
import type { TestResults } from '../../test-summary/test-results.ts'

/** What criteria are bound to. */
export type CriteriaGrounds = {
  readonly steps: readonly StepResult[]
  /** Names of the tests that a step ran on the head, by the step's id, where its output could be read. */
  readonly results: ReadonlyMap<string, TestResults>
  /** Text in a criterion → id of the step that shows it, from the configuration. */
  readonly bindings: Readonly<Record<string, string>>
  readonly proof: Proof
  readonly newTests: readonly NewTest[]
  readonly files: readonly ExplainedChange[]
  /** Without context, merge base to head. */
  readonly diff: readonly DiffRun[]
  readonly spec: Spec | null
  /** Paths and tests that ticked criteria name and the head does not have. */
  readonly absentNames: readonly string[]
  /** The branch removes, ignores or changes a test that was there before. */
  readonly existingTestsTouched: boolean
  /** Text of a reworded criterion → its first text. */
  readonly wording: ReadonlyMap<string, string>
}

/** What the evidence says about a criterion, whatever its box says. */
export type Showing = {
  /** `nothing`: it is bound to evidence that says neither. */
  readonly status: 'shown' | 'contradicted' | 'nothing'
  /** Id of a step, or words: what shows it, a clause that contradicts it, or one that says why it is not shown. */
  readonly by: string | null
}

/** Bound, and neither shown nor contradicted. */
export const nothing: Showing = { status: 'nothing', by: null }

/** Evidence for it. */
export function shown(by: string): Showing {
  return { status: 'shown', by }
}

/** Evidence against it. */
export function contradicted(by: string): Showing {
  return { status: 'contradicted', by }
}

/** Several claims of one criterion: all must be shown, and one contradicted is enough. `null` for none. */
export function together(showings: readonly Showing[]): Showing | null {
  const against = showings.find(({ status }) => status === 'contradicted')
  if (against !== undefined) return against
  const [first] = showings
  if (first === undefined) return null
  const open = showings.find(({ status }) => status === 'nothing')
  if (open !== undefined) return open
  const by = [...new Set(showings.flatMap(({ by }) => by ?? []))]
  return by.length === 1 ? first : shown(by.join('; '))
}

/** Words that add nothing to a claim. */
const fillers =
  /^(?:and|the|an?|are|is|all|also|still|now|both|with|in|of|for|to|it|on|locally|ci|green|clean|pass(?:es|ed|ing)?)$/iu

/** Whether what is left of a criterion beside the claims that were understood claims something else. */
export function claimsMore(rest: string): boolean {
  const joins =
    /\b(?:and|but|while|also|plus|as well|except)\b|[;,&]|\.\s/iu.test(rest)
  const words = rest.match(/[\p{L}\p{N}_]{1,60}/gu) ?? []
  return joins && words.some((word) => !fillers.test(word))
}
