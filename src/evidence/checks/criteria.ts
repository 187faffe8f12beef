import { finding, type Finding } from '../../finding.ts'
import type { Criterion, Spec } from '../../spec/spec.ts'
import type { JudgedCriterion, StepResult } from '../evidence.ts'

/** What criteria are bound to. */
export type CriteriaGrounds = {
  readonly steps: readonly StepResult[]
  /** Text in a criterion → id of the step that shows it, from the configuration. */
  readonly bindings: Readonly<Record<string, string>>
}

/**
 * Says of each criterion what the evidence says: a ticked box alone is a
 * claim. A criterion is bound to a step by `<!-- verify: step-id -->` in its
 * text, or by the configuration's `criteria:` map.
 */
export function judgeCriteria(
  criteria: readonly Criterion[],
  grounds: CriteriaGrounds,
): readonly JudgedCriterion[] {
  return criteria.map((criterion) => judge(criterion, grounds))
}

function judge(
  { text, checked }: Criterion,
  grounds: CriteriaGrounds,
): JudgedCriterion {
  const id = boundStep(text, grounds.bindings)
  const step = grounds.steps.find((one) => one.id === id)
  const shown = text.replace(marker, '').trim()
  const unbound = { text: shown, checked, by: null } as const
  if (step === undefined) {
    return { ...unbound, state: checked ? 'claimed' : 'open' }
  }
  if (step.status === 'passed') {
    return { ...unbound, state: checked ? 'proved' : 'open', by: step.id }
  }
  const hasFailed = step.status === 'failed' || step.status === 'timed-out'
  if (hasFailed && checked) {
    return { ...unbound, state: 'contradicted', by: step.id }
  }
  return { ...unbound, state: checked ? 'claimed' : 'open', by: null }
}

const marker = /<!--\s{0,9}verify:\s{0,9}([a-z][a-z0-9-]{0,39})\s{0,9}-->/u

function boundStep(
  text: string,
  bindings: Readonly<Record<string, string>>,
): string | null {
  const marked = marker.exec(text)?.[1]
  if (marked !== undefined) return marked
  const lower = text.toLowerCase()
  const bound = Object.entries(bindings).find(
    ([words]) => words.trim() !== '' && lower.includes(words.toLowerCase()),
  )
  return bound?.[1] ?? null
}

/** Gate `criteria`: none is open or contradicted. Ticked ones without evidence are listed elsewhere. */
export function checkCriteria(
  spec: Spec,
  judged: readonly JudgedCriterion[],
): readonly Finding[] {
  return judged.flatMap((criterion, index) => {
    const line = spec.criteria.items[index]?.line ?? null
    const complaint = complain(criterion)
    if (complaint === null) return []
    return [finding({ ...complaint, severity: 'error', path: spec.path, line })]
  })
}

function complain({
  state,
  text,
  by,
}: JudgedCriterion): Pick<Finding, 'rule' | 'message' | 'remedy'> | null {
  switch (state) {
    case 'open':
      return {
        rule: 'criteria/open',
        message: `“${text}” is not ticked.`,
        remedy: 'Do it, or take the criterion out of the spec.',
      }
    case 'contradicted':
      return {
        rule: 'criteria/contradicted',
        message: `“${text}” is ticked, but step ${by ?? ''} failed.`,
        remedy: 'Make the step pass, or untick the box.',
      }
    case 'proved':
    case 'claimed':
      return null
  }
}
