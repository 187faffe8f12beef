/** Lets the writers of each key of a store take turns. */
export class Locks {
  /** Key → end of the queue of its writers. */
  #queues = new Map()

  /**
   * Runs `work` while nobody else holds the key. Rejects with code `ETIMEDOUT`
   * if the wait is too long.
   */
  async withLock(key, timeoutMs, work) {
    const leave = await this.#enqueue(key, timeoutMs)
    try {
      return await work()
    } finally {
      leave()
    }
  }

  /** Waits until everyone before has left the queue; answers with the way to leave it. */
  async #enqueue(key, timeoutMs) {
    const before = this.#queues.get(key)
    let leave
    const left = new Promise((resolve) => {
      leave = resolve
    })
    const end = Promise.all([before, left]).then(() => {
      if (this.#queues.get(key) === end) this.#queues.delete(key)
    })
    this.#queues.set(key, end)
    try {
      if (before !== undefined) await within(timeoutMs, before, key)
      return leave
    } catch (error) {
      leave()
      throw error
    }
  }
}

async function within(timeoutMs, promise, key) {
  let timer
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(timedOut(key)), timeoutMs)
  })
  try {
    await Promise.race([promise, tooLong])
  } finally {
    clearTimeout(timer)
  }
}

function timedOut(key) {
  const error = new Error(
    `${key} is held by another writer and was not released in time`,
  )
  return Object.assign(error, { code: 'ETIMEDOUT' })
}
