import { redacted } from './redact.ts'

/** Whether a text is another one, perhaps with parts of it taken out as secrets. Linear in both. */
export function isRedactionOf(shown: string, whole: string): boolean {
  if (shown === whole) return true
  const [first = '', ...others] = shown.split(redacted)
  const last = others.pop()
  if (last === undefined) return false
  const isFramed = whole.startsWith(first) && whole.endsWith(last)
  const end = whole.length - last.length
  let at = first.length
  for (const part of others) {
    const found = whole.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return isFramed && at <= end
}
