import { textAt } from '../../context/decode.ts'
import type { Answer } from './answer.ts'

/** Words of a refusal that no waiting changes, whatever its headers say. */
export const notAccessible = 'Resource not accessible by'

/** What is waited where GitHub limits and does not say for how long (docs.github.com, "Best practices for using the REST API"). Milliseconds. */
const unnamedWaitMs = 60_000

/** Whether an answer is one of GitHub's rate limits, primary or secondary. */
export function isRateLimit(answer: Answer): boolean {
  const { status, message, headers } = answer
  if (status === 429) return true
  if (status !== 403 || message.includes(notAccessible)) return false
  return (
    textAt(headers, 'retry-after') !== null ||
    isUsedUp(headers) ||
    /rate limit/iu.test(message)
  )
}

/** How long a rate limit asks to wait. Milliseconds. */
export function limitWaitMs(answer: Answer): number {
  return retryAfterMs(answer) ?? untilReset(answer.headers) ?? unnamedWaitMs
}

/** What `retry-after` asks for, in seconds or as a date; `null` where it is missing or cannot be read. Milliseconds. */
export function retryAfterMs({ headers }: Answer): number | null {
  const text = textAt(headers, 'retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/u.test(text)) return Number(text) * 1000
  // Dates begin with the day's name; Date.parse takes many other texts for dates.
  if (!/^[A-Z][a-z]{2,8}, /u.test(text)) return null
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - timeOf(headers))
}

/** When the primary limit is reset, or `null` where that is not what is limited. */
export function resetTime(headers: unknown): Date | null {
  if (!isUsedUp(headers)) return null
  const seconds = Number(textAt(headers, 'x-ratelimit-reset'))
  const isTime = Number.isFinite(seconds) && seconds > 0 && seconds < 1e11
  return isTime ? new Date(seconds * 1000) : null
}

/** One second more: the limit is lifted after that second. */
function untilReset(headers: unknown): number | null {
  const reset = resetTime(headers)
  if (reset === null) return null
  return Math.max(0, reset.getTime() - timeOf(headers)) + 1000
}

function isUsedUp(headers: unknown): boolean {
  return textAt(headers, 'x-ratelimit-remaining') === '0'
}

/** GitHub's own time: the clock of this machine may be wrong. Milliseconds. */
function timeOf(headers: unknown): number {
  const date = Date.parse(textAt(headers, 'date') ?? '')
  return Number.isNaN(date) ? Date.now() : date
}
