import type { UpstreamPr } from '../handoff/upstream-pr.ts'
import type { HandoffFact } from '../handoff/handoff-fact.ts'

/** What a run has to tell of the package for the upstream pull request. */
export type HandoffReport = {
  /** Absolute path of the folder that holds it, or `null` where none was written. */
  readonly folder: string | null
  /** What was found out about upstream and the fix on it, one sentence of plain text each, most telling first. */
  readonly facts: readonly HandoffFact[]
  /** Title and body of the upstream pull request, or `null` where no package was made. */
  readonly pull: UpstreamPr | null
  /** The commit message, or `null` where there are several or none. */
  readonly message: string | null
  /** The command that opens the upstream pull request, or `null` where something stands in the way. */
  readonly command: string | null
  /** Something that was asked for could not be done. */
  readonly hasTrouble: boolean
}
