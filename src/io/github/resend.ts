import type { Octokit } from '@octokit/core'
import { readAnswer } from './answer.ts'
import { isRateLimit, limitWaitMs, retryAfterMs } from './limits.ts'
import type { Patience } from './patience.ts'

/** What requests are sent again with. */
export type Resending = {
  readonly patience: Patience
  /** Pause before a request is sent again, doubled each time. Milliseconds. */
  readonly retryPauseMs: number
  /** Told when a rate limit is waited for. */
  readonly onWait: (message: string) => void
}

/** How often a request is sent again after a server's fault or a lost connection; a request may say otherwise by `retries`. */
const usualRetries = 3

/** How often a rate limit is waited for. */
const limitWaits = 2

type Tries = { readonly retries: number; faults: number; limits: number }

/**
 * Sends requests again that are worth it, for as long as patience lasts: after
 * a server's fault or a lost connection, and after a rate limit when it is
 * over. It is made here because the plugins for it know no bound for a run and
 * do not see a 429 that leaves requests over.
 */
export function resendRequests(client: Octokit, resending: Resending): void {
  const { patience } = resending
  client.hook.wrap('request', async (send, request) => {
    const { retries } = request.request
    const tries: Tries = {
      retries: typeof retries === 'number' ? retries : usualRetries,
      faults: 0,
      limits: 0,
    }
    for (;;) {
      const started = performance.now()
      const signal = AbortSignal.timeout(patience.requestMs())
      // Octokit hands over this very object, whatever it is called with.
      request.request = { ...request.request, signal }
      try {
        return await send(request)
      } catch (error) {
        // Most refusals stay what they are however often one asks.
        patience.lose(performance.now() - started)
        if (!(await waits(error, tries, resending))) throw error
      }
    }
  })
}

/** Waits until it is worth another try; `false` where it is not. */
async function waits(
  error: unknown,
  tries: Tries,
  { patience, retryPauseMs, onWait }: Resending,
): Promise<boolean> {
  const answer = readAnswer(error)
  if (answer === null) return false
  if (isRateLimit(answer)) {
    const ms = limitWaitMs(answer)
    if (tries.limits === limitWaits || !patience.allows(ms)) return false
    tries.limits += 1
    onWait(
      `GitHub asks to wait: going on in ${String(Math.ceil(ms / 1000))} s.`,
    )
    return patience.wait(ms)
  }
  const isFault = answer.status === 0 || answer.status >= 500
  if (!isFault || tries.faults >= tries.retries) return false
  tries.faults += 1
  const pause = retryPauseMs * 2 ** (tries.faults - 1)
  return patience.wait(Math.max(pause, retryAfterMs(answer) ?? 0))
}
