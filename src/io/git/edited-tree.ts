import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GitOutput } from './git-process.ts'
import type { GitRepository } from './repository.ts'

/** An entry of a tree, links and submodules too; without one the path goes. */
export type EditedEntry = {
  readonly path: string
  readonly entry: { readonly mode: string; readonly oid: string } | null
}

/**
 * SHA of a commit's tree with some entries changed, by an index of its own:
 * neither the work tree nor the repository's index is touched. Whatever git
 * says against it is thrown by `refuse`.
 */
export async function editedTree(
  { git }: GitRepository,
  { commit, edits }: { commit: string; edits: readonly EditedEntry[] },
  refuse: (stderr: string) => Error,
): Promise<string> {
  const lines = edits.map(({ path, entry }) =>
    entry === null
      ? `0 ${'0'.repeat(commit.length)}\t${path}\0`
      : `${entry.mode} ${entry.oid}\t${path}\0`,
  )
  const require0 = ({ exitCode, stdout, stderr }: GitOutput): string => {
    if (exitCode !== 0) throw refuse(stderr)
    return stdout.toString('utf8').trim()
  }
  const folder = await mkdtemp(join(tmpdir(), 'staging-pr-index-'))
  const variables = { GIT_INDEX_FILE: join(folder, 'index') }
  try {
    require0(await git.run(['read-tree', commit], { variables }))
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
