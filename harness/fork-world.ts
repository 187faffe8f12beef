import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { git } from './git.ts'

/** Files to write: path → text, `null` deletes. */
export type Files = Readonly<Record<string, string | null>>

/**
 * A contributor's world on disk: bare repositories of upstream and fork, and a
 * clone of the fork in which the contributor works.
 */
export type ForkWorld = {
  /** Bare repository of upstream. */
  readonly upstream: string
  /** Bare repository of the fork. */
  readonly fork: string
  /** The contributor's clone. */
  readonly clone: string
  /** Writes files in the clone, or copies a folder over it. */
  write(files: Files): void
  copy(folder: string): void
  /** Commits everything in the clone; answers with the SHA. */
  commit(message: string): string
  /** Pushes a branch to the fork; answers with before and after, as a push event has them. */
  push(branch: string, ...options: readonly string[]): Pushed
  /** A checkout of the fork as the runner makes it: all branches, detached at this commit. */
  checkout(sha: string, name?: string): string
}

/** What a push changed. */
export type Pushed = {
  readonly branch: string
  readonly before: string
  readonly after: string
}

const zeros = '0'.repeat(40)

/** Makes upstream with one commit of the given content, and its fork. */
export function makeForkWorld(
  root: string,
  content: Files | string,
): ForkWorld {
  const world = forkWorldAt(root)
  const { clone, upstream, fork } = world
  mkdirSync(clone, { recursive: true })
  git(clone, 'init', '--quiet', '--template=', '--initial-branch=main')
  if (typeof content === 'string') world.copy(content)
  else world.write(content)
  world.commit('Initial version')
  const bare = ['clone', '--quiet', '--template=', '--bare', clone]
  git(root, ...bare, upstream)
  git(root, ...bare, fork)
  // Relative, so that the whole world can be copied to another folder.
  git(clone, 'remote', 'add', 'origin', join('..', basename(fork)))
  git(clone, 'fetch', '--quiet', 'origin')
  return world
}

/** A world that was made in this folder, or copied to it. */
export function forkWorldAt(root: string): ForkWorld {
  const clone = join(root, 'clone')
  const upstream = join(root, 'upstream.git')
  const fork = join(root, 'fork.git')
  return {
    upstream,
    fork,
    clone,
    write: (files) => writeFiles(clone, files),
    copy: (folder) => cpSync(folder, clone, { recursive: true }),
    commit: (message) => {
      git(clone, 'add', '--all', '--force')
      git(clone, 'commit', '--quiet', '--allow-empty', '--message', message)
      return git(clone, 'rev-parse', 'HEAD')
    },
    push: (branch, ...options) => push(clone, fork, { branch, options }),
    checkout: (sha, name = 'workspace') => checkOut({ root, fork, sha, name }),
  }
}

function writeFiles(directory: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const target = join(directory, path)
    if (text === null) {
      rmSync(target, { force: true })
      continue
    }
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
}

function push(
  clone: string,
  fork: string,
  {
    branch,
    options,
  }: { readonly branch: string; readonly options: readonly string[] },
): Pushed {
  const before = refSha(fork, branch) ?? zeros
  git(
    clone,
    'push',
    '--quiet',
    ...options,
    'origin',
    `HEAD:refs/heads/${branch}`,
  )
  return { branch, before, after: refSha(fork, branch) ?? zeros }
}

function refSha(repository: string, branch: string): string | null {
  try {
    return git(repository, 'rev-parse', '--verify', `refs/heads/${branch}`)
  } catch {
    // A branch that is not there yet.
    return null
  }
}

function checkOut({
  root,
  fork,
  sha,
  name,
}: {
  readonly root: string
  readonly fork: string
  readonly sha: string
  readonly name: string
}): string {
  const directory = join(root, name)
  if (existsSync(directory)) rmSync(directory, { recursive: true, force: true })
  git(root, 'clone', '--quiet', '--no-checkout', fork, directory)
  git(directory, 'checkout', '--quiet', '--detach', sha)
  return directory
}
