/** One thing to know before the upstream pull request is opened. */
export type HandoffFact = {
  readonly message: string
  /** What to do about it, or `null`. */
  readonly remedy: string | null
  /** It stands in the way. */
  readonly isTrouble: boolean
}
