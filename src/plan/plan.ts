import type { StepConfig } from '../config/config.ts'

/** A step of the plan: a command to run, or the reason why it is not. */
export type PlannedStep =
  | { readonly status: 'planned'; readonly step: StepConfig }
  | {
      readonly status: 'skipped'
      readonly step: StepConfig
      /** Why, as a clause: "this branch adds no tests". */
      readonly reason: string
    }

/** Values that commands see as environment variables; absent ones are unknown. */
export type StepVariables = {
  readonly ISSUE?: string
  /** Names that are safe in a command, one a line: identifiers, or patterns of JavaScript names. */
  readonly NEW_TESTS?: string
  readonly SPEC_ID?: string
  readonly HEAD_SHA: string
  readonly BASE_SHA: string
  readonly BRANCH: string
  /** Which part of the step this is, from 1, and of how many. */
  readonly SHARD: string
  readonly SHARDS: string
}

/** What is to be run for one head commit. */
export type Plan = {
  readonly steps: readonly PlannedStep[]
  readonly variables: StepVariables
  /** Names of the tests that the branch adds. */
  readonly newTests: readonly NewTest[]
}

/** A test that the diff of the branch adds. */
export type NewTest = {
  readonly name: string
  readonly path: string
  /** Line in the new file, from 1. */
  readonly line: number
}

/** One file of the branch's diff. */
export type ChangedFile = {
  readonly path: string
  readonly status: 'added' | 'modified' | 'deleted' | 'renamed' | 'copied'
  /** Path before a rename or copy, or `null`. */
  readonly previousPath: string | null
  /** Lines added and removed; `null` for binary files. */
  readonly added: number | null
  readonly removed: number | null
  /** Blob SHA at the head; `null` where the head does not have the file. */
  readonly blob: string | null
  /** Blob SHA at the merge base; `null` where it does not have the file. */
  readonly previousBlob: string | null
}

/** A changed file that may hold tests, in both versions. */
export type ChangedText = {
  /** At the head; for a deleted file, where it was. */
  readonly path: string
  /** At the merge base; `null` where it does not have the file. */
  readonly before: string | null
  /** At the head; `null` where it does not have the file. */
  readonly after: string | null
}

/** One file in one commit, with the blobs on both sides. */
export type BlobChange = {
  readonly path: string
  /** Blob SHA after the commit; `null` when the commit deletes the file. */
  readonly blob: string | null
  /** Blob SHA in the commit's first parent; `null` when the commit adds the file. */
  readonly previousBlob: string | null
}

/** A commit of the branch. Lists of commits are ordered from the oldest to the newest. */
export type BranchCommit = {
  readonly sha: string
  readonly parents: readonly string[]
  /** Whole message, subject first. */
  readonly message: string
  /** Files that differ from the only parent, renames as a deletion and an addition; `[]` for a merge. */
  readonly changes: readonly BlobChange[]
}
