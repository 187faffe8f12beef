/** A shell command to run in its own process group. */
export type CommandRequest = {
  /** Shell text from the configuration; nothing is ever pasted into it. */
  readonly command: string
  /** `bash`, or another shell's name or path. */
  readonly shell: string
  /** Absolute folder. */
  readonly directory: string
  /** The whole environment of the child, already allow-listed. */
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Ends the command early; the result is then `cancelled`. */
  readonly signal: AbortSignal
  /** Called with each line of output, stdout and stderr together, sanitized, without its line end. */
  readonly onLine: (line: string) => void
}

/** How a command ended. */
export type CommandEnd =
  | { readonly status: 'exited'; readonly exitCode: number }
  /** Ended by a signal that we did not send, such as the out-of-memory killer's. */
  | { readonly status: 'signalled'; readonly signal: string }
  | { readonly status: 'timed-out' }
  /** It printed more than the total cap and was killed. */
  | { readonly status: 'output-limit' }
  | { readonly status: 'cancelled' }
  /** The shell could not be started; `reason` is a sentence. */
  | { readonly status: 'not-started'; readonly reason: string }

/** What came of a command. */
export type CommandResult = {
  readonly end: CommandEnd
  readonly durationMs: number
  /**
   * First and last part of the output, sanitized plain text, at most
   * 64 KiB + 192 KiB, with a line in between that says how much is missing.
   */
  readonly output: string
  /** Bytes that the command wrote. */
  readonly outputBytes: number
}

/** Runs commands of the project under verification. */
export type Shell = {
  run(request: CommandRequest): Promise<CommandResult>
}
