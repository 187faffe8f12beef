import { type Finding, gateOf } from '../finding.ts'
import { handoffGates } from '../pull-request/body/points.ts'

/** An annotation of the run. */
export type Annotation = {
  readonly level: 'error' | 'warning'
  readonly title: string
  /** Plain text, at most 4,096 characters are shown. */
  readonly message: string
  readonly path: string | null
  /** From 1, or `null`. */
  readonly line: number | null
}

/**
 * Most annotations of one level that a step may write; GitHub drops further
 * ones without a word
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
 */
const perLevel = 10

/** Findings of severity error and warn as annotations; what is over the limit is counted in the last one. Handoff gates never annotate. */
export function annotationsOf(
  findings: readonly Finding[],
): readonly Annotation[] {
  const own = findings.filter(
    ({ rule }) => !handoffGates.includes(gateOf(rule)),
  )
  return [
    ...bounded(own.filter(({ severity }) => severity === 'error').map(toError)),
    ...bounded(
      own.filter(({ severity }) => severity === 'warn').map(toWarning),
    ),
  ]
}

function toError(found: Finding): Annotation {
  return { level: 'error', ...textOf(found) }
}

function toWarning(found: Finding): Annotation {
  return { level: 'warning', ...textOf(found) }
}

function textOf({
  rule,
  message,
  remedy,
  path,
  line,
}: Finding): Omit<Annotation, 'level'> {
  const text = remedy === null ? message : `${message} ${remedy}`
  return { title: `Staging PR: ${gateOf(rule)}`, message: text, path, line }
}

function bounded(all: readonly Annotation[]): readonly Annotation[] {
  const [first] = all
  if (all.length <= perLevel || first === undefined) return all
  const rest: Annotation = {
    level: first.level,
    title: 'Staging PR',
    message: `${all.length - perLevel + 1} more are listed in the summary of the run.`,
    path: null,
    line: null,
  }
  return [...all.slice(0, perLevel - 1), rest]
}
