import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '../errors.ts'
import { diffLines } from '../text/diff-lines.ts'
import { printableText } from '../text/printable.ts'
import {
  type WorkflowChoice,
  type WorkflowFile,
  workflowFiles,
} from '../workflows/workflow-files.ts'
import { openLocalRepository } from './local-run.ts'
import type { Terminal } from './terminal.ts'

/** A workflow and what lies in its place. */
type Place = WorkflowFile & {
  readonly target: string
  readonly present: string | null
}

/** Writes the workflows of a layout into the clone. Throws {@link Refusal} where other files lie in their place, unless it is told to replace them. */
export async function initWorkflows(
  terminal: Terminal,
  choice: WorkflowChoice,
  { print, force }: { readonly print: boolean; readonly force: boolean },
): Promise<number> {
  const files = workflowFiles(choice)
  if (print) {
    terminal.out(
      files.map(({ path, text }) => `# ${path}\n${text}`).join('\n---\n'),
    )
    return 0
  }
  const repository = await openLocalRepository(terminal)
  try {
    const { topLevel } = repository
    const places = await Promise.all(files.map((file) => look(topLevel, file)))
    if (!force) refuseOthers(places)
    for (const place of places) await put(place, terminal)
    return 0
  } finally {
    repository.close()
  }
}

async function look(topLevel: string, file: WorkflowFile): Promise<Place> {
  const target = join(topLevel, file.path)
  for (const folder of ['.github', dirname(file.path)]) {
    const stat = await lstat(join(topLevel, folder)).catch(() => null)
    if (stat !== null && !stat.isDirectory()) throw isLink(folder)
  }
  const stat = await lstat(target).catch(() => null)
  if (stat === null) return { ...file, target, present: null }
  if (!stat.isFile()) throw isLink(file.path)
  return { ...file, target, present: await readFile(target, 'utf8') }
}

/** Through a link a file outside of the clone would be written. */
function isLink(path: string): Refusal {
  return new Refusal(`${path} is a link or the like, and is left alone.`, {
    remedy: 'Take it away, then run this again.',
  })
}

function refuseOthers(places: readonly Place[]): void {
  const others = places.filter(
    ({ present, text }) => present !== null && present !== text,
  )
  if (others.length === 0) return
  const names = others.map(({ path }) => path).join(' and ')
  throw new Refusal(`There is another ${names} already; nothing was written.`, {
    remedy:
      'See what would be written with `--print`. `--force` replaces it and shows the difference.',
  })
}

async function put(
  { path, text, fires, target, present }: Place,
  terminal: Terminal,
): Promise<void> {
  if (present === text) {
    terminal.out(`${path} is as it should be.\n  ${fires}\n`)
    return
  }
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, text)
  const difference =
    present === null ? '' : printableText(diffLines(present, text))
  terminal.out(
    `${difference}${present === null ? 'Wrote' : 'Replaced'} ${path}.\n  ${fires}\n`,
  )
}
