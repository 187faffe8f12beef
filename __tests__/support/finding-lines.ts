import type { Finding } from '../../src/finding.ts'

/** `error spec/status: The spec …`, one line a finding. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.map(
    ({ severity, rule, message }) => `${severity} ${rule}: ${message}`,
  )
}
