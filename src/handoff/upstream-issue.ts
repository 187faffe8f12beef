/** The upstream issue, and open pull requests upstream that mention it. */
export type UpstreamIssue = {
  readonly number: number
  readonly state: 'open' | 'closed'
  /** As GitHub has it, such as `not_planned`, or `null`. */
  readonly stateReason: string | null
  readonly isLocked: boolean
  readonly labels: readonly string[]
  readonly mentions: readonly {
    readonly number: number
    /** `null` once the account is deleted. */
    readonly author: string | null
  }[]
}
