import type { Hunk } from './file-diffs.ts'

/** As much of a diff as there is room for. */
export type ShownHunks = {
  readonly hunks: readonly Hunk[]
  /** Lines in them. */
  readonly lines: number
  /** Lines that are left out. */
  readonly left: number
}

/** The first lines of a diff, at most so many. */
export function firstLines(hunks: readonly Hunk[], room: number): ShownHunks {
  const shown: Hunk[] = []
  let lines = 0
  let left = 0
  for (const hunk of hunks) {
    const part = hunk.lines.slice(0, Math.max(0, room - lines))
    if (part.length > 0) shown.push({ header: hunk.header, lines: part })
    lines += part.length
    left += hunk.lines.length - part.length
  }
  return { hunks: shown, lines, left }
}
