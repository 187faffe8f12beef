import type { Server } from '../../context/run-context.ts'
import type { Redact } from '../../text/redact.ts'
import type { Pace } from './pace.ts'

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
