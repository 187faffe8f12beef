import { randomUUID } from 'node:crypto'
import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Writes a file of our own in a folder that commands of the project can reach.
 * What they left under its name, a pipe or a link say, is replaced and never
 * opened; a link in place of the folder is taken away.
 */
export async function writeOwnFile(path: string, text: string): Promise<void> {
  const folder = dirname(path)
  const found = await lstat(folder).catch(() => null)
  if (found !== null && !found.isDirectory()) await rm(folder, { force: true })
  await mkdir(folder, { recursive: true })
  const fresh = join(folder, `.${randomUUID()}.tmp`)
  try {
    await writeFile(fresh, text, { flag: 'wx' })
    // A folder in its place would not be replaced.
    const old = await lstat(path).catch(() => null)
    if (old?.isDirectory() === true) await rm(path, { recursive: true })
    await rename(fresh, path)
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
}
