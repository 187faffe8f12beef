import type { ReproductionFile } from '../evidence/evidence.ts'
import { isChanged } from '../evidence/proof/original-versions.ts'
import type { GitRepository } from '../io/git/repository.ts'

/** Lines of a difference that are kept. */
const maxDiffLines = 200

/** Unified diff from the original test to the head's, cut where it is long. */
export async function describeDifference(
  repository: GitRepository,
  files: readonly ReproductionFile[],
): Promise<string> {
  const changed = files.filter(isChanged)
  const parts = await Promise.all(
    changed.map(async ({ path, original, head }) => {
      const name = `--- ${path}\n+++ ${path}`
      if (original === null) return ''
      if (head === null) return `${name}\n@@ deleted @@`
      const hunks = await repository.blobDiff(original.blob, head, 64 * 1024)
      return `${name}\n${hunks.trimEnd()}`
    }),
  )
  const lines = parts.join('\n').split('\n')
  return lines.slice(0, maxDiffLines).join('\n')
}
