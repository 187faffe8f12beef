import type { Finding, GateId, GateLevel, Severity } from '../finding.ts'
import { gateOf } from '../finding.ts'
import type {
  Conclusion,
  Evidence,
  JudgedCriterion,
  Proof,
  StepResult,
} from './evidence.ts'

/** What a verdict rests on; findings already weighed by {@link weighFindings}. */
export type VerdictGrounds = {
  readonly steps: readonly StepResult[]
  readonly proof: Proof
  readonly criteria: readonly JudgedCriterion[]
  readonly findings: readonly Finding[]
}

/** `failed` wins over `inconclusive`, which wins over `incomplete`. */
export function conclude(grounds: VerdictGrounds): Conclusion {
  if (hasFailed(grounds)) return 'failed'
  if (isInconclusive(grounds)) return 'inconclusive'
  const isOpen = grounds.findings.some(({ severity }) => severity === 'error')
  return isOpen ? 'incomplete' : 'ready'
}

function hasFailed(grounds: VerdictGrounds): boolean {
  const { steps, proof, criteria, findings } = grounds
  return (
    findings.some(({ rule }) => rule === forgedEvidence) ||
    steps.some(({ status }) => status === 'failed' || status === 'timed-out') ||
    proof.status === 'not-reproduced' ||
    proof.status === 'not-fixed' ||
    proof.status === 'test-changed' ||
    criteria.some(({ state }) => state === 'contradicted')
  )
}

/** Rule of a finding that says of evidence files that no run of this plan wrote them so. */
export const forgedEvidence = 'steps/forged-evidence'

/** Nothing ran, or what should have run did not come to a result. */
function isInconclusive({ steps, proof }: VerdictGrounds): boolean {
  return (
    steps.every(({ status }) => status === 'skipped') ||
    steps.some(
      ({ status }) => status === 'not-started' || status === 'cancelled',
    ) ||
    proof.status === 'inconclusive'
  )
}

/** The same evidence with findings of a gate that is looked at last, just before it is published. */
export function withLateFindings(
  evidence: Evidence,
  found: readonly Finding[],
  gates: Readonly<Record<GateId, GateLevel>>,
): Evidence {
  const weighed = weighFindings(found, gates)
  if (weighed.length === 0) return evidence
  const findings = [...evidence.findings, ...weighed]
  return {
    ...evidence,
    findings,
    conclusion: conclude({ ...evidence, findings }),
  }
}

const weight: Readonly<Record<Severity, number>> = {
  error: 2,
  warn: 1,
  note: 0,
}

/** Applies the configured levels: a gate's level is the most that its findings may weigh; `off` drops them. */
export function weighFindings(
  findings: readonly Finding[],
  gates: Readonly<Record<GateId, GateLevel>>,
): readonly Finding[] {
  return findings.flatMap((finding) => {
    const level = gates[gateOf(finding.rule)]
    if (level === 'off') return []
    const isHeavier = weight[finding.severity] > weight[level]
    return [isHeavier ? { ...finding, severity: level } : finding]
  })
}
