/** Durations as they are written: `90s`, `30m`, `1h`. Bounded so that a timer can hold each of them. */
export const durationPattern = /^(?:[1-9]\d{0,5}s|[1-9]\d{0,3}m|[1-9]\d?h)$/u

/** What is said where something else stands. */
export const durationWords = 'a time with its unit, such as 90s, 30m or 1h'

const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
}

/** Milliseconds of a duration that {@link durationPattern} matches. */
export function durationMs(text: string): number {
  return Number(text.slice(0, -1)) * (unitMs[text.slice(-1)] ?? 0)
}
