import type { SuggestedStep } from '../config/presets.ts'
import type { Layout } from '../workflows/workflow-files.ts'

/** What `init` sees of a clone. */
export type CloneFacts = {
  /** `owner/name` of the fork. */
  readonly fork: string
  /** Name of the remote that is the fork, as one shell word. */
  readonly remote: string
  /** The fork as `gh -R` takes it: with its host where that is not github.com. */
  readonly ghName: string
  /** Page of the fork, without a slash at its end. */
  readonly forkPage: string
  /** A remote leads to another repository than the fork. */
  readonly hasUpstream: boolean
  /** Branch that is checked out; `null` when HEAD is detached. */
  readonly branch: string | null
  readonly isFixBranch: boolean
  /** The fork's default branch, and upstream's; `null` where the clone does not know. */
  readonly defaultBranch: string | null
  readonly upstreamDefault: string | null
  /** Layout of the workflows that are there already. */
  readonly presentLayout: Layout | null
  /** Steps that the manifests suggest. */
  readonly steps: readonly SuggestedStep[]
  /** Commands that make a fresh runner ready for a step; `null` where none is needed, or none is known. */
  readonly setup: string | null
  readonly hasConfig: boolean
  /** Specs are there, kept out of the branch by an ignore rule, or not there. */
  readonly chant: 'committed' | 'ignored' | 'none'
}
