import {
  chmodSync,
  chownSync,
  existsSync,
  rmSync,
  mkdirSync,
  readFileSync,
  readdirSync,
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
import { fetchBranch, forkRef, deepen } from '../../../src/io/git/branches.ts'
import { cloneAt } from '../../../src/io/git/clone-at.ts'
import { findGit } from '../../../src/io/git/find-git.ts'
import { createGitProcess } from '../../../src/io/git/git-process.ts'
import {
  type GitRepository,
  openRepository,
} from '../../../src/io/git/repository.ts'

let folder: TemporaryFolder
let work: string
let canary: string
let script: string
let opened: GitRepository[]

beforeEach(() => {
  folder = temporaryFolder('hostile')
  work = join(folder.path, 'work')
  canary = join(folder.path, 'canary')
  script = join(folder.path, 'touch.sh')
  opened = []
  mkdirSync(work)
  git(work, 'init', '--quiet', '--template=', '--initial-branch=main')
  writeFileSync(script, `#!/bin/sh\ntouch '${canary}'\n`)
  chmodSync(script, 0o755)
})

afterEach(async () => {
  for (const repository of opened) repository.close()
  await folder[Symbol.asyncDispose]()
})

async function open(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  directory = work,
): Promise<GitRepository> {
  const repository = await openRepository(
    createGitProcess({
      executable: findGit(process.env['PATH'], directory),
      directory,
      environment,
    }),
  )
  opened.push(repository)
  return repository
}

function write(path: string, text: string): void {
  mkdirSync(join(work, path, '..'), { recursive: true })
  writeFileSync(join(work, path), text)
}

function commit(): string {
  git(work, 'add', '--all')
  git(work, 'commit', '--quiet', '--allow-empty', '--message', 'change')
  return git(work, 'rev-parse', 'HEAD')
}

/** Everything that the product asks of a clone. */
async function readEverything(
  repository: GitRepository,
  base: string,
  head: string,
): Promise<void> {
  await repository.commit('HEAD')
  await repository.tree(head)
  await repository.files(head)
  await repository.fileAt(head, 'a.txt')
  await repository.mergeBase(base, head)
  await repository.countCommits(base, head)
  await repository.changes(base, head)
  await repository.diff(base, head, 100_000)
  await repository.currentBranch()
  await repository.remotes()
  await repository.isCleanAt(head)
  const tree = await cloneAt(repository, {
    commit: head,
    temporaryFolder: folder.path,
  })
  await tree.remove()
}

describe('names of branches', () => {
  it('are names and nothing else', async () => {
    const names = [
      'fix/$(touch${IFS}CANARY)',
      'fix/`touch${IFS}CANARY`',
      'fix/a;touch${IFS}CANARY',
      'fix/a&&b|c',
      'fix/<!--x-->',
      'fix/a"b\'c',
      'fix/{a,b}',
      'fix/\u202eevil',
      '--upload-pack=touch',
      'fix/漢字',
      'fix/@',
    ].map((name) => name.replaceAll('CANARY', canary.slice(1)))
    const sha = commit()
    for (const name of names) {
      git(work, 'update-ref', `refs/heads/${name}`, sha)
    }
    const repository = await open()
    const clone = join(folder.path, 'clone')
    git(folder.path, 'init', '--quiet', '--template=', clone)
    const other = await open(process.env, clone)

    for (const name of names) {
      const found = await repository.commit(`refs/heads/${name}`)
      const fetched = await fetchBranch(
        other,
        { url: work, token: null },
        { source: `refs/heads/${name}`, target: forkRef(name) },
      )

      expect([name, found, fetched]).toEqual([name, sha, sha])
    }
    expect(existsSync(canary)).toBe(false)
  })

  it('that are not there are an answer', async () => {
    commit()
    const repository = await open()

    const fetched = await fetchBranch(
      repository,
      { url: work, token: null },
      { source: 'refs/heads/none', target: forkRef('none') },
    )

    expect(fetched).toBeNull()
  })
})

describe("a repository's own configuration", () => {
  it('runs nothing when the environment brings it', async () => {
    write('a.txt', 'one\n')
    const base = commit()
    write('a.txt', 'two\n')
    const head = commit()
    const repository = await open({
      ...process.env,
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: script,
      GIT_CONFIG_KEY_1: 'alias.diff',
      GIT_CONFIG_VALUE_1: `!${script}`,
      GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='${script}'`,
      GIT_EXTERNAL_DIFF: script,
      GIT_PAGER: script,
      GIT_SSH_COMMAND: script,
      GIT_ASKPASS: script,
      GIT_DIR: '/nowhere',
      GIT_WORK_TREE: '/nowhere',
      GIT_INDEX_FILE: '/nowhere',
      GIT_OBJECT_DIRECTORY: '/nowhere',
      GIT_EXEC_PATH: folder.path,
      GIT_TEMPLATE_DIR: folder.path,
    })

    await readEverything(repository, base, head)

    expect(await repository.commit('HEAD')).toBe(head)
    expect(existsSync(canary)).toBe(false)
  })

  it('fetches no missing object from wherever it says', async () => {
    write('a.txt', 'kept\n')
    const sha = commit()
    const blob = git(work, 'rev-parse', `${sha}:a.txt`)
    git(work, 'config', 'remote.origin.promisor', 'true')
    git(work, 'config', 'remote.origin.url', 'ssh://host.invalid/x')
    git(work, 'config', 'core.sshCommand', script)
    git(work, 'config', 'extensions.partialClone', 'origin')
    git(work, 'config', 'core.repositoryFormatVersion', '1')
    rmSync(join(work, '.git/objects', blob.slice(0, 2), blob.slice(2)), {
      force: true,
    })
    const repository = await open()

    await repository.blob(blob, 100).catch(() => null)
    await repository.isCleanAt(sha).catch(() => null)
    await repository.diff(sha, sha, 100).catch(() => null)

    expect(existsSync(canary)).toBe(false)
  })

  it('does not send a fetch through a command', async () => {
    const sha = commit()
    git(
      work,
      'config',
      `url.ext::${script} .insteadOf`,
      'https://example.invalid/',
    )
    git(work, 'config', 'core.gitProxy', script)
    git(work, 'config', 'core.sshCommand', script)
    git(work, 'config', 'credential.helper', `!${script}`)
    git(work, 'config', 'credential.https://127.0.0.1.helper', `!${script}`)
    git(work, 'config', 'core.askPass', script)
    mkdirSync(join(work, '.git/objects/info'), { recursive: true })
    const other = join(folder.path, 'other.git')
    git(folder.path, 'clone', '--quiet', '--bare', '--template=', work, other)
    writeFileSync(
      join(work, '.git/objects/info/alternates'),
      `${join(other, 'objects')}\n`,
    )
    git(work, 'config', 'core.alternateRefsCommand', script)
    const repository = await open()
    const target = forkRef('main')
    const source = 'refs/heads/main'

    for (const url of ['https://example.invalid/a', 'https://127.0.0.1:1/a']) {
      const fetched = await fetchBranch(
        repository,
        { url, token: 'ghs_canary' },
        { source, target },
      )
      expect(fetched).toBeNull()
    }
    const fetched = await fetchBranch(
      repository,
      { url: other, token: null },
      { source, target },
    )

    expect(fetched).toBe(sha)
    expect(existsSync(canary)).toBe(false)
  })

  it('runs no filter of a commit that is checked out', async () => {
    write('.gitattributes', '* filter=evil\n')
    write('a.txt', 'one\n')
    const sha = commit()
    git(work, 'config', 'filter.evil.smudge', script)
    git(work, 'config', 'filter.evil.required', 'true')
    const repository = await open()

    const tree = await cloneAt(repository, {
      commit: sha,
      temporaryFolder: folder.path,
    })

    expect(readFileSync(join(tree.directory, 'a.txt'), 'utf8')).toBe('one\n')
    expect(existsSync(canary)).toBe(false)
  })

  it('keeps its own file untouched, and the one of the user too', async () => {
    write('a.txt', 'one\n')
    const base = commit()
    const home = join(folder.path, 'home')
    mkdirSync(home)
    const before = readFileSync(join(work, '.git/config'), 'utf8')
    const repository = await open({ ...process.env, HOME: home })

    await readEverything(repository, base, base)

    expect(readFileSync(join(work, '.git/config'), 'utf8')).toBe(before)
    expect(readdirSync(home)).toEqual([])
  })
})

describe('a workspace of another user', () => {
  const isRoot = process.getuid?.() === 0
  const only = isRoot ? it : it.skip

  only(
    'is read, and checked out beside, without a change to any configuration',
    async () => {
      write('a.txt', 'one\n')
      const sha = commit()
      const home = join(folder.path, 'home')
      mkdirSync(home)
      giveAway(work)
      const repository = await open({ ...process.env, HOME: home })

      expect(await repository.commit('HEAD')).toBe(sha)
      const tree = await cloneAt(repository, {
        commit: sha,
        temporaryFolder: folder.path,
      })

      expect(readdirSync(tree.directory).toSorted()).toEqual(['.git', 'a.txt'])
      expect(readdirSync(home)).toEqual([])
    },
  )

  function giveAway(path: string): void {
    chownSync(path, 12_345, 12_345)
    if (!statSync(path).isDirectory()) return
    for (const name of readdirSync(path)) giveAway(join(path, name))
  }
})

describe('a commit that is checked out beside', () => {
  it('shares nothing with the clone', async () => {
    write('a.txt', 'one\n')
    const first = commit()
    write('a.txt', 'two\n')
    commit()
    git(work, 'config', 'http.https://github.com/.extraheader', 'canary')
    git(work, 'remote', 'add', 'origin', 'https://example.invalid/x')
    const repository = await open()
    const before = manifest()

    const tree = await cloneAt(repository, {
      commit: first,
      temporaryFolder: folder.path,
    })
    git(tree.directory, 'config', 'core.fsmonitor', script)
    writeFileSync(join(tree.directory, '.git/hooks-to-be'), '')
    git(tree.directory, 'commit', '--quiet', '--allow-empty', '-m', 'x')
    const config = readFileSync(join(tree.directory, '.git/config'), 'utf8')

    expect(readFileSync(join(tree.directory, 'a.txt'), 'utf8')).toBe('one\n')
    expect(config).not.toContain('canary')
    expect(git(tree.directory, 'remote')).toBe('')
    expect(manifest()).toEqual(before)
    await tree.remove()
    expect(existsSync(tree.directory)).toBe(false)
  })

  it('can come from a shallow clone', async () => {
    write('a.txt', 'one\n')
    commit()
    write('a.txt', 'two\n')
    const head = commit()
    const shallow = join(folder.path, 'shallow')
    git(folder.path, 'clone', '--quiet', '--depth=1', `file://${work}`, shallow)
    const repository = await open(process.env, shallow)

    const tree = await cloneAt(repository, {
      commit: head,
      temporaryFolder: folder.path,
    })

    expect(git(tree.directory, 'rev-parse', 'HEAD')).toBe(head)
  })

  it('is refused with a reason when it is not there', async () => {
    commit()
    const repository = await open()

    await expect(
      cloneAt(repository, {
        commit: '1'.repeat(40),
        temporaryFolder: folder.path,
      }),
    ).rejects.toThrow(
      'Commit 111111111111 could not be checked out beside the workspace',
    )
    expect(readdirSync(folder.path).toSorted()).toEqual(['touch.sh', 'work'])
  })

  function manifest(): readonly string[] {
    return readdirSync(join(work, '.git'), {
      recursive: true,
      encoding: 'utf8',
    })
      .map((path) => {
        const full = join(work, '.git', path)
        return statSync(full).isFile()
          ? `${path} ${readFileSync(full, 'base64')}`
          : path
      })
      .toSorted()
  }
})

describe('a shallow clone', () => {
  it('is completed from where it came', async () => {
    write('a.txt', 'one\n')
    const first = commit()
    write('a.txt', 'two\n')
    const head = commit()
    const shallow = join(folder.path, 'shallow')
    git(folder.path, 'clone', '--quiet', '--depth=1', `file://${work}`, shallow)
    const repository = await open(process.env, shallow)
    const access = { url: `file://${work}`, token: null }

    const isComplete = await deepen(repository, access, {
      branches: ['main'],
      depth: null,
    })

    expect(isComplete).toBe(true)
    expect(await repository.commit(forkRef('main'))).toBe(head)
    expect(await repository.mergeBase(first, head)).toBe(first)
  })

  it('stays what it is when its origin cannot be reached', async () => {
    commit()
    const repository = await open()

    expect(
      await deepen(
        repository,
        { url: join(folder.path, 'none'), token: null },
        { branches: ['main'], depth: null },
      ),
    ).toBe(false)
  })
})

describe('objects', () => {
  it('are answered in the order they were asked for, missing and large ones too', async () => {
    write('small.txt', 'small')
    write('large.txt', 'x'.repeat(3_000_000))
    write('binary', Buffer.from([0, 10, 13, 255]).toString('latin1'))
    const sha = commit()
    const repository = await open()
    const entries = await repository.files(sha)
    const oid = (path: string): string =>
      entries.find((entry) => entry.path === path)?.oid ?? ''

    const [large, none, small, commitItself, capped] = await Promise.all([
      repository.blob(oid('large.txt'), 10_000_000),
      repository.blob('2'.repeat(40), 100),
      repository.blob(oid('small.txt'), 100),
      repository.blob(sha, 100_000),
      repository.blob(oid('large.txt'), 2_999_999),
    ])

    expect(large?.length).toBe(3_000_000)
    expect(none).toBeNull()
    expect(small?.toString()).toBe('small')
    expect(commitItself).toBeNull()
    expect(capped).toBeNull()
  })

  it.each(['a\nb', 'a\0b', ''])('are not asked for by %j', async (path) => {
    write('a', '1')
    const sha = commit()
    const repository = await open()

    expect(await repository.fileAt(sha, path)).toBeNull()
    expect(await repository.fileAt(sha, 'a')).not.toBeNull()
  })

  it('are told from a name that looks like an answer', async () => {
    const name = `${'a'.repeat(40)} blob 3`
    write(name, 'text')
    const sha = commit()
    const repository = await open()

    expect((await repository.fileAt(sha, name))?.path).toBe(name)
    expect(await repository.fileAt(sha, `${name} missing`)).toBeNull()
    expect(await repository.commit('HEAD')).toBe(sha)
  })

  it('stop with a reason when git does not know how to give them', async () => {
    const old = join(folder.path, 'git')
    const real = findGit(process.env['PATH'], work)
    writeFileSync(
      old,
      `#!/bin/sh\ncase "$*" in *batch-command*) exit 129;; esac\nexec '${real}' "$@"\n`,
    )
    chmodSync(old, 0o755)
    commit()
    const repository = await openRepository(
      createGitProcess({
        executable: old,
        directory: work,
        environment: process.env,
      }),
    )

    await expect(repository.commit('HEAD')).rejects.toMatchObject({
      name: 'Refusal',
      remedy: 'Git 2.36 or newer is needed: check `git --version`.',
    })
  })
})

describe('limits of one call', () => {
  it('stop git at so many bytes', async () => {
    write('a.txt', 'x\n'.repeat(100_000))
    const base = commit()
    write('a.txt', 'y\n'.repeat(100_000))
    const head = commit()
    const repository = await open()

    const diff = await repository.diff(base, head, 5000)

    expect(diff.length).toBe(5000)
    expect(diff.startsWith('diff --git a/a.txt b/a.txt')).toBe(true)
  })

  it('stop git at a time', async () => {
    const slow = join(folder.path, 'slow')
    writeFileSync(slow, '#!/bin/sh\nexec sleep 300\n')
    chmodSync(slow, 0o755)
    const gitProcess = createGitProcess({
      executable: slow,
      directory: work,
      environment: process.env,
    })

    const output = await gitProcess.run(['status'], { timeoutMs: 100 })

    expect(output).toMatchObject({ exitCode: null, timedOut: true })
  })
})

describe('git on PATH', () => {
  it('is not taken from a folder of the workspace whose name begins with dots', () => {
    const planted = join(work, '..bin')
    mkdirSync(planted)
    symlinkSync(script, join(planted, 'git'))

    const found = findGit(`${planted}:${process.env['PATH']}`, work)

    expect(found.startsWith(work)).toBe(false)
  })
})
