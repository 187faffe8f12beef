import type { Redact } from './redact.ts'

/**
 * A copy of plain data in which every string is redacted. Secrets go before a
 * text is written as Markdown: afterwards they may stand there in pieces.
 */
export function redactData<Data>(data: Data, redact: Redact): Data {
  const copy = structuredClone(data)
  redactWithin(copy, redact)
  return copy
}

/** Keys may be names that evidence brings along, such as those of tools. */
function redactKey(value: object, key: string, redact: Redact): void {
  if (Array.isArray(value)) return
  const clean = redact(key)
  if (clean === key) return
  Reflect.set(value, clean, Reflect.get(value, key))
  Reflect.deleteProperty(value, key)
}

function redactWithin(value: unknown, redact: Redact): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') Reflect.set(value, key, redact(inner))
    else redactWithin(inner, redact)
    redactKey(value, key, redact)
  }
}
