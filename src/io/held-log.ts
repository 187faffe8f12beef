import type { RunLog } from './run-log-port.ts'

/** A log that keeps what it is told until it is released, so that steps that run side by side do not speak into each other. */
export type HeldLog = RunLog & {
  /** Hands on what was kept, in its order; what comes later goes straight through. */
  release(): void
}

/** Holds back what is said to a log. Lines of a command are kept up to a bound; the step's own tail is kept elsewhere. */
export function holdLog(log: RunLog): HeldLog {
  let kept: (() => void)[] | null = []
  let room = maxLines
  const say = (act: () => void): void => {
    if (kept === null) act()
    else kept.push(act)
  }
  return {
    group: (title) => say(() => log.group(title)),
    endGroup: () => say(() => log.endGroup()),
    childLine: (line) => {
      room -= 1
      if (room >= 0 || kept === null) say(() => log.childLine(line))
      if (room === -1 && kept !== null) {
        say(() =>
          log.info(`(more than ${maxLines} lines; the rest is not shown)`),
        )
      }
    },
    info: (text) => say(() => log.info(text)),
    notice: (message, place) => say(() => log.notice(message, place)),
    warning: (message, place) => say(() => log.warning(message, place)),
    error: (message, place) => say(() => log.error(message, place)),
    release: () => {
      const held = kept ?? []
      kept = null
      for (const act of held) act()
    },
  }
}

/** What several steps print at the same time is held in memory. */
const maxLines = 100_000
