import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../../harness/git.ts'
import { temporaryFolder } from '../../../harness/temporary-folder.ts'
import { findGit } from '../../../src/io/git/find-git.ts'
import { createGitProcess } from '../../../src/io/git/git-process.ts'
import { openRepository } from '../../../src/io/git/repository.ts'
import { isWholeSince } from '../../../src/io/git/shallow.ts'

describe('a history that was cut off', () => {
  it('is whole where no cut lies above the commit in which its sides meet', async () => {
    await using folder = temporaryFolder('shallow')
    const full = join(folder.path, 'full')
    mkdirSync(full)
    git(full, 'init', '--quiet', '--template=', '--initial-branch=main')
    const commit = (...parents: readonly string[]): string => {
      const tree = git(full, 'mktree')
      const after = parents.flatMap((parent) => ['-p', parent])
      return git(full, 'commit-tree', tree, ...after, '-m', 'x')
    }
    // Upstream goes from old to new in two steps; the branch was cut from old and took new in by a long way round.
    const old = commit()
    const upstream = commit(commit(old))
    const around = commit(commit(commit(upstream)))
    const head = commit(commit(old), around)
    git(full, 'update-ref', 'refs/heads/main', upstream)
    git(full, 'update-ref', 'refs/heads/fix', head)
    const wholeAt = async (depth: number): Promise<boolean> => {
      const path = join(folder.path, `depth-${depth}`)
      git(
        folder.path,
        'clone',
        '--quiet',
        '--no-single-branch',
        `--depth=${depth}`,
        `file://${full}`,
        path,
      )
      const repository = await openRepository(
        createGitProcess({
          executable: findGit(process.env['PATH'], path),
          directory: path,
          environment: process.env,
        }),
      )
      try {
        return await isWholeSince(repository, [head, upstream, upstream])
      } finally {
        repository.close()
      }
    }

    expect(await wholeAt(1)).toBe(false)
    // Both sides meet in the old commit here, and that is not where they meet.
    expect(await wholeAt(3)).toBe(false)
    expect(await wholeAt(5)).toBe(true)
  })
})
