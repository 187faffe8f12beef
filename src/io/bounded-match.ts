import { runInNewContext } from 'node:vm'

/** Linear expressions take milliseconds for the output that is kept of a command. */
const limitMs = 3_000

/**
 * Whether a text matches an expression that somebody wrote, with `^` and `$`
 * at every line; `null` where the answer takes longer than the limit, given in
 * milliseconds. The engine steps back without end over `(a+)+$`, and only a
 * script with a time limit can be stopped while it does.
 */
export function matchInTime(
  source: string,
  text: string,
  limit = limitMs,
): boolean | null {
  try {
    const matches: unknown = runInNewContext(
      "new RegExp(source, 'mu').test(text)",
      { source, text },
      { timeout: limit },
    )
    return matches === true
  } catch (error) {
    if (isTimeout(error)) return null
    throw error
  }
}

/** The error is of the other context, so it is no instance of our `Error`. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  )
}
