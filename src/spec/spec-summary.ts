import { printableText } from '../text/printable.ts'
import type { Spec, SpecReading } from './spec.ts'

/** What was understood of a spec, for a terminal. */
export function specSummary(reading: SpecReading, path: string): string {
  if (!reading.ok) {
    const { message, line } = reading.refused
    const where = line === null ? path : `${path}:${line}`
    return printableText(`${where}\n  refused: ${message}`)
  }
  const { spec } = reading
  return printableText(
    [
      spec.title ?? '(no title)',
      `  ${path}`,
      `  id ${spec.id}, type ${spec.type}, status ${spec.status}`,
      ...listLine('depends on', spec.dependsOn),
      ...listLine('informed by', spec.informedBy),
      ...listLine('target files', spec.targetFiles),
      ...listLine('labels', spec.labels),
      ...criteriaLines(spec),
      ...spec.findings.map(
        ({ severity, message, line, remedy }) =>
          `  ${severity}${line === null ? '' : ` (line ${line})`}: ${message}${remedy === null ? '' : ` ${remedy}`}`,
      ),
    ].join('\n'),
  )
}

function listLine(name: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : [`  ${name}: ${values.join(', ')}`]
}

function criteriaLines({ criteria }: Spec): readonly string[] {
  if (criteria.line === null) return ['  no section "## Acceptance Criteria"']
  return [
    `  acceptance criteria: ${criteria.checked} of ${criteria.total} ticked`,
    ...criteria.items.map(
      ({ text, checked }) => `    ${checked ? '[x]' : '[ ]'} ${text}`,
    ),
  ]
}
