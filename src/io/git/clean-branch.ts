import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '../../errors.ts'
import type { GitOutput } from './git-process.ts'
import type { GitRepository } from './repository.ts'

/** What one clean commit is made of. */
export type CleanCommitRequest = {
  /** Commit of the fix branch, and where it left upstream. Full SHAs. */
  readonly head: string
  readonly mergeBase: string
  /** Upstream's commit that the clean one stands on. */
  readonly upstream: string
  /** Paths that go back to what they were at the merge base. */
  readonly leftOut: readonly string[]
  readonly message: string
}

/** One commit on upstream's, or the paths on which it conflicts with it. */
export type CleanCommit =
  | { readonly status: 'made'; readonly sha: string }
  | { readonly status: 'conflicts'; readonly paths: readonly string[] }

/**
 * Makes one commit on upstream's that changes what the fix branch changes, but
 * for the paths that are left out. Neither work tree, index nor any ref is
 * touched. Throws {@link Refusal} where git cannot do it (before 2.38, or
 * without an identity).
 */
export async function makeCleanCommit(
  repository: GitRepository,
  request: CleanCommitRequest,
): Promise<CleanCommit> {
  const { head, mergeBase, upstream, message } = request
  const tree = await treeWithout(repository, request)
  const author = await authorOf(repository, head)
  const own = await commitTree(repository, {
    tree,
    parent: mergeBase,
    message,
    author,
  })
  if (upstream === mergeBase) return { status: 'made', sha: own }
  const merged = await repository.mergeTree(upstream, own)
  if (merged === null) throw failed('git cannot merge without a work tree')
  const { conflicts } = merged
  if (conflicts.length > 0) return { status: 'conflicts', paths: conflicts }
  const sha = await commitTree(repository, {
    tree: merged.tree,
    parent: upstream,
    message,
    author,
  })
  return { status: 'made', sha }
}

/** The head's tree with some paths as the merge base has them. */
async function treeWithout(
  repository: GitRepository,
  { head, mergeBase, leftOut }: CleanCommitRequest,
): Promise<string> {
  const { git } = repository
  const before = await repository.files(mergeBase)
  const known = new Map(before.map((entry) => [entry.path, entry]))
  const lines = leftOut.map((path) => {
    const entry = known.get(path)
    return entry === undefined
      ? `0 ${'0'.repeat(head.length)}\t${path}\0`
      : `${entry.executable ? '100755' : '100644'} ${entry.oid}\t${path}\0`
  })
  const folder = await mkdtemp(join(tmpdir(), 'staging-pr-index-'))
  const variables = { GIT_INDEX_FILE: join(folder, 'index') }
  try {
    require0(await git.run(['read-tree', head], { variables }))
    require0(
      await git.run(['update-index', '-z', '--index-info'], {
        variables,
        input: lines.join(''),
      }),
    )
    return require0(await git.run(['write-tree'], { variables }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Author = Readonly<Record<string, string>>

/** Whoever wrote the last commit of the branch wrote the fix. */
async function authorOf({ git }: GitRepository, head: string): Promise<Author> {
  const format = '--format=%an%x00%ae%x00%aI'
  const told = require0(await git.run(['log', '-1', format, head, '--']))
  const [name = '', email = '', date = ''] = told.split('\0')
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
  }
}

async function commitTree(
  { git }: GitRepository,
  commit: {
    readonly tree: string
    readonly parent: string
    readonly message: string
    readonly author: Author
  },
): Promise<string> {
  const { tree, parent, message, author } = commit
  return require0(
    await git.run(['commit-tree', tree, '-p', parent, '-F', '-'], {
      input: message,
      variables: author,
    }),
  )
}

function require0({ exitCode, stdout, stderr }: GitOutput): string {
  if (exitCode !== 0) throw failed(stderr)
  return stdout.toString('utf8').trim()
}

function failed(stderr: string): Refusal {
  return new Refusal(`The clean branch could not be built: ${stderr.trim()}`, {
    remedy:
      'Git 2.38 or newer is needed, and an identity: `git config user.name` and `git config user.email`.',
  })
}
