import type { Dirent } from 'node:fs'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../errors.ts'
import type { LegFile } from '../evidence/leg-fault.ts'
import { maxLegBytes, parseLegEvidence } from '../evidence/leg-evidence.ts'

/** More files than any plan has legs, with several attempts of each. */
const maxFiles = 2_000

/** What all files may have together; evidence of the largest runs has some megabytes. Bytes. */
const maxTotalBytes = 64 * 1024 * 1024

/** What a folder of evidence holds. */
export type LegFiles = {
  readonly files: readonly LegFile[]
  /** Names of what was passed over: of another ending, behind a link, or too deep. */
  readonly passedOver: readonly string[]
}

/**
 * Reads the JSON files of a folder and of the folders in it, as downloaded
 * artifacts lie there, one at a time. What cannot be read is answered with the
 * reason, and so is what goes beyond a bound; links are not followed. A folder
 * that is not there has no files.
 */
export async function readLegFiles(directory: string): Promise<LegFiles> {
  const { names, passedOver } = await listFiles(directory)
  const files: LegFile[] = []
  let left = maxTotalBytes
  for (const [index, { path, name }] of names.entries()) {
    const read = await readOne(join(directory, path), name, left)
    left -= read.bytes
    const isFull = index === maxFiles || left < 0
    if (isFull) {
      const more = names.length - index
      const reason = `with it ${more === 1 ? 'one file goes' : `${more} files go`} beyond what is read: at most ${maxFiles} files of ${maxTotalBytes} bytes together`
      files.push({ name, content: { ok: false, reason } })
      break
    }
    files.push({ name, content: read.content })
  }
  return { files, passedOver }
}

type Listed = {
  /** Path below the folder of evidence, and the name alone. */
  readonly names: readonly { readonly path: string; readonly name: string }[]
  readonly passedOver: readonly string[]
}

async function listFiles(directory: string): Promise<Listed> {
  const top = await entriesOf(directory)
  const folders = top.filter((one) => one.isDirectory() && !isEvidence(one))
  const inner = await Promise.all(
    folders.map(async ({ name: folder }) =>
      (await entriesOf(join(directory, folder))).map((entry) =>
        placed(entry, `${folder}/${entry.name}`),
      ),
    ),
  )
  const beside = top.filter((one) => !folders.includes(one))
  const all = [
    ...beside.map((entry) => placed(entry, entry.name)),
    ...inner.flat(),
  ]
  return {
    names: all.filter(isEvidence),
    passedOver: all.filter((one) => !isEvidence(one)).map(({ path }) => path),
  }
}

function placed({ name }: Dirent, path: string): Listed['names'][number] {
  return { name, path }
}

function isEvidence({ name }: { readonly name: string }): boolean {
  return name.endsWith('.json')
}

async function entriesOf(directory: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true })
    return entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  } catch {
    // Where no leg left anything, the folder was never made.
    return []
  }
}

type ReadFile = {
  readonly content: LegFile['content']
  /** What was read of it, or would have been. */
  readonly bytes: number
}

/** Nothing is read of a file that goes beyond `left`, the bytes that may still be read. */
async function readOne(
  path: string,
  name: string,
  left: number,
): Promise<ReadFile> {
  try {
    const stat = await lstat(path)
    if (!stat.isFile()) return unread('it is no regular file')
    const { size } = stat
    if (size > maxLegBytes) {
      return unread(`it has ${size} bytes, and at most ${maxLegBytes} are read`)
    }
    if (size > left) return unread('it is one too many', size)
    return { content: decode(await readFile(path), name), bytes: size }
  } catch (error) {
    // A file that cannot be read is named, like one that says something else.
    return unread(error instanceof Error ? error.message : String(error))
  }
}

function decode(bytes: Uint8Array, name: string): LegFile['content'] {
  const text = asUtf8(bytes)
  if (text === null) return refused('it is no UTF-8')
  try {
    return { ok: true, evidence: parseLegEvidence(text, name) }
  } catch (error) {
    if (error instanceof Refusal) return refused(error.message)
    throw error
  }
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function unread(reason: string, bytes = 0): ReadFile {
  return { content: refused(reason), bytes }
}

function refused(reason: string): LegFile['content'] {
  return { ok: false, reason: reason.replace(/\.$/u, '') }
}
