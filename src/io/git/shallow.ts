import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { GitRepository } from './repository.ts'

/**
 * Whether a shallow clone holds all that lies between three commits: the merge
 * base of the first two, the merge base of that and the third, and every commit
 * down to it. A commit at which the clone was cut off hides what else leads
 * there, so none may lie above.
 */
export async function isWholeSince(
  repository: GitRepository,
  tips: readonly [head: string, side: string, base: string],
): Promise<boolean> {
  const [head, side, base] = tips
  const near = await repository.mergeBase(head, side)
  const far = near === null ? null : await repository.mergeBase(near, base)
  if (far === null) return false
  const { exitCode, stdout } = await repository.git.run([
    'rev-list',
    ...tips,
    `^${far}`,
  ])
  if (exitCode !== 0) return false
  const cut = await shallowCommits(repository)
  return stdout
    .toString('utf8')
    .split('\n')
    .every((sha) => !cut.has(sha))
}

/** Commits whose parents the clone does not have (https://git-scm.com/docs/shallow). */
async function shallowCommits({
  git,
}: GitRepository): Promise<ReadonlySet<string>> {
  const { stdout } = await git.run(['rev-parse', '--git-path', 'shallow'])
  const path = stdout.toString('utf8').replace(/\n$/u, '')
  const text = await readFile(resolve(git.directory, path), 'utf8').catch(
    () => '',
  )
  return new Set(text.split('\n').filter((line) => line !== ''))
}
