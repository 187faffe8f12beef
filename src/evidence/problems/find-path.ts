import type { FindPath } from './problem.ts'

/** Where a command ran. */
export type RanIn = {
  /** Absolute folder of its tree, without a slash at its end. */
  readonly root: string
  /** Folder of the step below it. */
  readonly workingDirectory: string
  /** Whether the head has a file. */
  readonly has: (path: string) => boolean
  /** The only file of the head whose path ends in this one; `null` where there are several or none. */
  readonly endingIn: (path: string) => string | null
}

/**
 * Finds files of the head by the paths that tools print: absolute below the
 * tree, or relative to the folder of the step or one above it, from which
 * tools that know a workspace count. Where they count from a package below it,
 * the file is the only one of the head that ends so.
 */
export function pathFinder(ranIn: RanIn): FindPath {
  const known = new Map<string, string | null>()
  return (path) => {
    const before = known.get(path)
    if (before !== undefined) return before
    const found = find(path, ranIn)
    known.set(path, found)
    return found
  }
}

function find(written: string, ranIn: RanIn): string | null {
  const path = withoutScheme(written).replaceAll('\\', '/')
  const root = ranIn.root.replaceAll('\\', '/')
  if (root !== '' && path.startsWith(`${root}/`)) {
    return among([path.slice(root.length + 1)], ranIn)
  }
  if (/^(?:\/|[A-Za-z]:)/u.test(path)) return null
  const folders = foldersAbove(ranIn.workingDirectory)
  const above = folders.map((folder) => `${folder}/${path}`)
  return among(above, ranIn) ?? below(path, ranIn)
}

function below(path: string, { endingIn }: RanIn): string | null {
  const plain = withoutDots(path)
  const found = plain === null ? null : endingIn(plain)
  return found === null || /\p{Cc}/u.test(found) ? null : found
}

/** Stack traces of JavaScript hold `file:///project/a.test.js`. */
function withoutScheme(path: string): string {
  if (!path.startsWith('file://')) return path
  try {
    return decodeURIComponent(path.slice('file://'.length))
  } catch {
    // A broken escape is no path of ours.
    return ''
  }
}

function among(
  paths: readonly string[],
  { has }: Pick<RanIn, 'has'>,
): string | null {
  const inside = paths.flatMap((path) => withoutDots(path) ?? [])
  // A name that no line can hold is none that a line names.
  return inside.find((path) => has(path) && !/\p{Cc}/u.test(path)) ?? null
}

/** The folder itself first, the root last. */
function foldersAbove(folder: string): readonly string[] {
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.')
  return [...parts.keys(), parts.length]
    .map((length) => parts.slice(0, length).join('/'))
    .reverse()
}

/** `null` for a path that leads out of the repository. */
function withoutDots(path: string): string | null {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}
