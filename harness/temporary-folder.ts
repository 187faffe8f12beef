import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of its own that is gone when its scope ends. */
export type TemporaryFolder = AsyncDisposable & { readonly path: string }

/** Makes a {@link TemporaryFolder}. */
export function temporaryFolder(name: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `staging-pr-${name}-`))
  return {
    path,
    [Symbol.asyncDispose]: () => {
      rmSync(path, { recursive: true, force: true, maxRetries: 5 })
      return Promise.resolve()
    },
  }
}
