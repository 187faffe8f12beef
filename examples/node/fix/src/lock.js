import { open, rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** Pause between two attempts to create the lock file, in milliseconds. */
const pauseMs = 5

/** Path of a lock file → end of the queue of this process's writers. */
const queues = new Map()

/**
 * Runs `work` while nobody else holds the lock file at `path`. Writers of this
 * process queue up; those of other processes are kept out by the file, since
 * creating a file that must not exist yet is a single step for the file system.
 * Rejects with code `ETIMEDOUT` if the wait is too long.
 */
export async function withLock(path, timeoutMs, work) {
  const deadline = Date.now() + timeoutMs
  const leave = await enqueue(path, timeoutMs)
  try {
    await createLockFile(path, deadline)
    try {
      return await work()
    } finally {
      await rm(path, { force: true })
    }
  } finally {
    leave()
  }
}

/** Waits until everyone before has left the queue; answers with the way to leave it. */
async function enqueue(path, timeoutMs) {
  const before = queues.get(path)
  let leave
  const left = new Promise((resolve) => {
    leave = resolve
  })
  const end = Promise.all([before, left]).then(() => {
    if (queues.get(path) === end) queues.delete(path)
  })
  queues.set(path, end)
  try {
    if (before !== undefined) await within(timeoutMs, before, path)
    return leave
  } catch (error) {
    leave()
    throw error
  }
}

async function within(timeoutMs, promise, path) {
  let timer
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(timedOut(path)), timeoutMs)
  })
  try {
    await Promise.race([promise, tooLong])
  } finally {
    clearTimeout(timer)
  }
}

async function createLockFile(path, deadline) {
  for (;;) {
    try {
      const file = await open(path, 'wx')
      return await file.close()
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (Date.now() >= deadline) throw timedOut(path)
      await pause(pauseMs)
    }
  }
}

function timedOut(path) {
  const error = new Error(
    `${path} is held by another writer and was not released in time`,
  )
  return Object.assign(error, { code: 'ETIMEDOUT' })
}
