import {
  type CheckedOutTree,
  cloneAt,
  type CloneRequest,
  type Overlay,
} from '../io/git/clone-at.ts'
import type { GitRepository } from '../io/git/repository.ts'
import type { ProofPlan } from '../plan/proof-plan.ts'
import { allOrNone } from './all-or-none.ts'

/** The trees on which the reproduction test runs beside the head itself. Absolute folders. */
export type ProofTrees = {
  /** Code before the fix, with the head's test. */
  readonly newBefore: string
  /** The original test, where the head's is another one. */
  readonly original: { readonly before: string; readonly after: string } | null
  /** The head with the first version of the test, where that is another one. */
  readonly first: string | null
  /** The head with what tests rest on as it was before the fix, where the branch changes it. */
  readonly support: string | null
  remove(): Promise<void>
}

/** Commits that the trees are made of, full SHAs, and where they are made. */
export type ProofPlace = {
  readonly headSha: string
  readonly mergeBaseSha: string
  /** Absolute folder. */
  readonly temporaryFolder: string
}

type Planned = Extract<ProofPlan, { readonly status: 'planned' }>

/** Checks all trees of a proof out before anything is run. Throws Refusal. */
export async function checkOutProofTrees(
  repository: GitRepository,
  plan: Planned,
  { headSha, mergeBaseSha, temporaryFolder }: ProofPlace,
): Promise<ProofTrees> {
  const before = { commit: mergeBaseSha, temporaryFolder }
  const after = { commit: headSha, temporaryFolder }
  const original = originalFiles(plan)
  const { first, support } = plan.besides
  const clone = (
    request: CloneRequest,
    isWanted: boolean,
  ): Promise<CheckedOutTree | null> =>
    isWanted ? cloneAt(repository, request) : Promise.resolve(null)
  const making = [
    clone({ ...before, overlay: newFiles(plan) }, true),
    clone({ ...before, overlay: original }, plan.isChanged),
    clone({ ...after, overlay: original }, plan.isChanged),
    clone({ ...after, overlay: first }, first.length > 0),
    clone({ ...after, overlay: support }, support.length > 0),
  ] as const
  await allOrNone(making)
  return asTrees(await Promise.all(making))
}

function asTrees(made: readonly (CheckedOutTree | null)[]): ProofTrees {
  const folders = made.map((tree) => tree?.directory ?? null)
  const [newBefore, before = null, after = null, ...besides] = folders
  const [first = null, support = null] = besides
  return {
    newBefore: newBefore ?? '',
    original: before === null || after === null ? null : { before, after },
    first,
    support,
    remove: async () => {
      const trees = made.filter((tree) => tree !== null)
      await Promise.all(trees.map((tree) => tree.remove()))
    },
  }
}

/** The test as the head has it. */
function newFiles({ files, executable }: Planned): Overlay {
  return files.value.map(({ path, head }) => ({
    path,
    blob: head,
    executable: executable.includes(path),
  }))
}

/** The test as it was before the fix; files that it did not have then stay as they are. */
function originalFiles({ files, executable }: Planned): Overlay {
  return files.value.flatMap(({ path, original }) =>
    original === null
      ? []
      : [{ path, blob: original.blob, executable: executable.includes(path) }],
  )
}
