import { Refusal } from '../../errors.ts'
import type { SourceFile } from '../../spec/spec.ts'
import type { TreeEntry } from './parse.ts'
import type { GitRepository } from './repository.ts'

/** How the bytes of a file become text, or `null` when they are none. */
export type TextDecoding = (bytes: Uint8Array) => string | null

/** Files of one commit as texts; larger ones than `maxBytes` and undecodable ones are handed to `instead`. */
export async function readSourceFiles(
  repository: GitRepository,
  entries: readonly TreeEntry[],
  options: {
    readonly maxBytes: number
    readonly decode: TextDecoding
    /** Text that stands for a file that cannot be read, so that its reader can refuse it by its own rules; `null` leaves it out. */
    readonly instead: (why: 'too-large' | 'no-text') => string | null
  },
): Promise<readonly SourceFile[]> {
  const files = await Promise.all(
    entries.map(async ({ path, oid }) => {
      const bytes = await repository.blob(oid, options.maxBytes)
      const text =
        bytes === null
          ? options.instead('too-large')
          : (options.decode(bytes) ?? options.instead('no-text'))
      return text === null ? [] : [{ path, text, blob: oid }]
    }),
  )
  return files.flat()
}

/** One file of a commit as text, or `null` when the commit has no such regular file. Throws {@link Refusal} when it is too large or no text. */
export async function readTextFile(
  repository: GitRepository,
  at: { readonly commit: string; readonly path: string },
  maxBytes: number,
): Promise<SourceFile | null> {
  const entry = await repository.fileAt(at.commit, at.path)
  if (entry === null) return null
  const bytes = await repository.blob(entry.oid, maxBytes)
  const text = bytes === null ? null : decodeUtf8(bytes)
  if (text !== null) return { path: at.path, text, blob: entry.oid }
  throw new Refusal(
    bytes === null
      ? `${at.path} is larger than ${Math.round(maxBytes / 1024)} KiB.`
      : `${at.path} is no UTF-8 text.`,
    { remedy: 'Correct the file and push again.' },
  )
}

/** Strict UTF-8 without a NUL, a leading byte order mark dropped; else `null`. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    // Bytes that are no UTF-8 are an answer here, not a fault.
    return null
  }
}
