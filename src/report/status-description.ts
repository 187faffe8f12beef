import type { Conclusion } from '../evidence/evidence.ts'
import { gateLine } from '../markdown/text-gate.ts'
import { prepare } from '../pull-request/body.ts'
import type { Point } from '../pull-request/body/point.ts'
import { pointsOf } from '../pull-request/body/points.ts'
import { count } from '../pull-request/body/quantities.ts'
import { withoutMarks } from '../pull-request/body/words.ts'
import { verdictText } from '../pull-request/body/verdict-text.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'

/** GitHub rejects longer descriptions with 422. UTF-16 units. */
export const maxDescriptionCharacters = 140

/** Commit status that a conclusion leaves; `null` writes none. */
export function commitStateOf(
  conclusion: Conclusion,
): 'success' | 'pending' | 'failure' | 'error' | null {
  switch (conclusion) {
    case 'ready':
      return 'success'
    case 'incomplete':
      return 'pending'
    case 'failed':
      return 'failure'
    case 'inconclusive':
      return 'error'
    case 'stale':
      return null
  }
}

/** Description of the final commit status, at most 140 UTF-16 units. */
export function statusDescription(facts: StagingFacts): string {
  const { open } = pointsOf(prepare(facts))
  const text =
    facts.evidence?.conclusion === 'incomplete' && open.length > 0
      ? `${open.length} open: ${open.map(({ plain }) => plain).join(' ')}`
      : verdictLine(facts, open)
  return gateLine(text, { maxCharacters: maxDescriptionCharacters })
}

function verdictLine(facts: StagingFacts, open: readonly Point[]): string {
  const { lead, detail } = verdictText(facts, open)
  return withoutMarks([lead, ...detail].join(' '))
}

/** Description of the pending commit status at the start. */
export function startDescription(steps: number): string {
  return steps === 0
    ? 'Looking at the branch'
    : `Running ${count(steps, 'step')}`
}

/** Whether a description is one that {@link startDescription} writes: then no result is there yet. */
export function isStartDescription(description: string): boolean {
  return /^(?:Looking at the branch|Running \d{1,6} steps?)$/u.test(description)
}

/** Description of the final status when verification broke off on trouble of its own. */
export const brokenOffDescription =
  'The run stopped before it came to a result. Its log and summary say why.'
