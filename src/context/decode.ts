/** A value at a path of untrusted JSON, or `undefined`. Own properties only. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined
    const property = Object.getOwnPropertyDescriptor(current, key)
    current = property?.value
  }
  return current
}

/** The text at a path, or `null` when it is absent, empty or no text. */
export function textAt(
  value: unknown,
  ...path: readonly string[]
): string | null {
  const found = at(value, ...path)
  return typeof found === 'string' && found !== '' ? found : null
}

/** The whole number at a path, or `null`. */
export function numberAt(
  value: unknown,
  ...path: readonly string[]
): number | null {
  const found = at(value, ...path)
  return Number.isSafeInteger(found) ? Number(found) : null
}
