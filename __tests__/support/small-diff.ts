import { type DiffRun, readDiff } from '../../src/plan/diff.ts'

/** One place of a file, with its first line in the old version. */
export type Place = {
  readonly at?: number
  readonly removed?: string
  readonly added?: string
}

/** The diff of one file without context, read as a run reads git's. */
export function diffOf(
  path: string,
  ...places: readonly Place[]
): readonly DiffRun[] {
  let gained = 0
  const hunks = places.map(({ at = 1, removed = '', added = '' }) => {
    const old = linesOf(removed)
    const fresh = linesOf(added)
    // git counts from the line before a place without lines.
    const oldStart = old.length === 0 ? at - 1 : at
    const newStart = at + gained - (fresh.length === 0 ? 1 : 0)
    gained += fresh.length - old.length
    return [
      `@@ -${oldStart},${old.length} +${newStart},${fresh.length} @@`,
      ...old.map((line) => `-${line}`),
      ...fresh.map((line) => `+${line}`),
    ].join('\n')
  })
  const head = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n`
  return readDiff(`${head}${hunks.join('\n')}\n`)
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n')
}
