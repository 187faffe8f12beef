import type { Evidence } from '../evidence/evidence.ts'
import { skipMarkers } from '../evidence/baseline/unexplained-skips.ts'
import type { Measurements } from '../evidence/measurements.ts'
import { proofOf } from '../evidence/proof/proof-of.ts'
import type { Finding } from '../finding.ts'
import { type CheckedOutTree, cloneAt } from '../io/git/clone-at.ts'
import type { TreeEntry } from '../io/git/parse.ts'
import { countLines } from '../io/git/grep.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { guardRunnerFiles } from '../io/runner-files.ts'
import { watchFiles } from '../io/tracked-files.ts'
import { createShell } from '../io/shell/shell.ts'
import { readDiff } from '../plan/diff.ts'
import { productName } from '../product.ts'
import type { Redact } from '../text/redact.ts'
import { allOrNone } from './all-or-none.ts'
import { collectEvidence } from './collect-evidence.ts'
import { sha256 } from './hashes.ts'
import type { Preparation } from './preparation.ts'
import type { checkOutProofTrees, ProofTrees } from './proof-trees.ts'
import { readToolchain } from './read-toolchain.ts'
import type { BeforeTree, CountSkipMarkers } from './run-baseline.ts'
import { runSteps } from './run-steps.ts'
import type { Tree, Workshop } from './run-step.ts'

/** What verification needs of a run. */
export type VerificationRun = Pick<
  Workshop,
  'log' | 'environment' | 'interruption'
> & {
  readonly progress?: Workshop['progress']
  readonly redact: Redact
  readonly repository: GitRepository
  /** Absolute folder for clones. */
  readonly temporaryFolder: string
  /** Run in the work tree even when it differs from the head commit, and say so. */
  readonly takeWorkTree: boolean
}

/** Runs the planned steps and judges what came of them. */
export async function verifyBranch(
  run: VerificationRun,
  preparation: Preparation,
): Promise<Evidence> {
  const tree = await run.repository.tree(preparation.context.headSha)
  const measured = await measureBranch(run, preparation)
  return judgeBranch(preparation, measured, { tree })
}

/** Evidence from measurements; `tree` is the SHA of the head's tree. */
export function judgeBranch(
  preparation: Preparation,
  measured: Measurements,
  {
    tree,
    misfits = [],
  }: { readonly tree: string; readonly misfits?: readonly Finding[] },
): Evidence {
  return collectEvidence(preparation, measured, {
    proof: proofOf(preparation.proofPlan, measured),
    reused: null,
    tree,
    misfits,
    hash: sha256,
    product: productName,
  })
}

/**
 * Runs the planned steps on the head commit: in the work tree where that is
 * checked out and clean, else in a clone of its own. The reproduction test also
 * runs on the code before the fix, and its original where the head's is another
 * one; these trees are clones in any case.
 */
export async function measureBranch(
  run: VerificationRun,
  preparation: Preparation,
): Promise<Measurements> {
  const { repository } = run
  const { isClean, files } = await readHead(run, preparation)
  const isInPlace = isClean || run.takeWorkTree
  const places = await prepareTrees(run, preparation, isInPlace)
  // All git reads end here: what a command changes in the repository must not be executed by us.
  repository.close()
  try {
    const workshop = openWorkshop(run)
    const ran = await runSteps(
      {
        ...preparation,
        head: places.head,
        tracked: watchFiles(places.head.directory, files),
        runnerFiles: guardRunnerFiles(run.environment),
        proofTrees: places.proof,
        before: places.before,
        diff: readDiff(preparation.history.diff),
        changes: preparation.history.changes,
        countSkipMarkers: skipMarkersAt(run.repository, preparation),
      },
      workshop,
    )
    return {
      ...ran,
      toolchain: await readToolchain(preparation, places.head, workshop),
      dirty: !isClean && isInPlace,
    }
  } finally {
    await places.remove()
  }
}

type Head = {
  /** It is checked out, and no tracked file differs. */
  readonly isClean: boolean
  readonly files: readonly TreeEntry[]
}

async function readHead(
  { repository }: VerificationRun,
  { context: { headSha } }: Preparation,
): Promise<Head> {
  const [isClean, files] = await Promise.all([
    repository.isCleanAt(headSha),
    repository.files(headSha),
  ])
  return { isClean, files }
}

/** Counted once, when a step first skips a test. */
function skipMarkersAt(
  { git }: VerificationRun['repository'],
  { context: { headSha } }: Preparation,
): CountSkipMarkers {
  let counted: Promise<number | null> | null = null
  return () => (counted ??= countLines(git, headSha, skipMarkers))
}

/** What commands are run with, on this machine. */
export function openWorkshop({
  log,
  environment,
  interruption,
  redact,
  progress = null,
}: Pick<
  VerificationRun,
  'log' | 'environment' | 'interruption' | 'redact' | 'progress'
>): Workshop {
  return {
    shell: createShell(redact),
    log,
    progress,
    environment,
    interruption,
    now: () => performance.now(),
  }
}

type Places = {
  readonly head: Tree
  readonly proof: ProofTrees | null
  readonly before: BeforeTree
  remove(): Promise<void>
}

const proofTreesOf: typeof checkOutProofTrees = async (...args) => {
  const { checkOutProofTrees } = await import('./proof-trees.ts')
  return checkOutProofTrees(...args)
}

async function prepareTrees(
  { repository, temporaryFolder }: VerificationRun,
  { context, history, proofPlan }: Preparation,
  isInPlace: boolean,
): Promise<Places> {
  const { headSha } = context
  const mergeBaseSha = history.mergeBase.sha
  const place = { headSha, mergeBaseSha, temporaryFolder }
  const making = [
    isInPlace
      ? Promise.resolve(null)
      : cloneAt(repository, { commit: headSha, temporaryFolder }),
    proofPlan.status === 'planned'
      ? proofTreesOf(repository, proofPlan, place)
      : Promise.resolve(null),
  ] as const
  await allOrNone(making)
  const [clone, proof] = await Promise.all(making)
  let made: Promise<CheckedOutTree> | null = null
  const before = async (): Promise<Tree> => {
    // Not the proof's tree, which holds the head's tests: one that the branch adds and that fails is no old failure.
    made ??= cloneAt(repository, {
      commit: mergeBaseSha,
      temporaryFolder,
    })
    return { directory: (await made).directory, isClone: true }
  }
  return {
    head: {
      directory: clone?.directory ?? repository.topLevel,
      isClone: clone !== null,
    },
    proof,
    before,
    remove: async () => {
      const lazy = await made?.catch(() => null)
      await Promise.all([clone?.remove(), proof?.remove(), lazy?.remove()])
    },
  }
}
