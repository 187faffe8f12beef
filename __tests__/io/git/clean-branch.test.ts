import {
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { git } from '../../../harness/git.ts'
import {
  temporaryFolder,
  type TemporaryFolder,
} from '../../../harness/temporary-folder.ts'
import {
  type CleanBranch,
  makeCleanBranch,
} from '../../../src/io/git/clean-branch.ts'
import { findGit } from '../../../src/io/git/find-git.ts'
import { createGitProcess } from '../../../src/io/git/git-process.ts'
import { openRepository } from '../../../src/io/git/repository.ts'

let folder: TemporaryFolder
let work: string

beforeEach(() => {
  folder = temporaryFolder('clean')
  work = join(folder.path, 'work')
  mkdirSync(work)
  git(work, 'init', '--quiet', '--initial-branch=main')
  git(work, 'config', 'user.name', 'A Person')
  git(work, 'config', 'user.email', 'a@example.org')
})

afterEach(async () => {
  await folder[Symbol.asyncDispose]()
})

function write(path: string, content: string | Buffer): void {
  mkdirSync(join(work, path, '..'), { recursive: true })
  writeFileSync(join(work, path), content)
}

function commit(message = 'Change', ...options: readonly string[]): string {
  git(work, 'add', '--all')
  git(work, 'commit', '--quiet', '--allow-empty', '-m', message, ...options)
  return git(work, 'rev-parse', 'HEAD')
}

/** The clean branch of commits of `fix` on `main`. */
async function clean(
  leftOut: readonly string[],
  isOne = false,
): Promise<CleanBranch> {
  const environment = process.env
  const executable = findGit(environment['PATH'], work)
  const repository = await openRepository(
    createGitProcess({ executable, directory: work, environment }),
  )
  const shas = isOne
    ? [git(work, 'rev-parse', 'fix')]
    : git(work, 'rev-list', '--reverse', 'main..fix').split('\n')
  try {
    return await makeCleanBranch(repository, {
      mergeBase: git(work, 'merge-base', 'main', 'fix'),
      upstream: git(work, 'rev-parse', 'main'),
      leftOut,
      sources: shas.map((sha, at) => ({ sha, message: `Clean ${at}\n` })),
    })
  } finally {
    repository.close()
  }
}

/** The commit that was made. */
function made(branch: CleanBranch): string {
  if (branch.status !== 'made') throw new Error(branch.paths.join())
  return branch.sha
}

function differences(one: string, other: string): readonly string[] {
  git(work, 'config', 'core.quotePath', 'false')
  const names = ['--name-only', '--no-renames']
  const told = git(work, 'diff', ...names, one, other)
  return told.split('\n').filter((path) => path !== '')
}

describe('a clean branch', () => {
  it.each([
    ['one commit', true, 1],
    ['the commits of the branch', false, 3],
  ])(
    'is the fix but for what is left out, whatever kinds of files it changes: %s',
    async (_, isOne, amount) => {
      write('gone.sh', '#!/bin/sh\n')
      write('a b/naïve 文.txt', 'moved\n')
      write('win.txt', 'one\r\ntwo\r\n')
      write('picture', Buffer.from([0, 1, 2, 255]))
      symlinkSync('win.txt', join(work, 'link'))
      symlinkSync('win.txt', join(work, '.chant'))
      const sub = commit('Start')
      git(work, 'update-index', '--add', '--cacheinfo', `160000,${sub},sub`)
      git(work, 'commit', '--quiet', '-m', 'Submodule')
      git(work, 'switch', '--quiet', '-c', 'fix')
      rmSync(join(work, 'gone.sh'))
      rmSync(join(work, '.chant'))
      write('.chant/specs/a.md', 'spec\n')
      write('.chant/research/r.md', 'research\n')
      mkdirSync(join(work, 'sub'))
      commit('First')
      rmSync(join(work, '.chant/research/r.md'))
      renameSync(join(work, 'a b'), join(work, 'ß'))
      write('win.txt', 'one\r\ntwo\r\nthree\r\n')
      write('picture', Buffer.from([0, 1, 2, 254]))
      commit('Second')
      chmodSync(join(work, 'win.txt'), 0o755)
      rmSync(join(work, 'link'))
      symlinkSync('ß', join(work, 'link'))
      git(
        work,
        'update-index',
        '--cacheinfo',
        `160000,${git(work, 'rev-parse', 'HEAD')},sub`,
      )
      git(work, 'update-index', '--chmod=+x', 'win.txt')
      git(work, 'add', 'link')
      git(work, 'commit', '--quiet', '-m', 'Third')
      const paths = ['.chant', '.chant/specs/a.md', '.chant/research/r.md']

      const sha = made(await clean(paths, isOne))

      expect(differences('fix', sha)).toEqual(['.chant', '.chant/specs/a.md'])
      expect(differences('main', sha)).not.toContain('.chant')
      expect(git(work, 'rev-list', '--count', `main..${sha}`)).toBe(
        String(amount),
      )
      expect(
        git(work, 'log', '--format=', '--name-only', `main..${sha}`),
      ).not.toContain('.chant')
    },
  )

  it('keeps author and date of each commit, and nobody signs for them', async () => {
    write('a', '1\n')
    commit('Start')
    git(work, 'switch', '--quiet', '-c', 'fix')
    write('a', '2\n')
    commit('One', '--author=Änn <ann@x>', '--date=2001-02-03T04:05:06+07:00')

    const sha = made(await clean([]))

    expect(git(work, 'log', '-1', '--format=%an <%ae> %aI %cn', sha)).toBe(
      'Änn <ann@x> 2001-02-03T04:05:06+07:00 A Person',
    )
  })

  it('follows a file that upstream has renamed', async () => {
    const lines = Array.from({ length: 40 }, (_, at) => `line ${at}\n`)
    write('old.txt', lines.join(''))
    commit('Start')
    git(work, 'switch', '--quiet', '-c', 'fix')
    write('old.txt', lines.join('').replace('line 3\n', 'line three\n'))
    commit('One')
    git(work, 'switch', '--quiet', 'main')
    renameSync(join(work, 'old.txt'), join(work, 'new.txt'))
    commit('Rename')

    const sha = made(await clean([]))

    expect(differences('main', sha)).toEqual(['new.txt'])
    expect(git(work, 'show', `${sha}:new.txt`)).toContain('line three')
  })

  it('is refused where something else would have to change for it', async () => {
    write('.chant', 'a file of upstream\n')
    commit('Start')
    git(work, 'switch', '--quiet', '-c', 'fix')
    rmSync(join(work, '.chant'))
    write('.chant/code.txt', 'part of the fix\n')
    commit('One')

    await expect(clean(['.chant'])).rejects.toThrow(
      '.chant/code.txt would change as well',
    )
  })

  it('is refused where commit by commit another thing comes of it than of the whole', async () => {
    const text = (middle: string): string => `a\nb\nc\n${middle}d\ne\nf\n`
    write('a', text(''))
    commit('Start')
    git(work, 'switch', '--quiet', '-c', 'fix')
    write('a', text('x\n'))
    commit('Add')
    write('a', text(''))
    commit('Take it back')
    write('b', 'b\n')
    commit('Something else')
    git(work, 'switch', '--quiet', 'main')
    write('a', text('x\n'))
    commit('Add it upstream too')

    await expect(clean([])).rejects.toThrow('another result than the whole fix')
    expect(differences('main', made(await clean([], true)))).toEqual(['b'])
  })
})
