import type { Finding } from '../finding.ts'
import type { Spec, SpecReading } from './spec.ts'

/** What `staging-pr spec --json` says of one file. Lists are `[]` when absent, other fields `null`. */
export type SpecReport = {
  readonly path: string
  readonly id: string
  readonly ok: boolean
  readonly error: string | null
  readonly error_field: string | null
  readonly error_message: string | null
  readonly error_line: number | null
  readonly findings: readonly Finding[]
  readonly [field: string]: unknown
}

/** A reading in the words of chant's frontmatter. */
export function specReport(reading: SpecReading, path: string): SpecReport {
  if (!reading.ok) {
    const { id, error, field, message, line } = reading.refused
    return {
      path,
      id,
      ok: false,
      error,
      error_field: field,
      error_message: message,
      error_line: line,
      findings: [],
    }
  }
  return understood(reading.spec, path)
}

function understood(spec: Spec, path: string): SpecReport {
  const { criteria } = spec
  return {
    path,
    id: spec.id,
    ok: true,
    ...noError,
    type: spec.type,
    status: spec.status,
    depends_on: spec.dependsOn,
    target_files: spec.targetFiles,
    informed_by: spec.informedBy,
    commits: spec.commits,
    labels: spec.labels,
    members: spec.members,
    branch: spec.branch,
    completed_at: spec.completedAt,
    approval: spec.approval,
    model: spec.model,
    title: spec.title,
    criteria: {
      total: criteria.total,
      checked: criteria.checked,
      unchecked: criteria.unchecked,
      items: criteria.items.map(({ text, checked }) => ({ text, checked })),
    },
    sections: spec.sections.map(({ heading }) => heading),
    driver: spec.driver,
    member: spec.member,
    present: spec.present,
    unknown_fields: spec.unknownFields,
    frontmatter: spec.hasFrontmatter,
    findings: spec.findings,
  }
}

const noError = {
  error: null,
  error_field: null,
  error_message: null,
  error_line: null,
} as const
