import { Refusal } from '../../errors.ts'
import type { BranchCommit, ChangedFile } from '../../plan/plan.ts'
import { parseChanges, parseTree, type TreeEntry } from './parse.ts'
import { BlobCache } from './blob-cache.ts'
import type { GitProcess } from './git-process.ts'
import { commitLog, parseCommits } from './parse-commits.ts'
import {
  credentialsIn,
  hasNoChanges,
  type MergedTree,
  mergeTree,
  readSettings,
  remotesIn,
  settingsInUse,
  withPrefix,
} from './settings.ts'
import { createObjectReader, type ObjectReader } from './object-reader.ts'

/** Reads of one clone. Every commit is given and returned as a full SHA. */
export type GitRepository = {
  /** Absolute path of the work tree. */
  readonly topLevel: string
  readonly isShallow: boolean
  readonly git: GitProcess
  /** Commit that a revision names, or `null`. */
  commit(revision: string): Promise<string | null>
  /** SHA of the tree of a commit. */
  tree(commit: string): Promise<string>
  /** Regular files of a commit, links and submodules left out. */
  files(commit: string): Promise<readonly TreeEntry[]>
  /** Content of a blob, or `null` when it is larger than the cap. */
  blob(oid: string, maxBytes: number): Promise<Buffer | null>
  /** A regular file of a commit by its path, or `null`. */
  fileAt(commit: string, path: string): Promise<TreeEntry | null>
  mergeBase(one: string, other: string): Promise<string | null>
  /** Number of commits in `head` that are not in `base`. */
  countCommits(base: string, head: string): Promise<number>
  changes(base: string, head: string): Promise<readonly ChangedFile[]>
  /** Unified diff without context, cut at `maxBytes`. */
  diff(base: string, head: string, maxBytes: number): Promise<string>
  /** Commits in `head` that are not in `base`, oldest first. */
  commits(base: string, head: string): Promise<readonly BranchCommit[]>
  /** Paths on which a merge of the two commits conflicts; `null` when git cannot try one (before 2.38). */
  mergeConflicts(one: string, other: string): Promise<readonly string[] | null>
  /** The same with the tree that comes of it. */
  mergeTree(one: string, other: string): Promise<MergedTree | null>
  /** Hunks of the unified diff between two blobs, cut at `maxBytes`. */
  blobDiff(one: string, other: string, maxBytes: number): Promise<string>
  /** Short name of the branch that is checked out; `null` when HEAD is detached. */
  currentBranch(): Promise<string | null>
  /** Ref that a symbolic ref points to, or `null`. */
  symbolicRef(ref: string): Promise<string | null>
  /** Remote name → URL. */
  remotes(): Promise<ReadonlyMap<string, string>>
  /** Names of settings that hold a credential for the server. */
  credentials(): Promise<readonly string[]>
  /** HEAD is this commit and no tracked file differs from it. */
  isCleanAt(commit: string): Promise<boolean>
  close(): void
}

/** Opens the clone around a folder. Throws {@link Refusal} when there is none. */
export async function openRepository(git: GitProcess): Promise<GitRepository> {
  const { exitCode, stdout, stderr } = await git.run([
    'rev-parse',
    '--show-toplevel',
    '--is-shallow-repository',
  ])
  const [topLevel, shallow] = stdout.toString('utf8').split('\n')
  if (exitCode !== 0 || topLevel === undefined || topLevel === '') {
    throw new Refusal(`No git repository in ${git.directory}.`, {
      remedy:
        'In a workflow, check the fork out first: add a step `uses: actions/checkout` with `fetch-depth: 0` before this one. On the command line, start in your clone of the fork.',
      cause: new Error(stderr.trim()),
    })
  }
  return new Clone(git.in(topLevel), shallow === 'true')
}

class Clone implements GitRepository {
  readonly topLevel: string
  readonly isShallow: boolean
  readonly git: GitProcess
  readonly #objects: ObjectReader
  readonly #blobs = new BlobCache()
  #settings: Promise<ReadonlyMap<string, string>> | null = null

  constructor(git: GitProcess, isShallow: boolean) {
    this.topLevel = git.directory
    this.isShallow = isShallow
    this.git = git
    this.#objects = createObjectReader(git)
  }

  async commit(revision: string): Promise<string | null> {
    if (!isPlainRevision(revision)) return null
    const info = await this.#objects.info(`${revision}^{commit}`)
    return info?.type === 'commit' ? info.oid : null
  }

