import { randomUUID } from 'node:crypto'
import { lstat, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '../errors.ts'

/**
 * Writes a file that a person named. A file that is there is replaced as a
 * whole, with a mode of its own where one is given; a link, a folder, a pipe or a device is left alone. Throws
 * {@link Refusal}.
 */
export async function writeNamedFile(
  path: string,
  text: string,
  mode = 0o666,
): Promise<void> {
  const found = await lstat(path).catch(() => null)
  if (found !== null && !found.isFile()) {
    throw new Refusal(`${path} is ${kindOf(found)}, so it is left alone.`, {
      remedy: 'Name a file that is not there yet, such as preview.html.',
    })
  }
  const fresh = join(dirname(path), `.${randomUUID()}.tmp`)
  try {
    await writeFile(fresh, text, { flag: 'wx', mode })
    await rename(fresh, path)
  } catch (cause) {
    await rm(fresh, { force: true })
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Refusal(`${path} could not be written: ${reason}`, {
      remedy: 'Name a file in a folder that is there and may be written to.',
      cause,
    })
  }
}

function kindOf(found: Awaited<ReturnType<typeof lstat>>): string {
  if (found.isSymbolicLink()) return 'a link'
  if (found.isDirectory()) return 'a folder'
  return found.isFIFO() ? 'a pipe' : 'no ordinary file'
}
