import type { ReproductionFile } from '../evidence/evidence.ts'
import {
  hasLateOriginal,
  originalVersions,
  type VersionGrounds,
} from '../evidence/proof/original-versions.ts'
import { isStagingPath } from '../evidence/staging-paths.ts'
import type { GitRepository } from '../io/git/repository.ts'
import type { TreeEntry } from '../io/git/parse.ts'
import { readSpec } from '../spec/read-spec.ts'
import { decodeSpecText } from '../spec/spec-text.ts'
import type { Preparation } from './preparation.ts'
import type { Sources } from './sources.ts'

type Read = Omit<Preparation, 'proofPlan'>

/** Entries by path. */
export type Trees = {
  readonly head: ReadonlyMap<string, TreeEntry>
  readonly mergeBase: ReadonlyMap<string, TreeEntry>
}

/** The reproduction files with their originals, and whether these came late. */
export async function findVersions(
  sources: Sources,
  read: Read,
  of: { readonly trees: Trees; readonly paths: readonly string[] },
): Promise<{
  readonly files: readonly ReproductionFile[]
  readonly isLate: boolean
}> {
  const { history, trail, config } = read
  const { trees, paths } = of
  const documents = trail.documents.map(({ path }) => path)
  const grounds: VersionGrounds = {
    paths,
    commits: history.commits,
    mergeBase: {
      sha: history.mergeBase.sha,
      blobs: blobsOf(trees.mergeBase, paths),
    },
    head: blobsOf(trees.head, paths),
    named: await namedCommits(sources.checkout.repository, read),
    isStaging: (path) =>
      isStagingPath(path, { documents, configPath: config.path }),
  }
  return { files: originalVersions(grounds), isLate: hasLateOriginal(grounds) }
}

function blobsOf(
  tree: ReadonlyMap<string, TreeEntry>,
  paths: readonly string[],
): ReadonlyMap<string, string> {
  return new Map(
    paths.flatMap((path) => {
      const entry = tree.get(path)
      return entry === undefined ? [] : [[path, entry.oid] as const]
    }),
  )
}

/** Specs are small. Bytes. */
const maxSpecBytes = 256 * 1024

/** `commits` of the first version of the reproduction spec that names any. */
async function namedCommits(
  repository: GitRepository,
  { reproduction, history }: Read,
): Promise<readonly string[]> {
  if (reproduction === null) return []
  const blobs = history.commits.flatMap(({ changes }) =>
    changes.flatMap(({ path, blob }) =>
      path === reproduction.path && blob !== null ? [blob] : [],
    ),
  )
  for (const blob of new Set(blobs)) {
    const bytes = await repository.blob(blob, maxSpecBytes)
    const text = bytes === null ? null : decodeSpecText(bytes)
    if (text === null) continue
    const reading = readSpec({ path: reproduction.path, text, blob })
    if (reading.ok && reading.spec.commits.length > 0) {
      return reading.spec.commits
    }
  }
  return blobs.length === 0 ? reproduction.commits : []
}
