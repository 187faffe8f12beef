/** The terminal and what a person started the command line with. */
export type Terminal = {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Absolute folder in which it was started. */
  readonly directory: string
  /** Absolute path of the command line's own entry. */
  readonly program: string
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** The terminal that shows what goes on while steps run; `null` where there is none, and in CI. */
  readonly screen?: NodeJS.WriteStream | null
  /** Asks the person there; `null` where nobody is, as in a pipe. */
  readonly ask?: Ask | null
}

/** Shows a prompt and answers with the line that was typed. Throws Refusal when the person leaves. */
export type Ask = (prompt: string) => Promise<string>
