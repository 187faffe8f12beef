import type { Touched } from '../evidence/baseline/compare-complaints.ts'
import type { Evidence, StepResult } from '../evidence/evidence.ts'
import type { Problem } from '../evidence/problems/problem.ts'
import { type Finding, gateOf } from '../finding.ts'
import { handoffGates } from '../pull-request/body/points.ts'

/** Something to be told, on its line where it has one. */
export type Annotation = {
  readonly level: 'error' | 'warning'
  readonly title: string
  /** Plain text, at most 4,096 characters are shown. */
  readonly message: string
  readonly path: string | null
  /** From 1, or `null`. */
  readonly line: number | null
  /** Last line, or `null` where it is one. */
  readonly endLine: number | null
  /** From 1, or `null`. */
  readonly column: number | null
}

/**
 * Findings of severity error and warn and what the steps say of single lines,
 * each once: errors first, those on lines that the branch changes before those
 * on files that it changes, and these before all others. Handoff gates never
 * annotate.
 */
export function annotationsOf(
  { findings, steps }: Pick<Evidence, 'findings' | 'steps'>,
  touched: Touched,
): readonly Annotation[] {
  const all = toldOnce([
    ...findings.flatMap(ofFinding),
    ...steps.flatMap((step) =>
      step.problems.map((problem) => ofProblem(problem, step)),
    ),
  ])
  const order = (one: Annotation): number =>
    (one.level === 'error' ? 0 : 3) + distance(one, touched)
  return all
    .map((one) => ({ one, at: order(one) }))
    .sort((one, other) => one.at - other.at)
    .map(({ one }) => one)
}

/**
 * Most annotations of one level that a step may write; GitHub drops further
 * ones without a word
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
 */
const perLevel = 10

/** Those that GitHub shows of a step, the first of each level. */
export function shownAnnotations(
  all: readonly Annotation[],
): readonly Annotation[] {
  const ofLevel = (wanted: Annotation['level']): readonly Annotation[] =>
    all.filter(({ level }) => level === wanted).slice(0, perLevel)
  return [...ofLevel('error'), ...ofLevel('warning')]
}

function ofFinding({
  rule,
  severity,
  message,
  remedy,
  path,
  line,
}: Finding): readonly Annotation[] {
  const gate = gateOf(rule)
  if (severity === 'note' || handoffGates.includes(gate)) return []
  return [
    {
      level: severity === 'error' ? 'error' : 'warning',
      title: `Staging PR: ${gate}`,
      message: remedy === null ? message : `${message} ${remedy}`,
      path,
      line,
      endLine: null,
      column: null,
    },
  ]
}

function ofProblem(
  { rule, ...problem }: Problem,
  { id }: StepResult,
): Annotation {
  const title = rule === null ? id : `${id}, ${rule}`
  return { ...problem, title: `Staging PR: ${title}` }
}

/** Two steps may run the same tool. */
function toldOnce(all: readonly Annotation[]): readonly Annotation[] {
  const seen = new Map<string, Annotation>()
  for (const one of all) {
    const { level, path, line, message } = one
    const key = JSON.stringify([level, path, line, message])
    if (!seen.has(key)) seen.set(key, one)
  }
  return [...seen.values()]
}

/** `0` on a line that the branch changes, `1` in a file that it changes, `2` elsewhere. */
function distance(
  { path, line, endLine }: Annotation,
  touched: Touched,
): number {
  if (path === null || !touched(path, null)) return 2
  const first = line ?? 0
  const last = Math.min(endLine ?? first, first + 1_000)
  for (let at = first; at <= last; at += 1) {
    if (at > 0 && touched(path, at)) return 0
  }
  return 1
}
