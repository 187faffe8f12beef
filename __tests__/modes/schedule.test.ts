import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { type Scheduled, schedule } from '../../src/modes/schedule.ts'

/** Items whose needs stand above them, as a configuration has them. */
const items: fc.Arbitrary<readonly Scheduled[]> = fc
  .array(fc.array(fc.nat(20), { maxLength: 3 }), { maxLength: 12 })
  .map((needs) =>
    needs.map((above, index) => ({
      id: `s${String(index)}`,
      needs: [...new Set(above)]
        .filter((one) => one < index)
        .map((one) => `s${String(one)}`),
    })),
  )

describe('steps that run side by side', () => {
  it('are at most so many at once, each behind what it needs, and all are run', async () => {
    await fc.assert(
      fc.asyncProperty(
        items,
        fc.integer({ min: 1, max: 4 }),
        fc.scheduler(),
        async (all, atOnce, scheduler) => {
          const running = new Set<string>()
          const ended = new Set<string>()
          let most = 0
          const answer = schedule(all, atOnce, async ({ id, needs }) => {
            expect(needs.filter((one) => !ended.has(one))).toEqual([])
            running.add(id)
            most = Math.max(most, running.size)
            await scheduler.schedule(Promise.resolve(), id)
            running.delete(id)
            ended.add(id)
            return `${id} done`
          })
          await scheduler.waitFor(answer)

          expect(most).toBeLessThanOrEqual(atOnce)
          expect(await answer).toEqual(all.map(({ id }) => `${id} done`))
        },
      ),
    )
  })

  it('keep their order where one runs at a time', async () => {
    const order: string[] = []

    await schedule(
      [
        { id: 'a', needs: [] },
        { id: 'b', needs: ['missing'] },
        { id: 'c', needs: ['a'] },
      ],
      1,
      ({ id }) => {
        order.push(id)
        return Promise.resolve()
      },
    )

    expect(order).toEqual(['a', 'b', 'c'])
  })

  it('end before a fault of one of them is passed on', async () => {
    const ended: string[] = []
    const running = schedule(
      [
        { id: 'a', needs: [] },
        { id: 'b', needs: [] },
      ],
      2,
      async ({ id }) => {
        await Promise.resolve()
        if (id === 'a') throw new Error('lost')
        await Promise.resolve()
        ended.push(id)
      },
    )

    await expect(running).rejects.toThrow('lost')
    expect(ended).toEqual(['b'])
  })
})
