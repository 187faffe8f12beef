import type { StepConfig } from '../config/config.ts'
import type { AcceptedChange, ReproductionFile } from '../evidence/evidence.ts'
import type { Sourced } from '../sourced.ts'
import type { FixOnly } from './fix-only.ts'

/** A file as it is laid over the head; `blob: null` takes it away. */
export type LaidFile = {
  readonly path: string
  readonly blob: string | null
  readonly executable: boolean
}

/** Versions of files by which a reproduction test may have been bent without a change of its original. */
export type Besides = {
  /** The first version of the test, where another one counts as its original. */
  readonly first: readonly LaidFile[]
  /** What tests rest on (helpers, fixtures, configuration), as it was before the fix. */
  readonly support: readonly LaidFile[]
}

/** How the reproduction test is to be proved, decided before anything is run. */
export type ProofPlan =
  | {
      readonly status: 'planned'
      readonly step: StepConfig
      /** Its files, with what names them. */
      readonly files: Sourced<readonly ReproductionFile[]>
      /** The head's test is not the original. */
      readonly isChanged: boolean
      /** The original came by itself, but after code of the branch. */
      readonly isLate: boolean
      readonly accepted: AcceptedChange | null
      /** Unified diff from the original to the head's test; `""` when they are the same. */
      readonly diff: string
      /** What its runs on the code before the fix cannot find. */
      readonly fixOnly: FixOnly
      /** What the test is run with once more on the fixed code. */
      readonly besides: Besides
      /** Paths of its files that are executable at the head. */
      readonly executable: readonly string[]
    }
  | {
      /** There is a reproduction step, but nothing can be shown by it. */
      readonly status: 'impossible'
      readonly step: StepConfig
      /** One sentence of plain text. */
      readonly reason: string
      readonly remedy: string | null
    }
  | { readonly status: 'none' }
