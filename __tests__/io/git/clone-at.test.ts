import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { git } from '../../../harness/git.ts'
import {
  type TemporaryFolder,
  temporaryFolder,
} from '../../../harness/temporary-folder.ts'
import {
  type CheckedOutTree,
  cloneAt,
  type Overlay,
} from '../../../src/io/git/clone-at.ts'
import { findGit } from '../../../src/io/git/find-git.ts'
import { createGitProcess } from '../../../src/io/git/git-process.ts'
import {
  type GitRepository,
  openRepository,
} from '../../../src/io/git/repository.ts'

let folder: TemporaryFolder
let work: string
let temporary: string
let repository: GitRepository

beforeEach(async () => {
  folder = temporaryFolder('clone-at')
  work = join(folder.path, 'work')
  temporary = join(folder.path, 'temp')
  mkdirSync(work)
  mkdirSync(temporary)
  git(work, 'init', '--quiet', '--template=')
  repository = await openRepository(
    createGitProcess({
      executable: findGit(process.env['PATH'], work),
      directory: work,
      environment: process.env,
    }),
  )
})

afterEach(async () => {
  repository.close()
  await folder[Symbol.asyncDispose]()
})

function write(path: string, text: string): void {
  mkdirSync(join(work, path, '..'), { recursive: true })
  writeFileSync(join(work, path), text)
}

function commit(): string {
  git(work, 'add', '--all')
  git(work, 'commit', '--quiet', '--allow-empty', '--message', 'change')
  return git(work, 'rev-parse', 'HEAD')
}

function laid(
  path: string,
  commitSha: string,
  executable = false,
): Overlay[number] {
  return {
    path,
    blob: git(work, 'rev-parse', `${commitSha}:${path}`),
    executable,
  }
}

function clone(commitSha: string, overlay?: Overlay): Promise<CheckedOutTree> {
  const place = { commit: commitSha, temporaryFolder: temporary }
  return cloneAt(
    repository,
    overlay === undefined ? place : { ...place, overlay },
  )
}

function read(tree: CheckedOutTree, path: string): string {
  return readFileSync(join(tree.directory, path), 'utf8')
}

