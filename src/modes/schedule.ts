/** Something to be run, and the ids of what must have ended before. */
export type Scheduled = {
  readonly id: string
  readonly needs: readonly string[]
}

/**
 * Runs items side by side, at most so many at once and each as soon as those
 * that it needs have ended, in the given order otherwise. Answers in that
 * order. Ids that are not among the items are not waited for. The first
 * rejection is passed on once everything that was begun has ended.
 */
export async function schedule<Item extends Scheduled, Result>(
  items: readonly Item[],
  atOnce: number,
  run: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const ids = new Set(items.map(({ id }) => id))
  const ended = new Set<string>()
  const results = new Map<string, Result>()
  const waiting = [...items]
  const running = new Set<Promise<void>>()
  const start = async (item: Item): Promise<void> => {
    results.set(item.id, await run(item))
    ended.add(item.id)
  }
  const isReady = ({ needs }: Item): boolean =>
    needs.every((id) => ended.has(id) || !ids.has(id))
  try {
    while (waiting.length > 0 || running.size > 0) {
      const at = running.size < atOnce ? waiting.findIndex(isReady) : -1
      const [item] = at === -1 ? [] : waiting.splice(at, 1)
      if (item === undefined && running.size === 0) break
      if (item === undefined) {
        await Promise.race(running)
        continue
      }
      const task = start(item).finally(() => running.delete(task))
      running.add(task)
    }
  } finally {
    await Promise.allSettled(running)
  }
  return items.flatMap(({ id }) => {
    const result = results.get(id)
    return result === undefined ? [] : [result]
  })
}
