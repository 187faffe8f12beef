import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import picomatch from 'picomatch'

/** More files, or larger ones, are no reports of one step. */
const most = { files: 200, bytes: 8 * 1024 * 1024, entries: 20_000, depth: 12 }

/** Folders that hold other people's reports. */
const passedOver = new Set(['.git', 'node_modules'])

/**
 * Texts of the report files that a step left in its tree since a time
 * (milliseconds since 1970), by globs relative to it. Links are not followed, since commands wrote them; what is too large or
 * cannot be read is left out.
 */
export async function readReports(
  directory: string,
  globs: readonly string[],
  since: number,
): Promise<readonly string[]> {
  if (globs.length === 0) return []
  const matches = picomatch([...globs], { dot: true })
  const paths = (await filesBelow(directory)).filter((path) => matches(path))
  const texts = await Promise.all(
    paths
      .slice(0, most.files)
      .map((path) => readReport(join(directory, path), since)),
  )
  return texts.flatMap((text) => (text === null ? [] : [text]))
}

/** The clock of files runs behind by a tick of the kernel; some file systems keep whole seconds, or every other. */
function isOlder(mtimeMs: number, since: number): boolean {
  const slackMs = mtimeMs % 1_000 === 0 ? 2_000 : 20
  return mtimeMs < since - slackMs
}

async function filesBelow(directory: string): Promise<readonly string[]> {
  const files: string[] = []
  const open: { readonly path: string; readonly depth: number }[] = [
    { path: '', depth: 0 },
  ]
  let entries = 0
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { path, depth } = next
    const found = await readdir(join(directory, path), {
      withFileTypes: true,
    }).catch(() => [])
    for (const entry of found) {
      entries += 1
      if (entries > most.entries) return files
      const inside = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.isFile()) files.push(inside)
      const isFolder = entry.isDirectory() && !passedOver.has(entry.name)
      if (isFolder && depth < most.depth) {
        open.push({ path: inside, depth: depth + 1 })
      }
    }
  }
  return files
}

async function readReport(path: string, since: number): Promise<string | null> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
    try {
      const { size, mtimeMs } = await file.stat()
      if (isOlder(mtimeMs, since) || size > most.bytes) return null
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch {
    // A report that is gone or may not be read is no report.
    return null
  }
}
