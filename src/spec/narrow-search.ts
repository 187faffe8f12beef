import type { LocateRequest } from './locate.ts'
import { specIdOf } from './spec-id.ts'

/** The path, or the id, that a person gave. */
export function namedBy(specInput: string): {
  readonly path: string
  readonly id: string
} {
  const path = specInput.replace(/^\.\//u, '')
  return { path, id: path.replace(/\.md$/u, '') }
}

/** Texts of which one stands in every file that a search by content can take. */
export function textsToSearch({
  branch,
  issue,
}: LocateRequest): readonly string[] {
  return issue === null ? [branch] : [branch, String(issue)]
}

/** Whether a search could take a file by its path alone. */
export function fitsByPath(
  { specInput, branch, changedPaths }: LocateRequest,
  path: string,
): boolean {
  const id = specIdOf(path)
  const wanted = specInput === null ? null : namedBy(specInput)
  return (
    (wanted !== null && (path === wanted.path || id.endsWith(wanted.id))) ||
    id === branch.slice(branch.lastIndexOf('/') + 1) ||
    changedPaths.includes(path)
  )
}
