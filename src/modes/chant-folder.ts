import { randomInt } from 'node:crypto'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeUtf8 } from '../io/git/source-files.ts'
import { readSpec } from '../spec/read-spec.ts'
import type { SourceFile, Spec } from '../spec/spec.ts'

/** Larger ones, and more, are not looked at. Bytes, files. */
const most = { bytes: 512 * 1024, files: 2_000 } as const

/** Markdown files below a folder of the clone, by path; links are not followed. */
export async function readFolder(
  topLevel: string,
  folder: string,
): Promise<readonly SourceFile[]> {
  const names = await readdir(join(topLevel, folder), {
    recursive: true,
    withFileTypes: true,
  }).catch(() => [])
  const paths = names
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .slice(0, most.files)
  const files = await Promise.all(
    paths.map(async (path) => {
      const { size } = await lstat(path)
      const text = size > most.bytes ? null : decodeUtf8(await readFile(path))
      const inside = path.slice(topLevel.length + 1).replaceAll('\\', '/')
      return text === null ? [] : [{ path: inside, text, blob: null }]
    }),
  )
  return files.flat()
}

/** Those that chant can load. */
export function loadable(files: readonly SourceFile[]): readonly Spec[] {
  return files.flatMap((file) => {
    const reading = readSpec(file)
    return reading.ok ? [reading.spec] : []
  })
}

/** The day, its next number and three characters by chance, as chant names specs. */
export function newId(specs: readonly Spec[]): string {
  const day = new Date().toISOString().slice(0, 10)
  const numbers = specs.flatMap(({ id }) => {
    const digits = id.startsWith(`${day}-`)
      ? /^[0-9a-z]{3}(?=-)/u.exec(id.slice(11))?.[0]
      : undefined
    return digits === undefined ? [] : [Number.parseInt(digits, 36)]
  })
  const next = Math.max(0, ...numbers) + 1
  const chance = randomInt(36 ** 3)
  const three = (number: number): string => number.toString(36).padStart(3, '0')
  return `${day}-${three(next)}-${three(chance)}`
}
