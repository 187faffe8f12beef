import { Refusal } from '../../errors.ts'
import type { GitOutput } from './git-process.ts'
import type { GitRepository } from './repository.ts'

/** Who wrote a commit, and when, as git's environment has it. */
export type Author = Readonly<Record<string, string>>

/** Author of commits that no ref ever names, so that nobody has to have an identity for them. */
const nobody: Author = {
  GIT_AUTHOR_NAME: 'Staging PR',
  GIT_AUTHOR_EMAIL: 'staging-pr@localhost',
  GIT_AUTHOR_DATE: '@0 +0000',
  GIT_COMMITTER_NAME: 'Staging PR',
  GIT_COMMITTER_EMAIL: 'staging-pr@localhost',
  GIT_COMMITTER_DATE: '@0 +0000',
}

/** What a commit is made of; parents are full SHAs. */
export type CommitParts = {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: Author
}

/** Author of a commit, with the date as it stands there. */
export async function authorOf(
  { git }: GitRepository,
  commit: string,
): Promise<Author> {
  const args = [
    'log',
    '-1',
    '--no-show-signature',
    '--encoding=UTF-8',
    '--date=raw',
    '--format=%an%x00%ae%x00%ad',
    commit,
    '--',
  ]
  const told = require0(await git.run(args))
  const [name = '', email = '', date = ''] = told.split('\0')
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: `@${date}`,
  }
}

/** Writes a commit that no ref names yet. Throws {@link Refusal}. */
export async function writeCommit(
  { git }: GitRepository,
  { tree, parents, message, author }: CommitParts,
): Promise<string> {
  const args = parents.flatMap((parent) => ['-p', parent])
  return require0(
    await git.run(['commit-tree', tree, ...args, '-F', '-'], {
      input: message,
      variables: author,
      config: { 'i18n.commitEncoding': 'UTF-8' },
    }),
  )
}

/** A commit that is only there to be merged or checked out. Throws {@link Refusal}. */
export function writePassingCommit(
  repository: GitRepository,
  { tree, parents }: Pick<CommitParts, 'tree' | 'parents'>,
): Promise<string> {
  return writeCommit(repository, {
    tree,
    parents,
    message: 'For a moment',
    author: nobody,
  })
}

function require0({ exitCode, stdout, stderr }: GitOutput): string {
  if (exitCode !== 0) throw notBuilt(stderr)
  return stdout.toString('utf8').trim()
}

/** What git cannot do, in words. */
export function notBuilt(stderr: string): Refusal {
  return new Refusal(`The clean branch could not be built: ${stderr.trim()}`, {
    remedy:
      'Git 2.38 or newer is needed, and an identity: `git config user.name` and `git config user.email`.',
  })
}
