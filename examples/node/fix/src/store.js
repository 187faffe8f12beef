import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from './lock.js'

let writes = 0

/**
 * Opens the store in a folder, which is created if it is not there. A writer
 * waits for its turn up to `lockTimeoutMs`, then rejects with code `ETIMEDOUT`.
 */
export async function openStore(folder, { lockTimeoutMs = 10_000 } = {}) {
  await mkdir(folder, { recursive: true })
  return new Store(folder, lockTimeoutMs)
}

/** A folder with one file for each key. */
class Store {
  #folder
  #lockTimeoutMs

  constructor(folder, lockTimeoutMs) {
    this.#folder = folder
    this.#lockTimeoutMs = lockTimeoutMs
  }

  /** The latest version of a value, or `undefined` if the key was never written. */
  async read(key) {
    return (await this.versions(key)).at(-1)
  }

  /** Every version of a value, oldest first. */
  async versions(key) {
    try {
      const text = await readFile(this.#file(key, 'jsonl'), 'utf8')
      return text.trimEnd().split('\n').map((line) => JSON.parse(line))
    } catch (error) {
      if (error.code === 'ENOENT') return []
      throw error
    }
  }

  /** Adds a version. */
  append(key, value) {
    return this.update(key, () => value)
  }

  /**
   * Adds a version that is made from the latest one. Nobody else writes the
   * key in between, so `change` must not write it either: that would wait for
   * its own end and time out.
   */
  async update(key, change) {
    await withLock(this.#file(key, 'lock'), this.#lockTimeoutMs, async () => {
      const versions = await this.versions(key)
      versions.push(await change(versions.at(-1)))
      await this.#replace(key, versions)
    })
  }

  /**
   * Puts a new file in the place of the old one in a single step, so that no
   * reader sees half of it.
   */
  async #replace(key, versions) {
    const temporary = this.#file(key, `${process.pid}-${writes++}.tmp`)
    const lines = versions.map((version) => `${JSON.stringify(version)}\n`)
    await writeFile(temporary, lines.join(''))
    await rename(temporary, this.#file(key, 'jsonl'))
  }

  #file(key, extension) {
    if (!/^[\w-]+$/.test(key)) {
      throw new TypeError(
        `key ${JSON.stringify(key)}: only letters, digits, '-' and '_' can be used`,
      )
    }
    return join(this.#folder, `${key}.${extension}`)
  }
}
