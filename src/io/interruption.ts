/** Aborted at the first SIGINT or SIGTERM. The runner sends SIGINT, and SIGTERM 7.5 s later. */
export function interruptionSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => controller.abort(signal))
  }
  return controller.signal
}
