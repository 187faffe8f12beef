import type { DiffRun } from '../../plan/diff.ts'
import type { Touched } from './compare-complaints.ts'

/** Whether the branch added or changed a line; without a line, whether it changed the file at all. */
export function touchedBy(diff: readonly DiffRun[]): Touched {
  const files = new Map<string, Set<number>>()
  for (const { path, side, lines } of diff) {
    const known = files.get(path) ?? new Set()
    files.set(path, known)
    if (side === 'removed') continue
    for (const { line } of lines) known.add(line)
  }
  return (path, line) => {
    const lines = files.get(path)
    return lines !== undefined && (line === null || lines.has(line))
  }
}
