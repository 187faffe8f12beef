import { finding, type Finding } from '../../finding.ts'
import type { StepResult, StepStatus } from '../evidence.ts'

/** Gate `steps`: every step that was to run has passed. */
export function checkSteps(steps: readonly StepResult[]): readonly Finding[] {
  if (steps.length === 0) {
    return [
      finding({
        rule: 'steps/none',
        severity: 'error',
        message: 'No verification step is configured, and no preset fits.',
        remedy:
          'Say under `verify:` in .github/staging-pr.yml which commands to run.',
      }),
    ]
  }
  return steps.flatMap(checkStep)
}

const words: Readonly<Record<StepStatus, string | null>> = {
  passed: null,
  skipped: null,
  failed: 'failed',
  'timed-out': 'ran out of time',
  'not-started': 'did not come to a result',
  cancelled: 'was cancelled',
}

function checkStep(step: StepResult): readonly Finding[] {
  const word = words[step.status]
  if (word === null) return []
  const reason = step.reason === null ? '' : `: ${step.reason}`
  return [
    finding({
      rule: `steps/${step.status}`,
      severity: 'error',
      message: `Step ${step.id} ${word}${reason}.`,
    }),
  ]
}
