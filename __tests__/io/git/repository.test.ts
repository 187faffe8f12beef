import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { git } from '../../../harness/git.ts'
import {
  temporaryFolder,
  type TemporaryFolder,
} from '../../../harness/temporary-folder.ts'
import { cloneAt } from '../../../src/io/git/clone-at.ts'
import { findGit } from '../../../src/io/git/find-git.ts'
import { createGitProcess } from '../../../src/io/git/git-process.ts'
import {
  type GitRepository,
  openRepository,
} from '../../../src/io/git/repository.ts'

let folder: TemporaryFolder
let work: string
let opened: GitRepository[]

beforeEach(() => {
  folder = temporaryFolder('git')
  work = join(folder.path, 'work')
  mkdirSync(work)
  opened = []
  git(work, 'init', '--quiet', '--initial-branch=main')
})

afterEach(async () => {
  for (const repository of opened) repository.close()
  await folder[Symbol.asyncDispose]()
})

async function open(directory = work): Promise<GitRepository> {
  const repository = await openRepository(
    createGitProcess({
      executable: findGit(process.env['PATH'], directory),
      directory,
      environment: process.env,
    }),
  )
  opened.push(repository)
  return repository
}

function write(path: string, text: string): void {
  mkdirSync(join(work, path, '..'), { recursive: true })
  writeFileSync(join(work, path), text)
}

function commit(message = 'change'): string {
  git(work, 'add', '--all')
  git(work, 'commit', '--quiet', '--allow-empty', '--message', message)
  return git(work, 'rev-parse', 'HEAD')
}

describe('opening', () => {
  it('says what to do in a folder that is no repository', async () => {
    const elsewhere = join(folder.path, 'elsewhere')
    mkdirSync(elsewhere)

    await expect(open(elsewhere)).rejects.toThrow(
      `No git repository in ${elsewhere}.`,
    )
  })

  it('knows a shallow clone', async () => {
    write('a', '1')
    commit()
    write('a', '2')
    commit()
    const shallow = join(folder.path, 'shallow')
    git(folder.path, 'clone', '--quiet', '--depth=1', `file://${work}`, shallow)

    expect((await open()).isShallow).toBe(false)
    expect((await open(shallow)).isShallow).toBe(true)
  })
})

describe('commits', () => {
  it.each(['--upload-pack=touch', 'HEAD~1', 'main', 'refs/heads/a b', ':/x'])(
    'does not ask git for %j',
    async (revision) => {
      write('a', '1')
      commit()
      const repository = await open()

      expect(await repository.commit(revision)).toBeNull()
    },
  )

  it('finds HEAD, full refs and SHAs', async () => {
    write('a', '1')
    const sha = commit()
    const repository = await open()

    expect(await repository.commit('HEAD')).toBe(sha)
    expect(await repository.commit('refs/heads/main')).toBe(sha)
    expect(await repository.commit(sha)).toBe(sha)
    expect(await repository.commit('0'.repeat(40))).toBeNull()
  })

  it('takes the branch, not the tag of the same name, for a full ref', async () => {
    write('a', '1')
    const tagged = commit()
    git(work, 'tag', 'fix')
    git(work, 'switch', '--quiet', '--create', 'fix')
    write('a', '2')
    const head = commit()
    const repository = await open()

    expect(await repository.commit('refs/heads/fix')).toBe(head)
    expect(tagged).not.toBe(head)
  })
})

describe('files of a commit', () => {
  it('leaves out links, so that nothing outside is read', async () => {
    write('real.md', 'text')
    symlinkSync('/etc/passwd', join(work, 'link.md'))
    const sha = commit()
    const repository = await open()

    const files = await repository.files(sha)

    expect(files.map(({ path }) => path)).toEqual(['real.md'])
    expect(await repository.fileAt(sha, 'link.md')).toBeNull()
  })

  it.each([
    '../outside',
    '/etc/passwd',
    './real.md',
    'a//b',
    '.git/config',
    ':(top)real.md',
    '-x',
    'real.md\n',
    'REAL.md',
    '',
  ])('has no file %j', async (path) => {
    write('real.md', 'text')
    const sha = commit()
    const repository = await open()

    expect(await repository.fileAt(sha, path)).toBeNull()
  })

  it('lists names with spaces, quotes and other scripts as they are', async () => {
    write('a b/“c”.md', 'text')
    write('d"e\tf.md', 'text')
    const sha = commit()
    const repository = await open()

    const files = await repository.files(sha)

    expect(files.map(({ path }) => path)).toEqual(['a b/“c”.md', 'd"e\tf.md'])
  })

  it('reads many blobs and does not read those over the cap', async () => {
    for (let index = 0; index < 200; index += 1) {
      write(`specs/${index}.md`, `text ${index} `.repeat(index + 1))
    }
    write('large.md', 'x'.repeat(300_000))
    const sha = commit()
    const repository = await open()
    const files = await repository.files(sha)

    const texts = await Promise.all(
      files.map(({ oid }) => repository.blob(oid, 100_000)),
    )

    const read = texts.filter((text) => text !== null)
    expect(read).toHaveLength(200)
    expect(texts[0]).toBeNull()
  })
})

