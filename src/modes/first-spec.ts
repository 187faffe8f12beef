import type { BlobChange } from '../plan/plan.ts'
import { locateInTree, type LocateRequest, wholeTree } from '../spec/locate.ts'
import { readSpec } from '../spec/read-spec.ts'
import { specIdOf, specPlace } from '../spec/spec-id.ts'
import { decodeSpecText } from '../spec/spec-text.ts'
import type { SourceFile, Spec } from '../spec/spec.ts'
import type { History } from './history.ts'
import type { Sources } from './sources.ts'

/** Specs are small. Bytes. */
const maxBytes = 256 * 1024

/** Whose first version is looked for. */
export type FirstSpecRequest = Pick<LocateRequest, 'branch' | 'issue'> & {
  readonly spec: Spec
}

/**
 * The spec as the branch began with it: the first version that chant can load
 * in the branch's commits or before them, `null` where there is none. A spec of
 * another name that the branch has no more counts where it was written for this
 * branch, or gave way to the present one: it was renamed.
 */
export async function readFirstSpec(
  sources: Sources,
  { commits }: Pick<History, 'commits'>,
  request: FirstSpecRequest,
): Promise<Spec | null> {
  const entries = await sources.files(sources.head.sha)
  const present = new Set(entries.map(({ path }) => path))
  for (const { changes } of commits) {
    const specs = changes
      .filter(({ path }) => specPlace(path)?.root === request.spec.root)
      .filter(({ path }) => isSame(path, request) || !present.has(path))
    const isRenaming = specs.some(
      ({ path, previousBlob }) =>
        path === request.spec.path && previousBlob === null,
    )
    for (const change of specs.toSorted(goneFirst)) {
      const isMeant = (file: SourceFile, spec: Spec): boolean =>
        isSame(change.path, request) ||
        (spec.type === 'code' &&
          ((isRenaming && change.blob === null) || isFound(file, request)))
      const first = await readEither(sources, change, isMeant)
      if (first !== null) return first
    }
  }
  return null
}

/** Archiving moves a spec to another folder. */
function isSame(path: string, { spec }: FirstSpecRequest): boolean {
  return specIdOf(path) === spec.id
}

function goneFirst(one: BlobChange, other: BlobChange): number {
  return Number(one.blob !== null) - Number(other.blob !== null)
}

/** Whether a file alone would be found for the branch by what it says itself. */
function isFound(
  file: SourceFile,
  { branch, issue }: FirstSpecRequest,
): boolean {
  const wanted = { specInput: null, branch, issue, changedPaths: [] }
  return locateInTree(wanted, wholeTree(nowhere, [file])) !== null
}

const nowhere = { ref: '', sha: '' }

/** The version before a change, else the one after it. */
async function readEither(
  { checkout }: Sources,
  { path, previousBlob, blob }: BlobChange,
  isMeant: (file: SourceFile, spec: Spec) => boolean,
): Promise<Spec | null> {
  for (const oid of [previousBlob, blob]) {
    const bytes =
      oid === null ? null : await checkout.repository.blob(oid, maxBytes)
    const text = bytes === null ? null : decodeSpecText(bytes)
    if (text === null) continue
    const file = { path, text, blob: oid }
    const reading = readSpec(file)
    if (reading.ok && isMeant(file, reading.spec)) return reading.spec
  }
  return null
}
