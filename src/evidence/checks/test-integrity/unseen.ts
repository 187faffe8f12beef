import { finding, type Finding } from '../../../finding.ts'
import { codeLanguageOf } from '../../../plan/code-line.ts'
import type { ChangedFile } from '../../../plan/plan.ts'
import { isTestFile } from '../../../plan/test-path.ts'
import type { Hunk } from '../../hunks.ts'
import { code } from '../named.ts'

/**
 * Code that was changed where the diff does not show it: beyond its bound, or
 * because a git attribute calls the file binary. In a file of tests that is an
 * error, since a test may be gone.
 */
export function checkUnseen(
  hunks: readonly Hunk[],
  changes: readonly ChangedFile[],
): readonly Finding[] {
  const seen = new Map<string, number>()
  for (const { path, added, removed } of hunks) {
    seen.set(path, (seen.get(path) ?? 0) + added.length + removed.length)
  }
  return changes.flatMap((file) => {
    if (codeLanguageOf(file.path) === null) return []
    if (!isUnseen(file, seen.get(file.path) ?? 0)) return []
    const isTest = isTestFile(file.path) || isTestFile(file.previousPath ?? '')
    return [
      finding({
        rule: 'test-integrity/unseen',
        severity: isTest ? 'error' : 'warn',
        message: `What is changed in ${code(file.path)} could not be looked at.`,
        remedy:
          'Take it out of .gitattributes where it is called binary, or split the branch where its diff is over 8 MiB.',
        path: file.path,
      }),
    ]
  })
}

function isUnseen({ added, removed }: ChangedFile, lines: number): boolean {
  if (added === null || removed === null) return true
  return added + removed > lines
}
