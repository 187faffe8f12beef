import type { Evidence } from '../evidence/evidence.ts'
import type { FailOn } from '../context/inputs.ts'

/** What became of the staging PR. */
export type Operation = 'created' | 'updated' | 'unchanged' | 'none'

/** How a run ended. */
export type RunOutcome =
  | {
      /** There was nothing to do. */
      readonly status: 'ended'
      readonly notice: string
    }
  | {
      readonly status: 'verified'
      readonly evidence: Evidence
      readonly operation: Operation
      readonly pullRequest: {
        readonly number: number
        readonly url: string
      } | null
      readonly evidencePath: string | null
      readonly bodyPath: string | null
      /** A write to GitHub that mattered failed. */
      readonly hasTrouble: boolean
    }

/** Whether the job is to fail. */
export function failsJob(
  { evidence, hasTrouble }: Extract<RunOutcome, { status: 'verified' }>,
  failOn: FailOn,
): boolean {
  if (hasTrouble) return true
  const { conclusion } = evidence
  if (conclusion === 'stale' || failOn === 'never') return false
  if (failOn === 'not-ready') return conclusion !== 'ready'
  return conclusion === 'failed' || conclusion === 'inconclusive'
}

/** The end of a run for a branch that no pattern names. */
export function noFixBranch(
  branch: string,
  patterns: readonly string[],
): RunOutcome {
  return {
    status: 'ended',
    notice: `Branch ${branch} matches none of the patterns of fix branches (${patterns.join(', ')}); nothing to do.`,
  }
}
