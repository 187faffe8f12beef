import { gateLine } from '../markdown/text-gate.ts'
import type { StagingRun } from './staging-run.ts'

/** Labels that may leave as they are; others are told and left out, since a changed name would be another label. */
export function safeLabels({
  inputs,
  runner: { redact, log },
}: Pick<StagingRun, 'inputs' | 'runner'>): readonly string[] {
  return inputs.labels.filter((label) => {
    const safe = gateLine(redact(label), { maxCharacters: 1_000 })
    if (safe === label) return true
    log.warning(
      `The label ${safe} is not set: it holds what GitHub could take for a reference or a mention, or a secret.`,
    )
    return false
  })
}