describe('changes of a branch', () => {
  it('counts lines and follows renames', async () => {
    write('kept.txt', 'one\ntwo\nthree\nfour\n')
    write('gone.txt', 'gone\n')
    write('old name.txt', 'a\nb\nc\nd\ne\nf\n')
    write('picture.bin', '\0\u0001')
    const base = commit()
    git(work, 'mv', 'old name.txt', 'new name.txt')
    git(work, 'rm', '--quiet', 'gone.txt')
    write('kept.txt', 'one\n2\nthree\nfour\nfive\n')
    write('added.txt', 'new\n')
    write('picture.bin', '\0\u0002\u0003')
    const head = commit()
    const repository = await open()

    const changes = await repository.changes(base, head)

    expect(changes).toMatchObject([
      change('added.txt', 'added', [1, 0]),
      change('gone.txt', 'deleted', [0, 1]),
      change('kept.txt', 'modified', [2, 1]),
      {
        ...change('new name.txt', 'renamed', [0, 0]),
        previousPath: 'old name.txt',
      },
      change('picture.bin', 'modified', [null, null]),
    ])
    expect(
      changes.map(({ blob, previousBlob }) => [
        previousBlob?.length ?? null,
        blob?.length ?? null,
      ]),
    ).toEqual([
      [null, 40],
      [40, null],
      [40, 40],
      [40, 40],
      [40, 40],
    ])
  })

  function change(
    path: string,
    status: string,
    [added, removed]: readonly (number | null)[],
  ) {
    return { path, status, previousPath: null, added, removed }
  }
})

describe('a clean work tree', () => {
  it('is one whose HEAD is the commit and whose tracked files are as committed', async () => {
    write('a', '1')
    const first = commit()
    write('a', '2')
    const second = commit()
    const repository = await open()

    expect(await repository.isCleanAt(second)).toBe(true)
    expect(await repository.isCleanAt(first)).toBe(false)
    write('untracked', 'x')
    expect(await repository.isCleanAt(second)).toBe(true)
    write('a', '3')
    expect(await repository.isCleanAt(second)).toBe(false)
  })
})

describe('a hostile repository configuration', () => {
  it('runs no hook, monitor, external diff, filter or alias', async () => {
    const canary = join(folder.path, 'canary')
    const script = join(folder.path, 'touch.sh')
    writeFileSync(script, `#!/bin/sh\ntouch ${canary}\ncat\n`)
    chmodSync(script, 0o755)
    write('.gitattributes', '*.txt diff=evil filter=evil\n')
    write('a.txt', 'one\n')
    const base = commit()
    write('a.txt', 'two\n')
    const head = commit()
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'core.askPass',
      'core.sshCommand',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'alias.diff',
      'credential.helper',
      'uploadpack.packObjectsHook',
      'pager.diff',
    ]) {
      git(work, 'config', key, script)
    }
    mkdirSync(join(work, '.git', 'hooks'), { recursive: true })
    for (const hook of [
      'post-checkout',
      'reference-transaction',
      'post-index-change',
    ]) {
      execFileSync('cp', [script, join(work, '.git', 'hooks', hook)])
    }
    const repository = await open()

    await repository.isCleanAt(head)
    await repository.changes(base, head)
    await repository.diff(base, head, 100_000)
    await repository.files(head)
    await repository.mergeBase(base, head)
    await using tree = await disposable(repository, head)

    expect(git(tree.directory, 'rev-parse', 'HEAD')).toBe(head)
    expect(() => execFileSync('ls', [canary], { stdio: 'pipe' })).toThrow()
  })

  async function disposable(repository: GitRepository, sha: string) {
    const tree = await cloneAt(repository, {
      commit: sha,
      temporaryFolder: folder.path,
    })
    return { ...tree, [Symbol.asyncDispose]: () => tree.remove() }
  }
})

describe('git on PATH', () => {
  it('is never taken from the workspace or from a relative folder', () => {
    const planted = join(work, 'bin')
    mkdirSync(planted)
    writeFileSync(join(planted, 'git'), '#!/bin/sh\n')
    chmodSync(join(planted, 'git'), 0o755)

    const found = findGit(`${planted}:.:bin:${process.env['PATH']}`, work)

    expect(found.startsWith(work)).toBe(false)
  })

  it('is asked for when there is none', () => {
    expect(() => findGit('', work)).toThrow(
      'git is not installed, or not on PATH.',
    )
  })
})
