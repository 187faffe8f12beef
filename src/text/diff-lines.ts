/** More cells than the table of any workflow has. */
const maxCells = 1_000_000

/** What changed between two texts, line by line: removed lines behind `-`, added ones behind `+`, the others behind a blank. */
export function diffLines(before: string, after: string): string {
  const [old, now] = [linesOf(before), linesOf(after)]
  const isLarge = old.length * now.length > maxCells
  const common = isLarge ? [] : longestCommon(old, now)
  const lines: string[] = []
  let [left, right] = [0, 0]
  for (const [oldAt, nowAt] of [...common, [old.length, now.length] as const]) {
    lines.push(...old.slice(left, oldAt).map((line) => `-${line}`))
    lines.push(...now.slice(right, nowAt).map((line) => `+${line}`))
    if (oldAt < old.length) lines.push(` ${old[oldAt] ?? ''}`)
    ;[left, right] = [oldAt + 1, nowAt + 1]
  }
  return lines.map((line) => `${line}\n`).join('')
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/u, '').split('\n')
}

type Pair = readonly [old: number, now: number]

/** Positions of the lines of a longest common subsequence. */
function longestCommon(
  old: readonly string[],
  now: readonly string[],
): readonly Pair[] {
  const table = lengths(old, now)
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0
  const pairs: Pair[] = []
  let [i, j] = [0, 0]
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      pairs.push([i, j])
      ;[i, j] = [i + 1, j + 1]
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return pairs
}

/** Lengths of the longest common subsequences of all rests. */
function lengths(
  old: readonly string[],
  now: readonly string[],
): readonly (readonly number[])[] {
  const table = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: now.length + 1 }, () => 0),
  )
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const [row = [], below = []] = [table[i], table[i + 1]]
    for (let j = now.length - 1; j >= 0; j -= 1) {
      row[j] =
        old[i] === now[j]
          ? (below[j + 1] ?? 0) + 1
          : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return table
}
