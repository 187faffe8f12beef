export { lineAt, linesOf, trim, trimStart } from './white-space.ts'

/** A spec beyond this is not read. Bytes. */
export const maxSpecBytes = 256 * 1024

/** The same bound for a text: it never has more UTF-16 units than bytes. */
export const maxSpecCharacters = maxSpecBytes

/**
 * Bytes of a spec file as text, a byte order mark kept: chant takes it for the
 * first character. `null` when they are no UTF-8.
 */
export function decodeSpecText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    )
  } catch {
    // Bytes that are no UTF-8 are an answer here, not a fault.
    return null
  }
}

/** Whether a text takes more than so many bytes in UTF-8. */
export function exceedsBytes(text: string, maxBytes: number): boolean {
  if (text.length > maxBytes) return true
  if (text.length * 3 <= maxBytes) return false
  return new TextEncoder().encode(text).length > maxBytes
}
