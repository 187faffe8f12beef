import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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
  /** Files that are laid over it, with the commits that hold their blobs. */
  readonly overlay?: Overlay
  /** Absolute folder in which the clone is made. */
  readonly temporaryFolder: string
}

/** Files of other commits. */
export type Overlay = {
  readonly commits: readonly string[]
  /** `blob: null` takes the file away. */
  readonly files: readonly OverlaidFile[]
}

/** A file of an {@link Overlay}. */
type OverlaidFile = {
  readonly path: string
  readonly blob: string | null
  readonly executable: boolean
}

/**
 * Checks one commit out in a repository of its own. A linked work tree would
 * share configuration and hooks with the main one, so that a command run in it
 * could change what git executes there. Only the commits in question are
 * fetched. An overlay goes through git's index, which does not write through
 * links that lead out of the tree. Throws {@link Refusal}.
 */
export async function cloneAt(
  repository: GitRepository,
  { commit, overlay, temporaryFolder }: CloneRequest,
): Promise<CheckedOutTree> {
  const directory = await mkdtemp(join(temporaryFolder, 'staging-pr-tree-'))
  const git = repository.git.in(directory)
  const remove = (): Promise<void> => removeFolder(directory)
  const trust = join(directory, '.git', 'trusted-source')
  const commits = [...new Set([commit, ...(overlay?.commits ?? [])])]
  const steps: readonly (() => Promise<GitOutput>)[] = [
    () => git.run(['init', '--quiet', '--template=', '.']),
    async () => {
      await writeFile(trust, trusting(repository.topLevel))
      return git.run(fetchCommand(repository, commits), {
        protocols: 'file',
        variables: { GIT_CONFIG_GLOBAL: trust },
      })
    },
    () => git.run(['checkout', '--quiet', '--detach', commit]),
    ...(overlay === undefined ? [] : overlaySteps(git, overlay)),
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

/** `update-index` takes entries as `<mode> <blob>\t<path>`; what they displace goes with them. */
function overlaySteps(
  git: GitProcess,
  { files }: Overlay,
): readonly (() => Promise<GitOutput>)[] {
  const input = files
    .flatMap(({ path, blob, executable }) =>
      blob === null
        ? []
        : [`${executable ? '100755' : '100644'} ${blob}\t${path}\0`],
    )
    .join('')
  const written = files
    .flatMap(({ path, blob }) => (blob === null ? [] : [`${path}\0`]))
    .join('')
  const removed = files.flatMap(({ path, blob }) =>
    blob === null ? [path] : [],
  )
  return [
    ...(removed.length === 0
      ? []
      : [
          () =>
            git.run([
              'rm',
              '--quiet',
              '--force',
              '--ignore-unmatch',
              '--',
              ...removed,
            ]),
        ]),
    () => git.run(['update-index', '-z', '--index-info'], { input }),
    () =>
      git.run(['checkout-index', '--force', '--stdin', '-z'], {
        input: written,
      }),
  ]
}

function fetchCommand(
  { topLevel }: GitRepository,
  commits: readonly string[],
): string[] {
  return [
    'fetch',
    '--quiet',
    '--no-tags',
    '--depth=1',
    '--no-write-fetch-head',
    '--end-of-options',
    `file://${topLevel}`,
    ...commits.map(
      (commit, index) => `${commit}:refs/heads/staging-pr-${index}`,
    ),
  ]
}

/**
 * A configuration that lets git read the workspace although it may belong to
 * another user, as in a container. The sending side of a fetch takes it from a
 * file alone; the user's own stays untouched.
 */
function trusting(topLevel: string): string {
  const paths = [topLevel, join(topLevel, '.git')]
  const lines = paths.map((path) => `\tdirectory = ${JSON.stringify(path)}`)
  return ['[safe]', ...lines, ''].join('\n')
}
