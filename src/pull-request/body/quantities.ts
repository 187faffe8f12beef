/** `1 step`, `3 steps`; the plural is given where an `s` does not make it. */
export function count(
  amount: number,
  singular: string,
  plural = `${singular}s`,
): string {
  return `${amount} ${amount === 1 ? singular : plural}`
}

/** A duration in milliseconds as people say it: `12 s`, `1 min 38 s`, `2 h 5 min`. */
export function duration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000)
  if (seconds < 1) return 'under 1 s'
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return pair(`${minutes} min`, seconds % 60, 's')
  const hours = Math.floor(minutes / 60)
  return pair(`${hours} h`, minutes % 60, 'min')
}

function pair(head: string, rest: number, unit: string): string {
  return rest === 0 ? head : `${head} ${rest} ${unit}`
}

/** Joins with commas, and “and” before the last. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  const rest = items.slice(0, -1)
  return rest.length === 0 ? last : `${rest.join(', ')} and ${last}`
}
