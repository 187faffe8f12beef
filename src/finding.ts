/** Every gate, in the order in which findings are shown. */
export const gateIds = [
  'spec',
  'dependencies',
  'commits',
  'proof',
  'steps',
  'criteria',
  'scope',
  'test-integrity',
  'spec-integrity',
  'research',
  'release-notes',
  'history',
  'freshness',
  'fork-only',
  'ci',
] as const

/** Name of a gate: a rule over evidence that can hold a staging PR back. */
export type GateId = (typeof gateIds)[number]

/**
 * `error` holds back, `warn` is shown on the first screen and does not,
 * `note` is shown below.
 */
export const severities = ['error', 'warn', 'note'] as const

/** How much weight a finding carries. */
export type Severity = (typeof severities)[number]

/** What a configuration may say of a gate: a severity, or that it is not run. */
export type GateLevel = Severity | 'off'

/** The gate itself, or a gate and the detail that it looked at (`criteria/near-miss-heading`). */
export type RuleId = GateId | `${GateId}/${string}`

/** One result of a gate. Data only: it crosses process boundaries as JSON. */
export type Finding = {
  readonly rule: RuleId
  readonly severity: Severity
  /** What was found, one sentence of plain text, no Markdown. */
  readonly message: string
  /** What to do about it, plain text, or `null`. */
  readonly remedy: string | null
  /** Path relative to the repository root, or `null` when no file is concerned. */
  readonly path: string | null
  /** Line in that file, from 1, or `null`. */
  readonly line: number | null
}

/** The gate to which a rule belongs. */
export function gateOf(rule: RuleId): GateId {
  const name = rule.split('/', 1)[0]
  const gate = gateIds.find((id) => id === name)
  return gate ?? 'spec'
}

/** A finding with the fields that are usually empty filled in. */
export function finding(
  fields: Pick<Finding, 'rule' | 'severity' | 'message'> & Partial<Finding>,
): Finding {
  return { remedy: null, path: null, line: null, ...fields }
}
