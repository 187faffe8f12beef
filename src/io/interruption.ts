/** Aborted at the first SIGINT or SIGTERM, or when the terminal is closed (SIGHUP). The runner sends SIGINT, and SIGTERM 7.5 s later. */
export function interruptionSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => controller.abort(signal))
  }
  return controller.signal
}
