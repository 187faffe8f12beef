import { describe, expect, it } from '@jest/globals'
import { createPace } from '../../../src/io/github/pace.ts'

/** A clock that stands still until somebody waits. */
function stillClock() {
  let time = 0
  return {
    now: () => time,
    wait: (ms: number) => {
      time += ms
      return Promise.resolve()
    },
    pass: (ms: number) => {
      time += ms
    },
  }
}

describe('the writes of a sweep', () => {
  it('are eighty within any minute, as soon as they come', async () => {
    const clock = stillClock()
    const pace = createPace(new AbortController().signal, clock)
    const times: number[] = []
    for (let write = 0; write < 400; write += 1) {
      await pace.turn()
      times.push(clock.now())
      clock.pass(write % 7)
    }

    for (const [index, time] of times.entries()) {
      const inMinute = times
        .slice(0, index + 1)
        .filter((one) => one > time - 60_000)
      expect(inMinute.length).toBeLessThanOrEqual(80)
    }
    expect(times[79]).toBeLessThan(1_000)
    expect(times.at(-1)).toBeLessThan(5 * 60_000)
  })

  it('are waited for no longer once the run is cancelled', async () => {
    const clock = stillClock()
    const controller = new AbortController()
    const pace = createPace(controller.signal, clock)
    for (let write = 0; write < 80; write += 1) await pace.turn()
    controller.abort()

    await pace.turn()

    expect(clock.now()).toBe(0)
  })

  it('that come at once are spaced too', async () => {
    const clock = stillClock()
    const pace = createPace(new AbortController().signal, clock)

    await Promise.all(Array.from({ length: 161 }, () => pace.turn()))

    expect(clock.now()).toBe(120_000)
  })

  it('end their wait when the run is cancelled in the middle of it', async () => {
    const controller = new AbortController()
    const pace = createPace(controller.signal)
    for (let write = 0; write < 80; write += 1) await pace.turn()
    const next = pace.turn()

    controller.abort()

    await expect(next).resolves.toBeUndefined()
  }, 10_000)
})
