/** What came of the attempt to write the staging PR. */
export type Outcome =
  | {
      readonly operation: 'created' | 'updated' | 'unchanged'
      readonly number: number
      readonly url: string
      readonly notice: string | null
    }
  | {
      readonly operation: 'none'
      /** Why none was written, one or several sentences of plain text. */
      readonly reason: string
      /** What to do, plain text, or `null`. */
      readonly remedy: string | null
      /** How a person can open it, or `null` where that would not help. */
      readonly byHand: OpenByHand | null
    }

/** What a person needs to open the staging PR without the action. */
export type OpenByHand = {
  /** Shell command; it reads the body from {@link bodyFile}. */
  readonly command: string
  readonly bodyFile: string
  /** Whole body with its markers, so that the next run knows the pull request for its own. */
  readonly body: string
}
