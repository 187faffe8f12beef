import type { Conclusion, Evidence } from '../evidence/evidence.ts'
import type { Approval } from '../pull-request/approval.ts'
import type { FailOn } from '../context/inputs.ts'
import type { PlanFile } from '../plan/plan-file.ts'

/** What became of the staging PR. */
export type Operation = 'created' | 'updated' | 'unchanged' | 'none'

/** The end of a run that has nothing to do. */
export type Ended = { readonly status: 'ended'; readonly notice: string }

/** How a run ended. */
export type RunOutcome =
  | Ended
  | {
      readonly status: 'planned'
      readonly plan: PlanFile
      readonly planPath: string
      /** SHA-256 of the file. */
      readonly planHash: string
    }
  | {
      /** One leg of a plan was run. */
      readonly status: 'measured'
      readonly evidencePath: string
      readonly headSha: string
      readonly conclusion: Conclusion
    }
  | {
      /** Every fix branch of a sweep was published, or could not be. */
      readonly status: 'swept'
      readonly outcomes: readonly RunOutcome[]
      /** A branch could not be published at all. */
      readonly hasTrouble: boolean
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
      readonly resultPath: string | null
      /** Folder of the package for the upstream pull request, or `null`. */
      readonly handoffPath: string | null
      readonly approval: Approval['status']
      /** A write to GitHub that mattered failed. */
      readonly hasTrouble: boolean
    }

/** Whether a conclusion fails the job. */
export function failsJob(conclusion: Conclusion, failOn: FailOn): boolean {
  if (conclusion === 'stale' || failOn === 'never') return false
  if (failOn === 'not-ready') return conclusion !== 'ready'
  return conclusion === 'failed' || conclusion === 'inconclusive'
}

/** The end of a run for a branch that no pattern names. */
export function noFixBranch(
  branch: string,
  patterns: readonly string[],
): Ended {
  return {
    status: 'ended',
    notice: `Branch ${branch} matches none of the patterns of fix branches (${patterns.join(', ')}); nothing to do.`,
  }
}
