import { createHash } from 'node:crypto'

/** SHA-256 of a text, hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** First eight digits of {@link sha256}. */
export function shortHash(text: string): string {
  return sha256(text).slice(0, 8)
}

/** SHA-256 of a text, base64, as content security policies write it. */
export function sha256Base64(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
