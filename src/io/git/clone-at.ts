import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Refusal } from '../../errors.ts'
import type { GitOutput, GitProcess } from './git-process.ts'
import type { GitRepository } from './repository.ts'

/** A folder that holds one commit, and the way to be rid of it. */
export type CheckedOutTree = {
  /** Absolute path. */
  readonly directory: string
  remove(): Promise<void>
}

/** What is checked out. */
export type CloneRequest = {
  /** Full SHA. */
  readonly commit: string
  /** Files that are laid over it. */
  readonly overlay?: Overlay
  /** Absolute folder in which the clone is made. */
  readonly temporaryFolder: string
}

/** Files of other commits. */
export type Overlay = readonly OverlaidFile[]

/** A file of an {@link Overlay}. */
type OverlaidFile = {
  readonly path: string
  readonly blob: string | null
  readonly executable: boolean
}

/**
 * Checks one commit out in a repository of its own. A linked work tree would
 * share configuration and hooks with the main one, so that a command run in it
 * could change what git executes there. Objects are read from the main one, as
 * `git clone --shared` does (https://git-scm.com/docs/gitrepository-layout,
 * objects/info/alternates), and new ones are written to its own. An overlay
 * goes through git's index, which does not write through links that lead out
 * of the tree. Throws {@link Refusal}.
 */
export async function cloneAt(
  repository: GitRepository,
  { commit, overlay = [], temporaryFolder }: CloneRequest,
): Promise<CheckedOutTree> {
  const directory = await mkdtemp(join(temporaryFolder, 'staging-pr-tree-'))
  const git = repository.git.in(directory)
  const remove = (): Promise<void> => removeFolder(directory)
  const format = commit.length === 64 ? 'sha256' : 'sha1'
  const steps: readonly (() => Promise<GitOutput>)[] = [
    () => git.run(['init', '-q', '--template=', `--object-format=${format}`]),
    () => borrowObjects(repository, { directory, commit }),
    () => git.run(['update-ref', '--no-deref', 'HEAD', commit]),
    () => git.run(['read-tree', commit]),
    ...(overlay.length === 0 ? [] : [() => layOver(git, { commit, overlay })]),
    () => git.run(['checkout-index', '--quiet', '--all', '--force', '--index']),
  ]
  for (const step of steps) {
    const { exitCode, stderr } = await step()
    if (exitCode === 0) continue
    await remove()
    throw new Refusal(
      `Commit ${commit.slice(0, 12)} could not be checked out beside the workspace: ${stderr.trim()}`,
    )
  }
  return { directory, remove }
}

/** What a command has locked up stays behind: the runner empties the folder around it, and results are not lost over it. */
async function removeFolder(directory: string): Promise<void> {
  try {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 })
  } catch (error) {
    if (!(error instanceof Error)) throw error
  }
}

/** Lets the new repository read the objects of the main one. Its history ends at the commit: what a command sees of it does not depend on how deep the main one is. */
async function borrowObjects(
  { git }: GitRepository,
  {
    directory,
    commit,
  }: { readonly directory: string; readonly commit: string },
): Promise<GitOutput> {
  const answer = await git.run(['rev-parse', '--git-path', 'objects'])
  const path = answer.stdout.toString('utf8').replace(/\n$/u, '')
  const own = join(directory, '.git')
  await mkdir(join(own, 'objects', 'info'), { recursive: true })
  const line = quotedAlternate(resolve(git.directory, path))
  await writeFile(join(own, 'objects', 'info', 'alternates'), `${line}\n`)
  await writeFile(join(own, 'shallow'), `${commit}\n`)
  return answer
}

/** As git reads a line of the file: bare, or in quotes with escapes. */
export function quotedAlternate(path: string): string {
  return /["\n]|^#/u.test(path) ? JSON.stringify(path) : path
}

/** `update-index` takes entries as `<mode> <blob>\t<path>`, mode 0 to remove one; what they displace goes with them. */
function layOver(
  git: GitProcess,
  { commit, overlay }: { readonly commit: string; readonly overlay: Overlay },
): Promise<GitOutput> {
  const entries = overlay.map(({ path, blob, executable }) =>
    blob === null
      ? `0 ${'0'.repeat(commit.length)}\t${path}\0`
      : `${executable ? '100755' : '100644'} ${blob}\t${path}\0`,
  )
  const input = entries.join('')
  return git.run(['update-index', '-z', '--index-info'], { input })
}
