import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A commit as `git log` shows it. Dates are ISO 8601. */
export type Commit = {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

/** Who wrote or committed, and when. */
type Signature = {
  readonly name: string
  readonly email: string
  readonly date: string
}

/** A ref of a repository: full name → object. */
export type Refs = ReadonlyMap<
  string,
  { readonly sha: string; readonly type: string }
>

/** A file that differs between two commits. */
export type ChangedFile = {
  readonly path: string
  readonly previousPath: string | null
  readonly status: 'added' | 'removed' | 'modified' | 'renamed'
  readonly additions: number
  readonly deletions: number
}

/** Where to read: a bare repository and the object folders of its fork network. */
export type GitSource = {
  readonly gitDirectory: string
  readonly network: readonly string[]
}

/** Reads bare repositories with git. What a SHA names never changes and is kept. */
export type Git = {
  refs(source: GitSource): Refs
  /** Full SHA of the commit that an expression names, or `null`. */
  resolve(source: GitSource, expression: string): string | null
  commit(source: GitSource, sha: string): Commit
  /** Common ancestor, or `null` when two commits share no history. */
  mergeBase(source: GitSource, one: string, other: string): string | null
  /** Number of commits of `head` that `base` does not have. */
  ahead(source: GitSource, base: string, head: string): number
  /** The commits of `head` that `base` does not have, oldest first. */
  commits(source: GitSource, base: string, head: string): readonly Commit[]
  changedFiles(
    source: GitSource,
    base: string,
    head: string,
  ): readonly ChangedFile[]
  /** Paths of the files in a folder of a commit, without those further down. */
  paths(source: GitSource, commit: string, folder: string): readonly string[]
  /** Refs are read once per request; this starts the next one. */
  forgetRefs(): void
}

/** The git folder of a bare repository or of a working copy. */
export function gitDirectoryOf(path: string): string {
  return existsSync(join(path, 'HEAD')) ? path : join(path, '.git')
}

/** Environment of git processes: nobody's configuration. */
export function gitEnvironment(
  source: GitSource,
): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    HOME: source.gitDirectory,
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
    GIT_ALTERNATE_OBJECT_DIRECTORIES: source.network.join(':'),
  }
}

/** Makes a {@link Git}. */
export function createGit(): Git {
  const refs = new Map<string, Refs>()
  return {
    refs: (source) => {
      const found = refs.get(source.gitDirectory) ?? readRefs(source)
      refs.set(source.gitDirectory, found)
      return found
    },
    resolve: (source, expression) =>
      run(source, [
        'rev-parse',
        '--quiet',
        '--verify',
        '--end-of-options',
        `${expression}^{commit}`,
      ])?.trim() ?? null,
    commit: kept((source, sha) => {
      const [commit] = readLog(source, ['--max-count=1', sha])
      if (commit === undefined) throw new Error(`no commit ${sha}`)
      return commit
    }),
    mergeBase: kept(
      (source, one, other) =>
        run(source, ['merge-base', one, other])?.trim() ?? null,
    ),
    ahead: kept((source, base, head) =>
      Number(run(source, ['rev-list', '--count', `${base}..${head}`]) ?? 0),
    ),
    commits: kept((source, base, head) =>
      readLog(source, ['--reverse', `${base}..${head}`]),
    ),
    changedFiles: kept(readChanges),
    paths: kept((source, commit, folder) =>
      (
        run(source, ['ls-tree', '-z', '--name-only', commit, `${folder}/`]) ??
        ''
      )
        .split('\0')
        .filter((path) => path !== ''),
    ),
    forgetRefs: () => refs.clear(),
  }
}

/** Asks git once for the same objects. */
function kept<Shas extends readonly string[], Value>(
  read: (source: GitSource, ...shas: Shas) => Value,
): (source: GitSource, ...shas: Shas) => Value {
  const known = new Map<string, { readonly value: Value }>()
  return (source, ...shas) => {
    const key = shas.join(' ')
    const found = known.get(key) ?? { value: read(source, ...shas) }
    known.set(key, found)
    return found.value
  }
}

/** Output of a git command, or `null` when it fails. */
function run(source: GitSource, args: readonly string[]): string | null {
  try {
    return execFileSync('git', ['--git-dir', source.gitDirectory, ...args], {
      encoding: 'utf8',
      env: gitEnvironment(source),
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 256 * 1024 * 1024,
    })
  } catch (error) {
    // Exit status 1 or 128: no such object. Anything else is a broken set-up.
    if (typeof statusOf(error) === 'number') return null
    throw error
  }
}

