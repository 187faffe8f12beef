import { createHash } from 'node:crypto'
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Refusal } from '../../errors.ts'
import { quotedAlternate } from './clone-at.ts'
import { type GitRepository, openRepository } from './repository.ts'

/** A repository of our own beside the workspace, to work in after commands of the project have run. */
export type SideRepository = {
  readonly repository: GitRepository
  /** Whether configuration, hooks and everything else but objects are as they were made. */
  isUntouched(): Promise<boolean>
  remove(): Promise<void>
}

/** Where a side repository is made, and who its commits are by. */
export type SideRequest = {
  /** Absolute folder. */
  readonly temporaryFolder: string
  readonly identity: {
    readonly name: string
    readonly email: string
    /** Of every commit, as git takes it: the same commit is made of the same parts. */
    readonly date: string
  }
}

/**
 * Makes a repository without files or refs that reads the objects of another
 * one. It has nothing of that one's configuration. Throws {@link Refusal}.
 */
export async function openSideRepository(
  repository: GitRepository,
  { temporaryFolder, identity }: SideRequest,
): Promise<SideRepository> {
  const directory = await mkdtemp(join(temporaryFolder, 'staging-pr-side-'))
  const git = repository.git.isolatedIn(directory, {
    GIT_COMMITTER_DATE: identity.date,
  })
  const settings = [
    ['init', '-q', '--template='],
    ['config', 'user.name', identity.name],
    ['config', 'user.email', identity.email],
  ]
  for (const args of settings) {
    const { exitCode, stderr } = await git.run(args)
    if (exitCode === 0) continue
    throw new Refusal(
      `No repository could be made in ${temporaryFolder}: ${stderr.trim()}`,
    )
  }
  const own = join(directory, '.git')
  await borrowFrom(repository, own)
  const made = await fingerprint(own)
  const side = await openRepository(git)
  return {
    repository: side,
    isUntouched: async () => (await fingerprint(own)) === made,
    remove: async () => {
      side.close()
      // What a command has locked up stays behind; the runner empties the folder around it.
      await rm(directory, { recursive: true, force: true }).catch(() => null)
    },
  }
}

/** Objects are read from the other one, whose history may be cut off. */
async function borrowFrom(
  repository: GitRepository,
  own: string,
): Promise<void> {
  const { git } = repository
  const pathOf = async (name: string): Promise<string> => {
    const { stdout } = await git.run(['rev-parse', '--git-path', name])
    return resolve(git.directory, stdout.toString('utf8').replace(/\n$/u, ''))
  }
  const line = quotedAlternate(await pathOf('objects'))
  await mkdir(join(own, 'objects', 'info'), { recursive: true })
  await writeFile(join(own, 'objects', 'info', 'alternates'), `${line}\n`)
  if (!repository.isShallow) return
  await writeFile(join(own, 'shallow'), await readFile(await pathOf('shallow')))
}

/** Sum of all files of a git directory but objects, which name themselves. */
async function fingerprint(folder: string): Promise<string> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  })
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !isObject(path.slice(folder.length + 1)))
    .toSorted()
  const sum = createHash('sha256')
  for (const path of files) {
    sum.update(`${path}\0`)
    sum.update(await readFile(path).catch(() => 'unreadable'))
  }
  return sum.digest('hex')
}

function isObject(path: string): boolean {
  return /^objects\/(?:[0-9a-f]{2}\/|pack\/)/u.test(path)
}
