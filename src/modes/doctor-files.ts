import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeWorkflow } from '../doctor/decode-workflow.ts'
import type { WorkflowFile, Workflows } from '../doctor/facts.ts'
import { isOurFile } from '../doctor/ours.ts'
import { maxWorkflowBytes } from '../doctor/workflow.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { decodeUtf8, readSourceFiles } from '../io/git/source-files.ts'

/** Where GitHub looks for workflows. */
export const folder = '.github/workflows'

/** Files of one commit that are looked at. */
const maxFiles = 200

/** A workflow with its text, to compare. */
type TextFile = WorkflowFile & { readonly text: string }

/** The commits in which workflows are looked for; `null` where one is not known. */
export type WorkflowPlaces = {
  readonly head: string
  readonly onDefault: string | null
  /** The clone's own branch of the default branch's name. */
  readonly localDefault: string | null
}

/** What does not take the base to read. */
export type ReadWorkflows = Omit<Workflows, 'onBase' | 'elsewhere'>

/** Reads the workflows of HEAD, of the fork's default branch, and of the work tree. */
export async function readWorkflows(
  repository: GitRepository,
  places: WorkflowPlaces,
): Promise<ReadWorkflows> {
  const at = (commit: string | null): Promise<readonly TextFile[] | null> =>
    commit === null ? Promise.resolve(null) : filesAt(repository, commit)
  const [head, onDefault, localDefault, workTree] = await Promise.all([
    at(places.head),
    at(places.onDefault),
    at(places.localDefault),
    filesOfWorkTree(repository.topLevel),
  ])
  const committed = head ?? []
  return {
    head: committed,
    onDefault,
    unpushed: onDefault === null ? [] : others(localDefault ?? [], onDefault),
    uncommitted: others(workTree, [...committed, ...(onDefault ?? [])]),
  }
}

/** Our files that are not among the others with the same text. */
function others(
  files: readonly TextFile[],
  known: readonly TextFile[],
): readonly TextFile[] {
  return files.filter(
    ({ isOurs, path, text }) =>
      isOurs && !known.some((one) => one.path === path && one.text === text),
  )
}

/** Workflow files of one commit. */
export async function filesAt(
  repository: GitRepository,
  commit: string,
): Promise<readonly TextFile[]> {
  const entries = await repository.files(commit)
  const files = await readSourceFiles(
    repository,
    entries.filter(({ path }) => isWorkflowPath(path)).slice(0, maxFiles),
    {
      maxBytes: maxWorkflowBytes,
      decode: decodeUtf8,
      instead: (why) => (why === 'too-large' ? tooLarge : noText),
    },
  )
  return files.map(({ path, text }) => toFile(path, text))
}

/** Texts that stand for files which cannot be read: no YAML begins so. */
const tooLarge = '\0too large'
const noText = '\0no text'

function toFile(path: string, text: string): TextFile {
  const workflow = workflowIn(text)
  return { path, text, workflow, isOurs: isOurFile(path, workflow) }
}

function workflowIn(text: string): WorkflowFile['workflow'] {
  if (text === tooLarge) return 'it is larger than 256 KiB'
  if (text === noText) return 'it is no UTF-8 text'
  return decodeWorkflow(text)
}

function isWorkflowPath(path: string): boolean {
  const name = path.slice(folder.length + 1)
  return (
    path.startsWith(`${folder}/`) &&
    !name.includes('/') &&
    /\.ya?ml$/u.test(name)
  )
}

async function filesOfWorkTree(topLevel: string): Promise<readonly TextFile[]> {
  const names = await readdir(join(topLevel, folder)).catch(() => [])
  const files = await Promise.all(
    names
      .filter((name) => isWorkflowPath(`${folder}/${name}`))
      .slice(0, maxFiles)
      .map(async (name) => {
        const path = `${folder}/${name}`
        const text = await readOwnText(join(topLevel, path), maxWorkflowBytes)
        return text === null ? [] : [toFile(path, text)]
      }),
  )
  return files.flat()
}

/** A regular file of the work tree as text, no link followed; `null` for anything else. */
export async function readOwnText(
  path: string,
  maxBytes: number,
): Promise<string | null> {
  const stat = await lstat(path).catch(() => null)
  if (stat === null || !stat.isFile() || stat.size > maxBytes) return null
  const bytes = await readFile(path).catch(() => null)
  return bytes === null ? null : decodeUtf8(bytes)
}
