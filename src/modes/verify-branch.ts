import { createHash } from 'node:crypto'
import type { Evidence } from '../evidence/evidence.ts'
import { cloneAt } from '../io/git/clone-at.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { createShell } from '../io/shell/shell.ts'
import { productName } from '../product.ts'
import { collectEvidence } from './collect-evidence.ts'
import type { Preparation } from './prepare.ts'
import { runSteps, type Workshop } from './run-steps.ts'

/** What verification needs of a run. */
export type VerificationRun = Pick<
  Workshop,
  'log' | 'environment' | 'interruption'
> & {
  readonly repository: GitRepository
  /** Absolute folder for a clone, where one is needed. */
  readonly temporaryFolder: string
  /** Run in the work tree even when it differs from the head commit, and say so. */
  readonly takeWorkTree: boolean
}

/**
 * Runs the planned steps on the head commit: in the work tree where that is
 * checked out and clean, else in a clone of its own.
 */
export async function verifyBranch(
  run: VerificationRun,
  preparation: Preparation,
): Promise<Evidence> {
  const { repository } = run
  const { headSha } = preparation.context
  const [isClean, tree] = await Promise.all([
    repository.isCleanAt(headSha),
    repository.tree(headSha),
  ])
  // All git reads end here: what a command changes in the repository must not be executed by us.
  repository.close()
  const isInPlace = isClean || run.takeWorkTree
  const place = isInPlace
    ? { directory: repository.topLevel, remove: () => Promise.resolve() }
    : await cloneAt(repository, headSha, run.temporaryFolder)
  try {
    const steps = await runSteps(preparation.plan, preparation.config, {
      shell: createShell(),
      log: run.log,
      directory: place.directory,
      environment: run.environment,
      interruption: run.interruption,
      now: () => performance.now(),
    })
    return collectEvidence(preparation, steps, {
      tree,
      dirty: !isClean && isInPlace,
      hash: sha256,
      product: productName,
    })
  } finally {
    await place.remove()
  }
}

/** SHA-256 of a text, hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** First eight digits of {@link sha256}. */
export function shortHash(text: string): string {
  return sha256(text).slice(0, 8)
}
