import type { Evidence } from '../evidence/evidence.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import type { Customs } from './customs.ts'

/** The same before there is evidence: what titles and messages are made of. */
export type MessageFacts = Omit<HandoffFacts, 'staging'> & {
  readonly staging: StagingFacts
}

/** What the package for the upstream pull request is made of. */
export type HandoffFacts = {
  readonly staging: StagingFacts & { readonly evidence: Evidence }
  readonly customs: Customs
  /** Upstream's own template for pull requests, or `null`. */
  readonly template: string | null
  /** Paths of upstream's templates where it has several and none is plainly meant for a fix. */
  readonly templates: readonly string[]
  /** `Name <address>` of the person at the desk, or `null`. */
  readonly signer: string | null
  /** Trailers `Co-authored-by: …` of the branch's commits, and one for every author but the last, as far as upstream wants them. */
  readonly coAuthors: readonly string[]
  /** AI tools that the branch's commits name, or that wrote some. */
  readonly aiTools: readonly string[]
  /** What the one commit that changes the code says of itself, or `null`. */
  readonly ownSubject: string | null
  /** `owner/name`. */
  readonly upstream: string
  /** Short name of the branch that the pull request asks upstream to merge into. */
  readonly base: string
  /** Owner of the fork, and the branch that goes upstream. */
  readonly head: { readonly owner: string; readonly branch: string }
  /** Address of the server, without a slash at its end. */
  readonly serverUrl: string
}
