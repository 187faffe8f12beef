/**
 * Known trouble that ends a run: unusable input or configuration, a repository
 * that is not a fork, a checkout that cannot be read. It is printed as what
 * happened and what to do, never with a stack trace; the command line exits
 * with status 2 and the job fails whatever `fail-on` says.
 */
export class Refusal extends Error {
  /** What the person should do now, one or several lines; `null` when the message says it all. */
  readonly remedy: string | null
  /** Page in the person's own fork where it can be mended, or `null`. */
  readonly url: string | null

  constructor(message: string, mend: Mend = {}) {
    super(message, mend.cause === undefined ? {} : { cause: mend.cause })
    this.name = 'Refusal'
    this.remedy = mend.remedy ?? null
    this.url = mend.url ?? null
  }
}

/** Trouble with what a fix branch itself carries: only another push of it mends that. */
export class BranchRefusal extends Refusal {
  constructor(message: string, mend: Mend = {}) {
    super(message, mend)
    this.name = 'BranchRefusal'
  }

  /** The same trouble as one of the branch. */
  static of({ message, remedy, url, cause }: Refusal): BranchRefusal {
    return new BranchRefusal(message, {
      remedy: remedy ?? undefined,
      url: url ?? undefined,
      cause,
    })
  }
}

/** The mending half of a {@link Refusal}. */
export type Mend = {
  readonly remedy?: string | undefined
  readonly url?: string | undefined
  readonly cause?: unknown
}
