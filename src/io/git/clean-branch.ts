import { Refusal } from '../../errors.ts'
import { printableText } from '../../text/printable.ts'
import { editedTree, type EditedEntry } from './edited-tree.ts'
import type { GitRepository } from './repository.ts'
import type { MergedTree } from './settings.ts'
import {
  authorOf,
  notBuilt,
  writeCommit,
  writePassingCommit,
} from './write-commit.ts'

/** A commit of the fix branch, and the message that its clean one gets. */
export type CleanSource = { readonly sha: string; readonly message: string }

/** What a clean branch is made of. SHAs are full. */
export type CleanBranchRequest = {
  /** Where the fix branch left upstream. */
  readonly mergeBase: string
  /** Upstream's commit that the clean branch stands on. */
  readonly upstream: string
  /** Paths that go back to what they were at the merge base, in every commit. */
  readonly leftOut: readonly string[]
  /** Commits one after the other, the head of the fix branch last; that one alone makes one commit of all. */
  readonly sources: readonly CleanSource[]
}

/** A commit of the clean branch and the one that it comes from. */
type CleanCommit = {
  readonly sha: string
  readonly source: CleanSource
}

/** Commits on upstream's, or the paths on which one of them conflicts with it. */
export type CleanBranch =
  | {
      readonly status: 'made'
      /** Head of the clean branch; upstream's own where nothing is left. */
      readonly sha: string
      readonly commits: readonly CleanCommit[]
    }
  | {
      readonly status: 'conflicts'
      readonly paths: readonly string[]
      readonly source: CleanSource
    }

/**
 * Makes commits on upstream's that change what the fix branch changes, but for
 * the paths that are left out; a commit of which nothing is left is none.
 * Author and date stay. Neither work tree, index nor any ref is touched. Throws
 * {@link Refusal} where git cannot do it (before 2.38, or without an identity),
 * and where the tree that comes of it is not upstream's with the fix.
 */
export async function makeCleanBranch(
  repository: GitRepository,
  request: CleanBranchRequest,
): Promise<CleanBranch> {
  const own = await commitsOnMergeBase(repository, request)
  const last = own.at(-1)?.sha ?? request.mergeBase
  await refuseOtherChanges(repository, request, last)
  const { upstream, mergeBase } = request
  if (upstream === mergeBase) return { status: 'made', sha: last, commits: own }
  const moved = await moveTo(repository, upstream, own)
  if (moved.status === 'made') {
    await refuseOtherTree(repository, { upstream, last, made: moved.sha })
  }
  return moved
}

/** The clean commits one after the other where the fix branch left upstream. */
async function commitsOnMergeBase(
  repository: GitRepository,
  { mergeBase, leftOut, sources }: CleanBranchRequest,
): Promise<readonly CleanCommit[]> {
  const edits = await entriesAt(repository, mergeBase, leftOut)
  const commits: CleanCommit[] = []
  let parent = mergeBase
  let before = await repository.tree(mergeBase)
  for (const source of sources) {
    const wanted = { commit: source.sha, edits }
    const tree = await editedTree(repository, wanted, notBuilt)
    if (tree === before) continue
    parent = await copyCommit(repository, source, { tree, parent })
    commits.push({ sha: parent, source })
    before = tree
  }
  return commits
}

/** Every commit again on another one, each merged from the one before it. */
async function moveTo(
  repository: GitRepository,
  upstream: string,
  commits: readonly CleanCommit[],
): Promise<CleanBranch> {
  const moved: CleanCommit[] = []
  let parent = upstream
  for (const { sha, source } of commits) {
    const before = await repository.tree(parent)
    const merged = await mergeOver(repository, before, sha)
    if (merged.conflicts.length > 0) {
      return { status: 'conflicts', paths: merged.conflicts, source }
    }
    const { tree } = merged
    if (tree === before) continue
    parent = await copyCommit(repository, source, { tree, parent })
    moved.push({ sha: parent, source })
  }
  return { status: 'made', sha: parent, commits: moved }
}

/** Git 2.38 takes no merge base, so it gets two commits that have no other: the tree as a child of the commit's parent, and the commit. */
async function mergeOver(
  repository: GitRepository,
  tree: string,
  commit: string,
): Promise<MergedTree> {
  const parents = [`${commit}^`]
  const ours = await writePassingCommit(repository, { tree, parents })
  const merged = await repository.mergeTree(ours, commit)
  if (merged === null) throw notBuilt('git cannot merge without a work tree')
  return merged
}

async function copyCommit(
  repository: GitRepository,
  { sha, message }: CleanSource,
  { tree, parent }: { readonly tree: string; readonly parent: string },
): Promise<string> {
  const author = await authorOf(repository, sha)
  return writeCommit(repository, { tree, parents: [parent], message, author })
}

/** What paths are at a commit; files, links and submodules. */
async function entriesAt(
  { git }: GitRepository,
  commit: string,
  paths: readonly string[],
): Promise<readonly EditedEntry[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', commit]
  const { exitCode, stdout, stderr } = await git.run(args)
  if (exitCode !== 0) throw notBuilt(stderr)
  const known = new Map(
    stdout
      .toString('utf8')
      .split('\0')
      .map((line): [string, EditedEntry['entry']] => {
        const tab = line.indexOf('\t')
        const [mode = '', , oid = ''] = line.slice(0, tab).split(' ')
        return [line.slice(tab + 1), { mode, oid }]
      }),
  )
  return paths.map((path) => ({ path, entry: known.get(path) ?? null }))
}

/** The clean branch is the fix branch but for what is left out. */
async function refuseOtherChanges(
  { git }: GitRepository,
  { sources, leftOut, mergeBase }: CleanBranchRequest,
  clean: string,
): Promise<void> {
  const head = sources.at(-1)?.sha ?? mergeBase
  const format = ['-r', '-z', '--name-only', '--no-renames']
  const args = ['diff-tree', ...format, head, clean]
  const { exitCode, stdout, stderr } = await git.run(args)
  if (exitCode !== 0) throw notBuilt(stderr)
  const others = stdout
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '' && !leftOut.includes(path))
  if (others.length === 0) return
  throw new Refusal(
    `Without what is for the fork alone the fix would be another one: ${printableText(others.slice(0, 5).join(', '))} would change as well.`,
    {
      remedy:
        'Move these files out of folders and names that the staging uses (.chant, .github/staging*.yml), verify, and build the branch anew.',
    },
  )
}

/** Moved commit by commit it is what the whole fix merged with upstream is. */
async function refuseOtherTree(
  repository: GitRepository,
  of: {
    readonly upstream: string
    readonly last: string
    readonly made: string
  },
): Promise<void> {
  const merged = await repository.mergeTree(of.upstream, of.last)
  if (merged?.conflicts.length === 0) {
    if (merged.tree === (await repository.tree(of.made))) return
  }
  throw new Refusal(
    "Moved to upstream's latest one by one, the commits give another result than the whole fix merged with it.",
    {
      remedy:
        'Rebase the branch yourself (git rebase), verify it, and build the branch for upstream anew; or let it be one commit: `handoff: {squash: true}`.',
    },
  )
}
