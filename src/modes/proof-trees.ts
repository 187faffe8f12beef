import { cloneAt, type Overlay } from '../io/git/clone-at.ts'
import type { GitRepository } from '../io/git/repository.ts'
import type { ProofPlan } from '../plan/proof-plan.ts'
import { allOrNone } from './all-or-none.ts'

/** The trees on which the reproduction test runs beside the head itself. Absolute folders. */
export type ProofTrees = {
  /** Code before the fix, with the head's test. */
  readonly newBefore: string
  /** The original test, where the head's is another one. */
  readonly original: { readonly before: string; readonly after: string } | null
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
  const making = [
    cloneAt(repository, { ...before, overlay: newFiles(plan) }),
    ...(plan.isChanged
      ? [
          cloneAt(repository, { ...before, overlay: original }),
          cloneAt(repository, { ...after, overlay: original }),
        ]
      : []),
  ]
  await allOrNone(making)
  const made = await Promise.all(making)
  const [newBefore, originalBefore, originalAfter] = made.map(
    ({ directory }) => directory,
  )
  return {
    newBefore: newBefore ?? '',
    original:
      originalBefore === undefined || originalAfter === undefined
        ? null
        : { before: originalBefore, after: originalAfter },
    remove: async () => {
      await Promise.all(made.map((tree) => tree.remove()))
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
