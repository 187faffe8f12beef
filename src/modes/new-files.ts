import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '../errors.ts'
import { diffLines } from '../text/diff-lines.ts'
import { printableText } from '../text/printable.ts'
import type { Terminal } from './terminal.ts'

/** A file that is written for a person. */
export type NewFile = {
  /** From the top of the repository. */
  readonly path: string
  readonly text: string
  /** What it is for, a sentence. */
  readonly says: string
  /** Once it is there it is theirs: another one in its place is left alone. */
  readonly isTheirs: boolean
}

/** A file and what lies in its place. */
type Place = NewFile & {
  readonly target: string
  readonly present: string | null
}

/** Writes files into a clone. Throws {@link Refusal}, with the difference, where others lie in their place, unless it is told to replace them. */
export async function writeNewFiles(
  topLevel: string,
  files: readonly NewFile[],
  by: { readonly terminal: Terminal; readonly force: boolean },
): Promise<void> {
  const places = await Promise.all(files.map((file) => look(topLevel, file)))
  if (!by.force) refuseOthers(places, by.terminal)
  for (const place of places) await put(place, by.terminal)
}

async function look(topLevel: string, file: NewFile): Promise<Place> {
  const target = join(topLevel, file.path)
  for (const folder of foldersOf(file.path)) {
    const stat = await lstat(join(topLevel, folder)).catch(() => null)
    if (stat !== null && !stat.isDirectory()) throw isLink(folder)
  }
  const stat = await lstat(target).catch(() => null)
  if (stat === null) return { ...file, target, present: null }
  if (!stat.isFile()) throw isLink(file.path)
  return { ...file, target, present: await readFile(target, 'utf8') }
}

/** `.github` and `.github/workflows` for a file in it. */
function foldersOf(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1)
  return names.map((_, index) => names.slice(0, index + 1).join('/'))
}

/** Through a link a file outside of the clone would be written. */
function isLink(path: string): Refusal {
  return new Refusal(`${path} is a link or the like, and is left alone.`, {
    remedy: 'Take it away, then run this again.',
  })
}

function refuseOthers(places: readonly Place[], terminal: Terminal): void {
  const others = places.filter(
    ({ present, text, isTheirs }) =>
      present !== null && present !== text && !isTheirs,
  )
  if (others.length === 0) return
  for (const { path, present, text } of others) {
    terminal.out(
      `${path}, as it would be written:\n${printableText(diffLines(present ?? '', text))}`,
    )
  }
  const names = others.map(({ path }) => path).join(' and ')
  throw new Refusal(`There is another ${names} already; nothing was written.`, {
    remedy: '`--force` replaces it by what is shown above.',
  })
}

async function put(
  { path, text, says, isTheirs, target, present }: Place,
  terminal: Terminal,
): Promise<void> {
  if (present === text) {
    terminal.out(`${path} is as it should be.\n  ${says}\n`)
    return
  }
  if (present !== null && isTheirs) {
    terminal.out(`${path} is there already and stays as it is.\n`)
    return
  }
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, text)
  const difference =
    present === null ? '' : printableText(diffLines(present, text))
  terminal.out(
    `${difference}${present === null ? 'Wrote' : 'Replaced'} ${path}.\n  ${says}\n`,
  )
}
