import { named } from '../evidence/checks/named.ts'
import type { HandoffFact } from '../handoff/handoff-fact.ts'
import { isStagingPath } from '../evidence/staging-paths.ts'
import { readDiff } from '../plan/diff.ts'
import type { Preparation } from './preparation.ts'

/** What of a preparation says which paths belong to the fork alone. */
type Paths = Pick<Preparation, 'history' | 'trail' | 'headConfig'>

/** Paths for the fork alone that the branch as a whole changes. */
export function forkOnlyPaths(preparation: Paths): readonly string[] {
  return stagingPathsAmong(
    preparation,
    preparation.history.changes.flatMap(({ path, previousPath }) =>
      previousPath === null ? [path] : [path, previousPath],
    ),
  )
}

/** The same, with those that one commit brings and another takes away. */
export function everForkOnlyPaths(preparation: Paths): readonly string[] {
  const { commits } = preparation.history
  const paths = stagingPathsAmong(preparation, [
    ...forkOnlyPaths(preparation),
    ...commits.flatMap(({ changes }) => changes.map(({ path }) => path)),
  ])
  return [...new Set([...paths, ...movedTo(paths, preparation)])]
}

/** Where a file of the fork alone was before a commit of the branch moved it. */
function movedTo(
  paths: readonly string[],
  { history }: Paths,
): readonly string[] {
  const known = new Set(paths)
  const upstreams = upstreamPaths(history)
  return history.commits.flatMap(({ changes }) => {
    const added = new Set(
      changes.flatMap(({ path, blob }) => (known.has(path) ? [blob] : [])),
    )
    return changes.flatMap(({ path, blob, previousBlob }) =>
      blob === null && added.has(previousBlob) && !upstreams.has(path)
        ? [path]
        : [],
    )
  })
}

/** That the branch itself holds files which must not go upstream. */
export function forkOnlyFacts(preparation: Paths): readonly HandoffFact[] {
  const paths = forkOnlyPaths(preparation)
  if (paths.length === 0) return []
  const files = paths.length === 1 ? '1 file' : `${paths.length} files`
  return [
    {
      message: `The branch holds ${files} for the fork alone: ${named(paths)}.`,
      remedy: 'Build a branch without them: staging-pr handoff --branch',
      isTrouble: true,
    },
  ]
}

function stagingPathsAmong(
  { trail, headConfig, history }: Paths,
  paths: readonly string[],
): readonly string[] {
  const upstreams = upstreamPaths(history)
  const ours = ourWorkflows(history)
  const staging = {
    documents: trail.documents
      .map(({ path }) => path)
      .filter((path) => !upstreams.has(path)),
    configPath: headConfig.path,
  }
  return [...new Set(paths)].filter(
    (path) =>
      !upstreams.has(path) && (ours.has(path) || isStagingPath(path, staging)),
  )
}

/** What was there before the branch is no less upstream's for its name. */
function upstreamPaths({ changes }: Paths['history']): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ path, previousPath, previousBlob }) =>
      previousBlob === null ? [] : [previousPath ?? path],
    ),
  )
}

/** A workflow that calls the action is the fork's, whatever it is called. */
function ourWorkflows({ diff }: Paths['history']): ReadonlySet<string> {
  return new Set(
    readDiff(diff).flatMap(({ path, side, lines }) =>
      side === 'added' &&
      /^\.github\/workflows\/[^/]{1,200}$/u.test(path) &&
      lines.some(({ text }) => usesUs.test(text))
        ? [path]
        : [],
    ),
  )
}

const usesUs = /^\s*(?:-\s*)?uses:\s*['"]?[\w.-]{1,100}\/staging-pr(?:\/|@)/u
