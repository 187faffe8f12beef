/** A line of a file of the repository. */
export type LogPlace = {
  readonly file: string
  readonly line: number
  /** Last line concerned, or `null` where it is one. */
  readonly endLine?: number | null
  /** From 1, or `null`. */
  readonly column?: number | null
}

/** What a run says while it works: to the runner's log, or to a terminal. */
export type RunLog = {
  /** Begins a group that can be folded. Groups do not nest. */
  group(title: string): void
  endGroup(): void
  /** A line that a command of the project printed; never taken for a workflow command. */
  childLine(line: string): void
  info(text: string): void
  notice(message: string, place?: LogPlace): void
  warning(message: string, place?: LogPlace): void
  error(message: string, place?: LogPlace): void
}
