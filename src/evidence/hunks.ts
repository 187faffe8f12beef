import type { DiffLine, DiffRun } from '../plan/diff.ts'
import type { ChangedFile } from '../plan/plan.ts'

/** What a diff takes out and puts in at one place of a file. */
export type Hunk = {
  /** At the head; for a deleted file, where it was. */
  readonly path: string
  readonly removed: readonly DiffLine[]
  readonly added: readonly DiffLine[]
}

type Place = {
  readonly path: string
  /** Lines that the file gained so far. */
  gained: number
  /** Where the removed lines of an open hunk began, or `null`. */
  removedAt: number | null
}

/**
 * Puts the runs of a diff without context together to hunks: lines that are
 * added right where others were removed. Removed lines of a renamed file come
 * under its new path.
 */
export function hunksIn(
  diff: readonly DiffRun[],
  changes: readonly ChangedFile[],
): readonly Hunk[] {
  const newPaths = new Map(
    changes.flatMap(({ status, previousPath, path }) =>
      status === 'renamed' && previousPath !== null
        ? [[previousPath, path] as const]
        : [],
    ),
  )
  const hunks: { path: string; removed: DiffLine[]; added: DiffLine[] }[] = []
  let at: Place = { path: '', gained: 0, removedAt: null }
  for (const { side, path: given, lines } of diff) {
    const path = side === 'removed' ? (newPaths.get(given) ?? given) : given
    if (path !== at.path) at = { path, gained: 0, removedAt: null }
    const first = lines[0]?.line ?? 0
    const hunk = hunks.at(-1)
    if (side === 'removed') {
      hunks.push({ path, removed: [...lines], added: [] })
      at.removedAt = first + at.gained
      at.gained -= lines.length
    } else {
      const isSame = at.removedAt === first && hunk !== undefined
      if (isSame) hunk.added.push(...lines)
      else hunks.push({ path, removed: [], added: [...lines] })
      at.removedAt = null
      at.gained += lines.length
    }
  }
  return hunks
}
