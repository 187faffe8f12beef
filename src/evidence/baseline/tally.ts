/** How often each text comes. */
export type Tally = Map<string, number>

/** Counts texts. */
export function tally(texts: readonly string[]): Tally {
  const counts: Tally = new Map()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

/** Takes one of a text away, and says whether there was one. */
export function take(counts: Tally, text: string): boolean {
  const left = counts.get(text) ?? 0
  if (left > 0) counts.set(text, left - 1)
  return left > 0
}
