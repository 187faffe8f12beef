import type { Server } from '../../context/run-context.ts'
import type { Redact } from '../../text/redact.ts'
import type { Client } from './octokit.ts'
import type { Pace } from './pace.ts'
import type { Patience } from './patience.ts'

/** What reaches the fork. */
export type GitHubOptions = {
  readonly token: string
  readonly server: Server
  readonly fork: { readonly owner: string; readonly name: string }
  /** Environment of the process, read for proxies. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Last net: takes secrets out of everything that is written. */
  readonly redact?: Redact
  /** Told when a rate limit is waited for. */
  readonly onWait: (message: string) => void
  /** Aborted when the run is cancelled: then nothing is waited for. */
  readonly interruption?: AbortSignal
  /** Time limit of the run, which bounds what is waited for GitHub. Milliseconds; five minutes at most. */
  readonly timeoutMs?: number
  /** Shared by all clients of a sweep. */
  readonly pace?: Pace
  /** Pause before a request is sent again. Milliseconds; one second by default, doubled each time. */
  readonly retryPauseMs?: number
}

/** What the methods of one fork share. */
export type Connection = {
  readonly client: Client
  readonly patience: Patience
  /** Node ids of pull requests of the fork that were looked up. */
  readonly ownNodeIds: Set<string>
  /** Names of other repositories that may be read. */
  readonly readable: Set<string>
}
