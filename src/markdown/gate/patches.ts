/** A replacement in a text. Offsets are UTF-16 units; `start === end` inserts. */
export type Patch = {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Applies patches from left to right; one that overlaps an earlier one is left out. */
export function applyPatches(
  source: string,
  patches: readonly Patch[],
): string {
  const sorted = [...patches].sort((a, b) => a.start - b.start || a.end - b.end)
  let result = ''
  let done = 0
  for (const { start, end, text } of sorted) {
    if (start < done) continue
    result += source.slice(done, start) + text
    done = end
  }
  return result + source.slice(done)
}
