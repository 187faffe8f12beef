import type { PlannedStep } from './plan.ts'

/** A step and the steps that it needs, directly or not, in the order of the plan; `[]` where the plan does not have it. */
export function withNeeds(
  steps: readonly PlannedStep[],
  id: string,
): readonly PlannedStep[] {
  const byId = new Map(steps.map((planned) => [planned.step.id, planned]))
  const wanted = new Set<string>()
  const open = [id]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (wanted.has(next)) continue
    wanted.add(next)
    open.push(...(byId.get(next)?.step.needs ?? []))
  }
  return steps.filter(({ step }) => wanted.has(step.id))
}
