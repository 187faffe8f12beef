/** What a run may lose on a GitHub that is slow, limits, or fails; one for all requests of a run. */
export type Patience = {
  /** Longest time until a request must be answered. Milliseconds. */
  readonly requestMs: () => number
  /** Takes off what an attempt cost that came to nothing. Milliseconds. */
  readonly lose: (ms: number) => void
  /** Waits so long; `false` where that is longer than what is left, or the run is cancelled. Milliseconds. */
  readonly wait: (ms: number) => Promise<boolean>
  /** Whether {@link wait} would wait. Milliseconds. */
  readonly allows: (ms: number) => boolean
}

/** Longest time for all pauses and lost attempts of a run together. Milliseconds. */
export const usualPatienceMs = 5 * 60_000

/** A request that is not answered by then never is. Milliseconds. */
const longestRequestMs = 30_000

/** What a request gets when patience is at its end already. Milliseconds. */
const lastRequestMs = 5_000

/** The runner kills a cancelled action ten seconds after it asked it to end. Milliseconds. */
const cancelledRequestMs = 3_000

/** Makes {@link Patience} for so many milliseconds. Nothing is waited for once `interruption` is aborted. */
export function createPatience(
  totalMs: number,
  interruption: AbortSignal,
): Patience {
  let leftMs = totalMs
  const lose = (ms: number): void => {
    // Timers take whole numbers only.
    leftMs = Math.max(0, leftMs - Math.ceil(ms))
  }
  const allows = (ms: number): boolean => !interruption.aborted && ms <= leftMs
  return {
    lose,
    allows,
    requestMs: () => {
      if (interruption.aborted) return cancelledRequestMs
      const least = Math.min(lastRequestMs, totalMs)
      return Math.min(longestRequestMs, Math.max(leftMs, least))
    },
    wait: async (ms) => {
      if (!allows(ms)) return false
      lose(ms)
      await pause(ms, interruption)
      return !interruption.aborted
    },
  }
}

/** Waits so long, or until the run is cancelled. Milliseconds. */
export function pause(ms: number, interruption: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      interruption.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    interruption.addEventListener('abort', end)
  })
}
