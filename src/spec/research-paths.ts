import { isPattern, matchesPattern } from '../text/path-pattern.ts'
import type { Spec } from './spec.ts'

/**
 * The documents that a spec was informed by: literal paths, folders and globs,
 * relative to the folder that holds `.chant`. Only paths of the repository
 * itself come out, whatever the spec says.
 */
export function researchPaths(
  spec: Pick<Spec, 'root' | 'informedBy'>,
  paths: readonly string[],
): readonly string[] {
  const found = spec.informedBy.flatMap((entry) =>
    expand(spec.root, entry, paths),
  )
  return [...new Set(found)]
}

/** Documents of one entry. */
export function expand(
  root: string,
  entry: string,
  paths: readonly string[],
): readonly string[] {
  const name = entry.replace(/^\.\//u, '')
  const pattern = `${root}${name}`
  if (name === '' || !isCanonical(pattern)) return []
  if (paths.includes(pattern)) return [pattern]
  const folder = pattern.endsWith('/') ? pattern : `${pattern}/`
  const inside = paths.filter((path) => path.startsWith(folder))
  if (inside.length > 0) return inside.slice(0, maxMatches)
  if (!isPattern(pattern)) return []
  return paths
    .filter((path) => matchesPattern(path, pattern))
    .slice(0, maxMatches)
}

/** More documents than that are a mistake in the glob. */
const maxMatches = 50

function isCanonical(path: string): boolean {
  return (
    path.length <= 1024 &&
    !/[\p{Cc}\\]/u.test(path) &&
    path
      .replace(/\/$/u, '')
      .split('/')
      .every((name) => name !== '' && name !== '.' && name !== '..')
  )
}
