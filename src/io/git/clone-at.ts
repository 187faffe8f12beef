import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../errors.ts'
import type { GitOutput } from './git-process.ts'
import type { GitRepository } from './repository.ts'

/** A folder that holds one commit, and the way to be rid of it. */
export type CheckedOutTree = {
  /** Absolute path. */
  readonly directory: string
  remove(): Promise<void>
}

/**
 * Checks one commit out in a repository of its own. A linked work tree would
 * share configuration and hooks with the main one, so that a command run in it
 * could change what git executes there. Only this commit is fetched.
 */
export async function cloneAt(
  repository: GitRepository,
  commit: string,
  temporaryFolder: string,
): Promise<CheckedOutTree> {
  const directory = await mkdtemp(join(temporaryFolder, 'staging-pr-tree-'))
  const git = repository.git.in(directory)
  const remove = (): Promise<void> =>
    rm(directory, { recursive: true, force: true, maxRetries: 3 })
  const trust = join(directory, '.git', 'trusted-source')
  const steps: readonly (() => Promise<GitOutput>)[] = [
    () => git.run(['init', '--quiet', '--template=', '.']),
    async () => {
      await writeFile(trust, trusting(repository.topLevel))
      return git.run(fetchCommand(repository, commit), {
        variables: { GIT_CONFIG_GLOBAL: trust },
      })
    },
    () => git.run(['checkout', '--quiet', '--detach', commit]),
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

function fetchCommand({ topLevel }: GitRepository, commit: string): string[] {
  return [
    'fetch',
    '--quiet',
    '--no-tags',
    '--depth=1',
    '--no-write-fetch-head',
    '--end-of-options',
    `file://${topLevel}`,
    `${commit}:refs/heads/staging-pr`,
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
