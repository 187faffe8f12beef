/** Whoever acts on GitHub. */
export type Actor = {
  /** `null` once the account is deleted. */
  readonly login: string | null
  /** An app, or the token of a workflow. */
  readonly isBot: boolean
  /** May push to the fork, as far as that is known. */
  readonly canWrite: boolean
}

/** A review of the staging PR. */
export type Review = {
  readonly by: Actor
  /** As GitHub has it (https://docs.github.com/en/graphql/reference/enums#pullrequestreviewstate). */
  readonly state:
    | 'APPROVED'
    | 'CHANGES_REQUESTED'
    | 'COMMENTED'
    | 'DISMISSED'
    | 'PENDING'
  /** Full SHA of the commit that was looked at, or `null`. */
  readonly commit: string | null
}

/** What people said about the open staging PR. */
export type Discussion = {
  /** Number of the pull request. */
  readonly number: number
  /** Oldest first. */
  readonly reviews: readonly Review[]
  /** Who put {@link approvalLabel} on last; `null` where it is not on. */
  readonly labelledBy: Actor | null
  /** When, ISO 8601; `null` where it is not on. */
  readonly labelledAt: string | null
}

/** The label by which the owner approves a staging PR of their own, which GitHub lets nobody review. */
export const approvalLabel = 'staging: approved'

/** The label of a staging PR whose fix was merged upstream. */
export const doneLabel = 'staging: done'

/** A pull request upstream from this fix branch, or from the clean branch made of it. */
export type UpstreamPullRequest = {
  readonly number: number
  readonly state: 'open' | 'closed' | 'merged'
  readonly isDraft: boolean
  /** Short name of the branch in the fork, and its commit there, full SHA. */
  readonly headRef: string
  readonly headSha: string
  /** Branch upstream that it asks to be merged into. */
  readonly baseRef: string
  /** Full SHA of the commit that a merge made upstream, or `null`. */
  readonly mergeCommit: string | null
  /** ISO 8601. */
  readonly createdAt: string
}
