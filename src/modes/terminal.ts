/** The terminal and what a person started the command line with. */
export type Terminal = {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Absolute folder in which it was started. */
  readonly directory: string
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}
