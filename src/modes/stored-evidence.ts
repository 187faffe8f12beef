import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Evidence } from '../evidence/evidence.ts'
import type { LocalRun } from './local-run.ts'

/** Evidence of an earlier `verify`, if it is of this very commit. */
export async function storedEvidence(
  { preparation }: LocalRun,
  folder: string,
): Promise<Evidence | null> {
  const path = join(folder, 'evidence.json')
  // A pipe in its place would be waited for.
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
  const text = isFile ? await readFile(path, 'utf8').catch(() => null) : null
  if (text === null) return null
  const { parseEvidence } = await import('../evidence/decode-evidence.ts')
  const evidence = parseEvidence(text, path)
  return evidence.head.sha === preparation.context.headSha ? evidence : null
}
