import { pause } from './patience.ts'

/** Spaces the writes of one process, whichever client sends them. */
export type Pace = {
  /** Resolves when one more write may be sent. */
  readonly turn: () => Promise<void>
}

/** GitHub's secondary limit for requests that make content (docs.github.com, "Rate limits for the REST API"). */
const writesPerMinute = 80

const minuteMs = 60_000

/** What tells and passes the time. Milliseconds. */
type Clock = {
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
}

function realClock(interruption: AbortSignal): Clock {
  return {
    now: () => performance.now(),
    wait: (ms) => pause(ms, interruption),
  }
}

/** Lets so many writes pass within any minute, as soon as they come. Nothing is waited for once `interruption` is aborted. */
export function createPace(
  interruption: AbortSignal,
  clock: Clock = realClock(interruption),
): Pace {
  const sent: number[] = []
  let last: Promise<void> = Promise.resolve()
  const after = async (before: Promise<void>): Promise<void> => {
    await before
    const first = sent.at(-writesPerMinute)
    const ms = first === undefined ? 0 : first + minuteMs - clock.now()
    if (ms > 0 && !interruption.aborted) await clock.wait(ms)
    sent.push(clock.now())
  }
  return {
    turn: () => {
      last = after(last)
      return last
    },
  }
}
