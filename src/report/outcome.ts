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
      /** Shell command with which a person can open it, or `null`. */
      readonly command: string | null
    }