function statusOf(error: unknown): unknown {
  // Not by `instanceof`: under jest errors of node belong to another realm.
  return Object(error).status
}

/** Reads refs from their files, since every request asks for them and a process costs more than the rest of it. */
function readRefs(source: GitSource): Refs {
  const shas = new Map<string, string>([
    ...packedRefs(source.gitDirectory),
    ...looseRefs(source.gitDirectory),
  ])
  const names = [...shas.keys()].toSorted()
  return new Map(
    names.map((name) => {
      const sha = shas.get(name) ?? ''
      return [name, { sha, type: refType(source, name, sha) }] as const
    }),
  )
}

/** Only tags may name something else than a commit. */
function refType(source: GitSource, name: string, sha: string): string {
  if (!name.startsWith('refs/tags/')) return 'commit'
  return run(source, ['cat-file', '-t', sha])?.trim() ?? 'commit'
}

const refLine = /^([0-9a-f]{40,64}) (refs\/.+)$/u

function packedRefs(gitDirectory: string): readonly [string, string][] {
  const file = join(gitDirectory, 'packed-refs')
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line): [string, string][] => {
      const [, sha, name] = refLine.exec(line) ?? []
      return sha === undefined || name === undefined ? [] : [[name, sha]]
    })
}

function looseRefs(gitDirectory: string): readonly [string, string][] {
  const folder = join(gitDirectory, 'refs')
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return paths.flatMap((path): [string, string][] => {
    const sha = looseRef(join(folder, path))
    return sha === null ? [] : [[`refs/${path}`, sha]]
  })
}

/** A folder, a symbolic ref, a lock, or a ref that is gone by now is none. */
function looseRef(path: string): string | null {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true
  if (!isFile || path.endsWith('.lock')) return null
  const text = readFileSync(path, 'utf8').trim()
  return /^[0-9a-f]{40,64}$/u.test(text) ? text : null
}

const logFormat =
  '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B'

function readLog(
  source: GitSource,
  args: readonly string[],
): readonly Commit[] {
  const output =
    run(source, ['log', '-z', `--format=${logFormat}`, ...args]) ?? ''
  const fields = output.split('\0')
  const commits: Commit[] = []
  for (let at = 0; at + 9 < fields.length; at += 10) {
    const field = (offset: number): string => fields[at + offset] ?? ''
    commits.push({
      sha: field(0),
      tree: field(1),
      parents: field(2) === '' ? [] : field(2).split(' '),
      author: { name: field(3), email: field(4), date: field(5) },
      committer: { name: field(6), email: field(7), date: field(8) },
      message: field(9).trimEnd(),
    })
  }
  return commits
}

const changeWords = { A: 'added', D: 'removed', R: 'renamed' } as const

function readChanges(
  source: GitSource,
  base: string,
  head: string,
): readonly ChangedFile[] {
  const diff = (form: string): string[] =>
    (run(source, ['diff', form, '-z', '--find-renames', base, head]) ?? '')
      .split('\0')
      .slice(0, -1)
  const sizes = readSizes(diff('--numstat'))
  const fields = diff('--name-status')
  const files: ChangedFile[] = []
  while (fields.length > 0) {
    const [letter = ''] = next(fields)
    const first = next(fields)
    const path = letter === 'R' ? next(fields) : first
    files.push({
      path,
      previousPath: path === first ? null : first,
      status: isChangeLetter(letter) ? changeWords[letter] : 'modified',
      ...(sizes.get(path) ?? { additions: 0, deletions: 0 }),
    })
  }
  return files
}

/** Takes the first field. */
function next(fields: string[]): string {
  return fields.shift() ?? ''
}

function isChangeLetter(letter: string): letter is keyof typeof changeWords {
  return letter in changeWords
}

function readSizes(
  fields: string[],
): ReadonlyMap<string, { additions: number; deletions: number }> {
  const sizes = new Map<string, { additions: number; deletions: number }>()
  while (fields.length > 0) {
    const [added = '', deleted = '', path = ''] = next(fields).split('\t')
    // A rename has an empty path here and both paths in the next two fields.
    const target = path === '' ? (next(fields), next(fields)) : path
    sizes.set(target, {
      additions: Number(added) || 0,
      deletions: Number(deleted) || 0,
    })
  }
  return sizes
}
