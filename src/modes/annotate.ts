import { touchedBy } from '../evidence/baseline/touched.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { RunLog } from '../io/run-log-port.ts'
import { readDiff } from '../plan/diff.ts'
import {
  type Annotation,
  annotationsOf,
  shownAnnotations,
} from '../report/annotations.ts'
import type { Preparation } from './preparation.ts'

/** Everything that is to be told on lines, those of the branch first. */
export function orderedAnnotations(
  { history }: Pick<Preparation, 'history'>,
  evidence: Evidence,
): readonly Annotation[] {
  return annotationsOf(evidence, touchedBy(readDiff(history.diff)))
}

/** Writes as many as GitHub shows. */
export function annotate(log: RunLog, all: readonly Annotation[]): void {
  for (const one of shownAnnotations(all)) {
    const { level, title, message, path, line, endLine, column } = one
    const place =
      path === null
        ? undefined
        : { file: path, line: line ?? 1, endLine, column }
    log[level](`${title}: ${message}`, place)
  }
}
