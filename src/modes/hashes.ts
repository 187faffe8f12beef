import { createHash } from 'node:crypto'

/** SHA-256 of a text, hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** First eight digits of {@link sha256}. */
export function shortHash(text: string): string {
  return sha256(text).slice(0, 8)
}
