import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../errors.ts'
import type { LegFile } from '../evidence/leg-fault.ts'
import { maxLegBytes, parseLegEvidence } from '../evidence/leg-evidence.ts'

/** More files than any plan has legs, with several attempts of each. */
const maxFiles = 2_000

/**
 * Reads the JSON files of a folder and of the folders in it, as downloaded
 * artifacts lie there. What cannot be read is answered with the reason; links
 * are not followed. A folder that is not there has no files.
 */
export async function readLegFiles(
  directory: string,
): Promise<readonly LegFile[]> {
  const found: LegFile[] = []
  for (const folder of ['', ...(await foldersIn(directory))]) {
    const inside = join(directory, folder)
    const names = await entriesOf(inside)
    for (const name of names.filter((one) => one.endsWith('.json'))) {
      if (found.length >= maxFiles) return found
      const content = await read(join(inside, name), name)
      found.push({ name, content })
    }
  }
  return found
}

async function foldersIn(directory: string): Promise<readonly string[]> {
  const entries = await entriesOf(directory)
  const isFolder = await Promise.all(
    entries.map(async (name) =>
      (await lstat(join(directory, name))).isDirectory(),
    ),
  )
  return entries.filter((_, index) => isFolder[index])
}

async function entriesOf(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).toSorted()
  } catch {
    // Where no leg left anything, the folder was never made.
    return []
  }
}

async function read(path: string, name: string): Promise<LegFile['content']> {
  try {
    const stat = await lstat(path)
    if (!stat.isFile()) return unread('it is no regular file')
    if (stat.size > maxLegBytes) {
      return unread(
        `it has ${stat.size} bytes, and at most ${maxLegBytes} are read`,
      )
    }
    const text = await readFile(path, 'utf8')
    return { ok: true, evidence: parseLegEvidence(text, name) }
  } catch (error) {
    // A file that cannot be read is named, like one that says something else.
    if (error instanceof Refusal) return unread(error.message)
    return unread(error instanceof Error ? error.message : String(error))
  }
}

function unread(reason: string): LegFile['content'] {
  return { ok: false, reason: reason.replace(/\.$/u, '') }
}
