import type { GitOutput } from './git-process.ts'
import type { GitRepository } from './repository.ts'

/** More is not compared: no fix changes so many files, and no diff of one is so long. */
const limits = {
  paths: 300,
  commits: 500,
  maxBytes: 32 * 1024 * 1024,
  timeoutMs: 60_000,
} as const

/** Two commits, of which the second has what the first has not. */
type Range = { readonly from: string; readonly to: string }

/** The same for every diff that is compared, whatever the configuration says. */
const patch = [
  '-p',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-renames',
  '--full-index',
  '--unified=3',
  '--diff-algorithm=myers',
  '--ignore-submodules=all',
  '--src-prefix=a/',
  '--dst-prefix=b/',
] as const

/**
 * Patch ids of the commits in a range that touch some paths, as far as they
 * change these: id → commit (https://git-scm.com/docs/git-patch-id). Merges are
 * left out, and everything where it would be too much.
 */
export async function patchIds(
  repository: GitRepository,
  { from, to }: Range,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0 || paths.length > limits.paths) return new Map()
  const log = await repository.git.run(
    [
      'log',
      ...patch,
      '--no-merges',
      '--full-history',
      '--no-show-signature',
      `--max-count=${limits.commits}`,
      '--format=commit %H',
      to,
      `^${from}`,
      '--',
      ...paths,
    ],
    limits,
  )
  return idsIn(repository, log)
}

/** Patch id of all that lies between two commits in some paths, or `null`. */
export async function patchIdOfAll(
  repository: GitRepository,
  { from, to }: Range,
  paths: readonly string[],
): Promise<string | null> {
  if (paths.length === 0 || paths.length > limits.paths) return null
  const args = ['diff', ...patch, from, to, '--', ...paths]
  const ids = await idsIn(repository, await repository.git.run(args, limits))
  return [...ids.keys()][0] ?? null
}

async function idsIn(
  { git }: GitRepository,
  { exitCode, stdout }: GitOutput,
): Promise<ReadonlyMap<string, string>> {
  if (exitCode !== 0 || stdout.length === 0) return new Map()
  // One letter a byte, so that what is no UTF-8 differs where it differs.
  const input = stdout.toString('latin1')
  const answer = await git.run(['patch-id', '--stable'], { ...limits, input })
  const pairs = answer.stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line): (readonly [string, string])[] => {
      const [id = '', commit = ''] = line.split(' ')
      return id === '' ? [] : [[id, commit]]
    })
  return new Map(pairs)
}