  async tree(commit: string): Promise<string> {
    return (await this.#objects.info(`${commit}^{tree}`))?.oid ?? ''
  }

  async files(commit: string): Promise<readonly TreeEntry[]> {
    const args = ['ls-tree', '-r', '-z', '--full-tree', commit]
    return parseTree(await read(this.git, args))
  }

  async blob(oid: string, maxBytes: number): Promise<Buffer | null> {
    const known = this.#blobs.get(oid)
    if (known !== undefined) return known.length > maxBytes ? null : known
    const info = await this.#objects.info(oid)
    if (info?.type !== 'blob' || info.bytes > maxBytes) return null
    const content = (await this.#objects.read(oid))?.content ?? null
    this.#blobs.keep(oid, content)
    return content
  }

  async fileAt(commit: string, path: string): Promise<TreeEntry | null> {
    if (!isCanonicalPath(path)) return null
    // Asking the open process first spares a new one for files that are absent.
    const info = await this.#objects.info(`${commit}:${path}`)
    if (info?.type !== 'blob') return null
    const args = ['ls-tree', '-z', '--full-tree', commit, '--', path]
    const [entry] = parseTree(await read(this.git, args))
    return entry?.path === path ? entry : null
  }

  async mergeBase(one: string, other: string): Promise<string | null> {
    const { stdout } = await this.git.run(['merge-base', one, other])
    const sha = stdout.toString('utf8').trim()
    return sha === '' ? null : sha
  }

  async countCommits(base: string, head: string): Promise<number> {
    const args = ['rev-list', '--count', head, `^${base}`]
    return Number(await read(this.git, args))
  }

  async changes(base: string, head: string): Promise<readonly ChangedFile[]> {
    const format = ['--raw', '--no-abbrev', '--numstat', '-z']
    const args = [...diffCommand, ...format, base, head]
    return parseChanges(await read(this.git, args))
  }

  async diff(base: string, head: string, maxBytes: number): Promise<string> {
    const args = [...diffCommand, '--unified=0', base, head]
    const { stdout } = await this.git.run(args, { maxBytes })
    return stdout.toString('utf8')
  }

  async commits(base: string, head: string): Promise<readonly BranchCommit[]> {
    const args = [...commitLog, head, `^${base}`, '--']
    return parseCommits(await read(this.git, args))
  }

  async mergeConflicts(
    ...commits: [string, string]
  ): Promise<readonly string[] | null> {
    return (await this.mergeTree(...commits))?.conflicts ?? null
  }

  async mergeTree(...commits: [string, string]): Promise<MergedTree | null> {
    const drivers = withPrefix(await this.#commands(), 'merge.').keys()
    return mergeTree(this.git, commits, [...drivers])
  }

  async blobDiff(
    one: string,
    other: string,
    maxBytes: number,
  ): Promise<string> {
    const args = [...diffCommand, '--end-of-options', one, other]
    const { stdout } = await this.git.run(args, { maxBytes })
    const text = stdout.toString('utf8')
    const start = text.indexOf('\n@@')
    return start === -1 ? '' : text.slice(start + 1)
  }

  async currentBranch(): Promise<string | null> {
    const ref = await this.symbolicRef('HEAD')
    return ref?.replace(/^refs\/heads\//u, '') ?? null
  }

  async symbolicRef(ref: string): Promise<string | null> {
    const { stdout } = await this.git.run(['symbolic-ref', '--quiet', ref])
    return stdout.toString('utf8').trim() || null
  }

  async remotes(): Promise<ReadonlyMap<string, string>> {
    return remotesIn(await this.#commands())
  }

  async credentials(): Promise<readonly string[]> {
    return credentialsIn(await this.#commands())
  }

  async isCleanAt(commit: string): Promise<boolean> {
    if ((await this.commit('HEAD')) !== commit) return false
    const filters = withPrefix(await this.#commands(), 'filter.')
    return hasNoChanges(this.git, commit, [...filters.keys()])
  }

  /** Remotes and filters stand side by side; one process reads both. */
  #commands(): Promise<ReadonlyMap<string, string>> {
    this.#settings ??= readSettings(this.git, settingsInUse)
    return this.#settings
  }

  close(): void {
    this.#objects.close()
  }
}

/** Never a program of the repository's own choice. */
export const diffCommand = [
  'diff',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--find-renames',
  '--ignore-submodules=all',
  '--src-prefix=a/',
  '--dst-prefix=b/',
] as const

async function read(git: GitProcess, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await git.run(args)
  if (exitCode === 0) return stdout.toString('utf8')
  throw new Refusal(`git ${args[0] ?? ''} failed: ${stderr.trim()}`, {
    remedy:
      'Check that the checkout is complete (`fetch-depth: 0`) and run again.',
  })
}

/** Relative to the root, without steps up or to itself, in git's own spelling. */
function isCanonicalPath(path: string): boolean {
  const names = path.split('/')
  return names.every((name) => name !== '' && name !== '.' && name !== '..')
}

/** Full refs, SHAs and `HEAD`: nothing that git could take for an option or a range. */
function isPlainRevision(revision: string): boolean {
  return (
    revision === 'HEAD' ||
    /^[0-9a-f]{7,64}$/u.test(revision) ||
    /^refs\/[^\s\p{Cc}~^:?*[\\]+$/u.test(revision)
  )
}
