export { lineAt, linesOf, trim, trimStart } from './white-space.ts'

/** A spec beyond this is not read. Bytes; a text never has more UTF-16 units than those. */
export const maxSpecBytes = 256 * 1024

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
