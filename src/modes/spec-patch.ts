import { Refusal } from '../errors.ts'
import { completionEdits } from '../handoff/completed-spec.ts'
import { commitsForUpstream } from '../handoff/own-messages.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { editedTree } from '../io/git/edited-tree.ts'
import type { TreeEntry } from '../io/git/parse.ts'
import { diffCommand, type GitRepository } from '../io/git/repository.ts'
import { editFrontmatter } from '../spec/edit-frontmatter.ts'
import { decodeSpecText, maxSpecBytes } from '../spec/spec-text.ts'
import { everForkOnlyPaths } from './fork-only-paths.ts'
import type { LocalRun } from './local-run.ts'

/** What came of marking the spec; `none` where the branch has none. */
export type SpecPatch =
  | { readonly status: 'none' }
  | {
      readonly status: 'made'
      /** Unified patch as `git apply` takes it. */
      readonly patch: string
      /** The commit's place in words, where it applies. */
      readonly at: string
    }
  | { readonly status: 'refused'; readonly path: string }

/**
 * A patch that marks the spec of the branch with what the evidence says. It is
 * offered, and never applied or pushed by us. `now` is the time of day in
 * milliseconds since 1970. Throws {@link Refusal} where git fails.
 */
export async function makeSpecPatch(
  { repository, preparation }: LocalRun,
  evidence: Evidence,
  now: number,
): Promise<SpecPatch> {
  const { search, history } = preparation
  if (search.status !== 'found') return { status: 'none' }
  const { spec, at } = search
  const { path } = spec
  const entry = await repository.fileAt(at.sha, path)
  const bytes =
    entry === null ? null : await repository.blob(entry.oid, maxSpecBytes)
  const text = bytes === null ? null : decodeSpecText(bytes)
  if (entry === null || text === null) return { status: 'refused', path }
  const forkOnly = everForkOnlyPaths(preparation)
  const commits = commitsForUpstream(history.commits, forkOnly)
  const edits = completionEdits({
    spec,
    evidence,
    commits: commits.map(({ sha }) => sha),
    now,
  })
  const edited = editFrontmatter(text, edits)
  if (edited === null) return { status: 'refused', path }
  const patch = await patchOf(repository, { commit: at.sha, entry }, edited)
  return { status: 'made', patch, at: at.ref }
}

/** The difference between a file of a commit and another text of it, by git itself. */
async function patchOf(
  repository: GitRepository,
  { commit, entry }: { readonly commit: string; readonly entry: TreeEntry },
  input: string,
): Promise<string> {
  const { git } = repository
  const { path, executable } = entry
  const args = ['hash-object', '-w', '--no-filters', '--stdin']
  const written = await git.run(args, { input })
  if (written.exitCode !== 0) throw notMade(written.stderr)
  const oid = written.stdout.toString('utf8').trim()
  const mode = executable ? '100755' : '100644'
  const edits = [{ path, entry: { mode, oid } }]
  const tree = await editedTree(repository, { commit, edits }, notMade)
  const options = ['--text', '--unified=3', '--full-index', '--no-renames']
  const range = [commit, tree, '--', path]
  const diff = await git.run([...diffCommand, ...options, ...range])
  if (diff.exitCode !== 0) throw notMade(diff.stderr)
  return diff.stdout.toString('utf8')
}

function notMade(stderr: string): Refusal {
  return new Refusal(`The patch of the spec could not be made: ${stderr}`)
}