describe('a commit beside the workspace with files of other commits', () => {
  it('has the files of several commits, and everything else as its commit has it', async () => {
    write('src/a.js', 'broken\n')
    write('test/kept.js', 'kept\n')
    const base = commit()
    write('test/one.js', 'one\n')
    const first = commit()
    write('test/deep/two.js', 'two\n')
    write('test/one.js', 'one again\n')
    write('src/a.js', 'fixed\n')
    const second = commit()

    const tree = await clone(base, [
      laid('test/one.js', first),
      laid('test/deep/two.js', second),
    ])

    expect(read(tree, 'src/a.js')).toBe('broken\n')
    expect(read(tree, 'test/kept.js')).toBe('kept\n')
    expect(read(tree, 'test/one.js')).toBe('one\n')
    expect(read(tree, 'test/deep/two.js')).toBe('two\n')
    await tree.remove()
    expect(readdirSync(temporary)).toEqual([])
  })

  it('lacks what is taken away, whatever its name means to git', async () => {
    const names = [
      '*',
      ':(top)x',
      '[ab].js',
      'a.js',
      '-rf',
      'sp ace',
      'line\nend',
    ]
    for (const name of names) write(`test/${name}`, 'x\n')
    write('*', 'x\n')
    const base = commit()

    const tree = await clone(
      base,
      ['test/*', 'test/[ab].js', 'test/line\nend', '*', 'not/there'].map(
        (path) => ({ path, blob: null, executable: false }),
      ),
    )

    expect(readdirSync(join(tree.directory, 'test')).toSorted()).toEqual([
      '-rf',
      ':(top)x',
      'a.js',
      'sp ace',
    ])
    expect(existsSync(join(tree.directory, '*'))).toBe(false)
  })

  it('keeps odd names and the executable bit', async () => {
    const base = commit()
    const names = [
      'tab\tname.sh',
      'line\nend.sh',
      '"quoted".sh',
      ':colon.sh',
      '-dash.sh',
    ]
    for (const name of names) write(name, 'echo\n')
    const head = commit()

    const tree = await clone(
      base,
      names.map((name) => laid(name, head, name.startsWith('-'))),
    )

    for (const name of names) expect(read(tree, name)).toBe('echo\n')
    expect(statSync(join(tree.directory, '-dash.sh')).mode & 0o111).not.toBe(0)
    expect(statSync(join(tree.directory, ':colon.sh')).mode & 0o111).toBe(0)
  })

  it('writes nothing through a link that leads out of the tree', async () => {
    const outside = join(folder.path, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'a.js'), 'precious\n')
    write('test/a.js', 'test\n')
    const first = commit()
    git(work, 'rm', '-r', '--quiet', 'test')
    symlinkSync(outside, join(work, 'test'))
    symlinkSync(join(outside, 'a.js'), join(work, 'link.js'))
    const second = commit()

    const tree = await clone(second, [
      laid('test/a.js', first),
      { ...laid('test/a.js', first), path: 'link.js' },
    ])

    expect(readFileSync(join(outside, 'a.js'), 'utf8')).toBe('precious\n')
    expect(read(tree, 'test/a.js')).toBe('test\n')
    expect(read(tree, 'link.js')).toBe('test\n')
    expect(lstatSync(join(tree.directory, 'test')).isSymbolicLink()).toBe(false)
  })

  it('removes nothing through a link that leads out of the tree', async () => {
    const outside = join(folder.path, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'a.js'), 'precious\n')
    symlinkSync(outside, join(work, 'test'))
    const base = commit()

    const tree = await clone(base, [
      { path: 'test/a.js', blob: null, executable: false },
    ])
    await tree.remove()

    expect(readFileSync(join(outside, 'a.js'), 'utf8')).toBe('precious\n')
  })

  it('puts a file where the commit has a folder, and a folder where it has a file', async () => {
    write('test/a/b.js', 'deep\n')
    write('spec', 'file\n')
    const base = commit()
    git(work, 'rm', '-r', '--quiet', 'test', 'spec')
    write('test/a', 'flat\n')
    write('spec/x.js', 'x\n')
    const head = commit()

    const tree = await clone(base, [
      laid('test/a', head),
      laid('spec/x.js', head),
    ])

    expect(read(tree, 'test/a')).toBe('flat\n')
    expect(read(tree, 'spec/x.js')).toBe('x\n')
  })

  it('leaves the main repository as it is, byte for byte', async () => {
    write('a.js', 'one\n')
    const base = commit()
    write('a.js', 'two\n')
    const head = commit()
    const before = contents(join(work, '.git'))

    const tree = await clone(base, [laid('a.js', head)])
    git(tree.directory, 'config', 'core.hooksPath', '/tmp')
    git(tree.directory, 'update-ref', 'refs/heads/main', base)
    await tree.remove()

    expect(contents(join(work, '.git'))).toEqual(before)
  })

  it('has a history of one commit, however deep the main one is', async () => {
    commit()
    const second = commit()

    const tree = await clone(second)

    expect(git(tree.directory, 'rev-list', 'HEAD')).toBe(second)
    git(tree.directory, 'fsck', '--connectivity-only', 'HEAD')
  })

  it('can be made beside a linked work tree', async () => {
    write('a.js', 'one\n')
    const head = commit()
    const linked = join(folder.path, 'a "linked" tree')
    git(work, 'worktree', 'add', '--quiet', '--detach', linked)
    repository.close()
    repository = await openRepository(repository.git.in(linked))

    const tree = await clone(head, [
      { path: 'b.js', blob: laid('a.js', head).blob, executable: false },
    ])

    expect(read(tree, 'a.js')).toBe('one\n')
    expect(read(tree, 'b.js')).toBe('one\n')
  })

  it('can be made where objects have SHA-256 names', async () => {
    git(folder.path, 'init', '--quiet', '--object-format=sha256', 'long')
    work = join(folder.path, 'long')
    write('a.js', 'one\n')
    write('b.js', 'two\n')
    const head = commit()
    repository.close()
    repository = await openRepository(repository.git.in(work))

    const tree = await clone(head, [
      { path: 'b.js', blob: null, executable: false },
    ])

    expect(readdirSync(tree.directory).toSorted()).toEqual(['.git', 'a.js'])
  })

  it('leaves nothing behind when a commit is not there', async () => {
    commit()

    await expect(clone('d'.repeat(40))).rejects.toThrow(
      'Commit dddddddddddd could not be checked out beside the workspace',
    )

    expect(readdirSync(temporary)).toEqual([])
  })
})

/** Path → content of every file below a folder. */
function contents(directory: string): Readonly<Record<string, string>> {
  const entries = readdirSync(directory, {
    recursive: true,
    withFileTypes: true,
  })
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path, readFileSync(path).toString('base64')]),
  )
}
