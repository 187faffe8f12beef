import { specPlace } from './spec-place.ts'

/** Picks the spec files from the paths of a repository, in the same order. */
export function chantFilePaths(paths: readonly string[]): string[] {
  return paths.filter((path) => specPlace(path) !== null)
}
