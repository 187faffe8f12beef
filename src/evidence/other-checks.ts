/** A check or a status of another workflow or app on the head commit. */
export type OtherCheck = {
  /** As it is shown beside a commit: `CI / build`. */
  readonly name: string
  /** `waiting` does so for a person's approval. */
  readonly state: 'passed' | 'failed' | 'running' | 'waiting'
  /** Page that tells more, or `null`. */
  readonly url: string | null
}

/** What was read of them. */
export type OtherChecks = {
  readonly checks: readonly OtherCheck[]
  /** `false` where some could not be read, or there are too many. */
  readonly isComplete: boolean
}
