import { offline, type Outcome } from './check.ts'
import type { Facts, OnlineFacts, Reading } from './facts.ts'

/** Looks at an answer of GitHub; where there is none, says why. */
export function online<Value>(
  facts: Facts,
  pick: (from: OnlineFacts) => Reading<Value>,
  look: (value: Value) => Outcome,
): Outcome {
  if (facts.online === null) return offline
  const reading = pick(facts.online)
  return reading.status === 'read'
    ? look(reading.value)
    : { unchecked: reading.why }
}
