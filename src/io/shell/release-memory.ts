import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes that are read between two collections. */
const step = 8 * 1024 * 1024

/**
 * Frees the chunks of a long output as they pass. Their memory lies outside of
 * the heap, which the collector hardly sees: left alone it waits for more than
 * 64 MiB of them. Call it with the bytes of every chunk.
 */
export function createRelease(): (bytes: number) => void {
  let passed = 0
  let collect: ((options: { type: 'minor' }) => void) | null = null
  return (bytes) => {
    passed += bytes
    if (passed < step) return
    passed = 0
    collect ??= exposeCollector()
    collect({ type: 'minor' })
  }
}

/** What `node --expose-gc` has (https://nodejs.org/api/cli.html#--expose-gc), without the flag. */
function exposeCollector(): (options: { type: 'minor' }) => void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  return typeof collect === 'function'
    ? (options) => collect(options)
    : () => {}
}
