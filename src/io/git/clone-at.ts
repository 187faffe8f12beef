import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../errors.ts'
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
  const commands = [
    ['init', '--quiet', '--template=', '.'],
    [
      'fetch',
      '--quiet',
      '--no-tags',
      '--depth=1',
      '--no-write-fetch-head',
      '--end-of-options',
      `file://${repository.topLevel}`,
      `${commit}:refs/heads/staging-pr`,
    ],
    ['checkout', '--quiet', '--detach', commit],
  ]
  for (const command of commands) {
    const { exitCode, stderr } = await git.run(command)
    if (exitCode === 0) continue
    await remove()
    throw new Refusal(
      `Commit ${commit.slice(0, 12)} could not be checked out beside the workspace: ${stderr.trim()}`,
    )
  }
  return { directory, remove }
}
