import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../../harness/git.ts'
import { makeForkWorld } from '../../../harness/fork-world.ts'
import { temporaryFolder } from '../../../harness/temporary-folder.ts'
import { findGit } from '../../../src/io/git/find-git.ts'
import { createGitProcess } from '../../../src/io/git/git-process.ts'
import { openRepository } from '../../../src/io/git/repository.ts'
import { openSideRepository } from '../../../src/io/git/side-repository.ts'

async function setSide() {
  const folder = temporaryFolder('side')
  const world = makeForkWorld(folder.path, { 'keep.txt': 'broken\n' })
  const environment = { PATH: process.env['PATH'] }
  const executable = findGit(environment.PATH, world.clone)
  const directory = world.clone
  const workspace = await openRepository(
    createGitProcess({ executable, directory, environment }),
  )
  const side = await openSideRepository(workspace, {
    temporaryFolder: folder.path,
    identity: { name: 'A', email: 'a@example.org', date: '@0 +0000' },
  })
  return {
    world,
    side,
    own: join(side.repository.topLevel, '.git'),
    [Symbol.asyncDispose]: async () => {
      workspace.close()
      await side.remove()
      await folder[Symbol.asyncDispose]()
    },
  }
}

describe('a repository beside the workspace', () => {
  it('reads the objects of the workspace and nothing of its configuration', async () => {
    await using set = await setSide()
    git(set.world.clone, 'config', 'core.sshCommand', 'touch /tmp/no')
    const head = git(set.world.clone, 'rev-parse', 'HEAD')

    expect(await set.side.repository.commit(head)).toBe(head)
    expect(await set.side.repository.remotes()).toEqual(new Map())
    expect(git(set.side.repository.topLevel, 'config', '--list')).not.toContain(
      'sshcommand',
    )
  })

  it('stays untouched while it is worked in', async () => {
    await using set = await setSide()
    const { repository } = set.side
    const head = git(set.world.clone, 'rev-parse', 'HEAD')
    const tree = await repository.tree(head)
    await repository.git.run(['commit-tree', tree, '-p', head, '-m', 'x'])

    expect(await set.side.isUntouched()).toBe(true)
  })

  it.each<[string, (own: string) => void]>([
    [
      'another address for every remote',
      (own) =>
        appendFileSync(
          join(own, 'config'),
          '[url "https://evil.example/"]\n\tinsteadOf = https://\n',
        ),
    ],
    [
      'a hook',
      (own) => {
        mkdirSync(join(own, 'hooks'), { recursive: true })
        writeFileSync(join(own, 'hooks', 'pre-push'), 'x')
      },
    ],
    [
      'other objects',
      (own) =>
        writeFileSync(join(own, 'objects', 'info', 'alternates'), '/tmp\n'),
    ],
    [
      'attributes',
      (own) => {
        mkdirSync(join(own, 'info'), { recursive: true })
        writeFileSync(join(own, 'info', 'attributes'), '* filter=x\n')
      },
    ],
    ['a ref', (own) => writeFileSync(join(own, 'refs', 'heads', 'x'), 'x')],
    [
      'configuration of a work tree',
      (own) => writeFileSync(join(own, 'config.worktree'), 'x'),
    ],
  ])(
    'is seen to be touched when a command writes %s into it',
    async (_name, touch) => {
      await using set = await setSide()
      touch(set.own)

      expect(await set.side.isUntouched()).toBe(false)
    },
  )
})
