/** The known word that was most probably meant, or `null` when none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const given = word.slice(0, maxCharacters).toLowerCase()
  let best: { readonly word: string; readonly distance: number } | null = null
  for (const candidate of known) {
    const tolerated = Math.max(1, Math.floor(candidate.length / 3))
    if (Math.abs(candidate.length - given.length) > tolerated) continue
    const distance = editDistance(given, candidate.slice(0, maxCharacters))
    if (distance > tolerated) continue
    if (best === null || distance < best.distance) {
      best = { word: candidate, distance }
    }
  }
  return best?.word ?? null
}

const maxCharacters = 64

/** Letters to insert, delete, replace or swap with their neighbour until two words agree. */
function editDistance(from: string, to: string): number {
  let rows: Rows = {
    beforeLast: [],
    last: Array.from({ length: to.length + 1 }, (_, index) => index),
  }
  for (let row = 1; row <= from.length; row += 1) {
    rows = { beforeLast: rows.last, last: nextRow({ from, to, row }, rows) }
  }
  return rows.last[to.length] ?? 0
}

type Step = { readonly from: string; readonly to: string; readonly row: number }

type Rows = {
  readonly beforeLast: readonly number[]
  readonly last: readonly number[]
}

/** One row further in the table of distances; the caller keeps the two above it. */
function nextRow(
  { from, to, row }: Step,
  { beforeLast, last }: Rows,
): readonly number[] {
  const cells = [row]
  for (let column = 1; column <= to.length; column += 1) {
    const isSame = from[row - 1] === to[column - 1]
    const isSwap =
      column > 1 &&
      row > 1 &&
      from[row - 1] === to[column - 2] &&
      from[row - 2] === to[column - 1]
    cells.push(
      Math.min(
        at(last, column) + 1,
        at(cells, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforeLast, column - 2) + 1 : Infinity,
      ),
    )
  }
  return cells
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
