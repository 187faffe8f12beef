import { createHash } from 'node:crypto'
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onlyPathEndingIn } from '../text/path-ending.ts'
import type { TreeEntry } from './git/parse.ts'

/** Notices what commands do to the tracked files of a work tree. */
export type TrackedFiles = {
  /** Paths whose content is not the commit's, of those that were written since the last call. */
  changed(): readonly string[]
  /** Whether the commit has a file. */
  has(path: string): boolean
  /** The only file whose path ends in this one, which has a folder; `null` where there are several or none. */
  endingIn(path: string): string | null
}

/** More files are looked at no further: each call asks for every one. */
const mostFiles = 100_000

/** A larger file that was written counts as changed. Bytes. */
const maxBytes = 16 * 1024 * 1024

/**
 * Starts watching the files of a commit in a folder, without git: by the time
 * of their last change, and of those that were written, by their blob SHA. Line
 * ends that a checkout converts are no change.
 */
export function watchFiles(
  directory: string,
  entries: readonly TreeEntry[],
): TrackedFiles {
  const watched = entries.slice(0, mostFiles)
  const stamps = new Map(
    watched.map(({ path }) => [path, stampOf(join(directory, path))]),
  )
  const paths = new Set(entries.map(({ path }) => path))
  return {
    has: (path) => paths.has(path),
    endingIn: onlyPathEndingIn(paths),
    changed() {
      return watched.flatMap(({ path, oid }) => {
        const file = join(directory, path)
        const stamp = stampOf(file)
        if (stamp === stamps.get(path)) return []
        stamps.set(path, stamp)
        return stamp !== '' && hasBlob(file, oid) ? [] : [path]
      })
    },
  }
}

/** `""` where there is no regular file. */
function stampOf(file: string): string {
  const stat = lstatSync(file, { throwIfNoEntry: false })
  return stat?.isFile() === true ? `${stat.ctimeMs} ${stat.size}` : ''
}

function hasBlob(file: string, oid: string): boolean {
  try {
    if (lstatSync(file).size > maxBytes) return false
    const content = readFileSync(file)
    if (blobOf(content, oid) === oid) return true
    const text = content.toString('latin1').replaceAll('\r\n', '\n')
    return blobOf(Buffer.from(text, 'latin1'), oid) === oid
  } catch {
    // A file that cannot be read any more is not the commit's.
    return false
  }
}

/** Git's name of some content, by the hash of the repository (https://git-scm.com/docs/gitformat-pack). */
function blobOf(content: Buffer, { length }: string): string {
  return createHash(length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex')
}
