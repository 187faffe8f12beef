import type { GitProcess } from './git-process.ts'

/** Settings of the repository by a pattern over their names. */
export async function readSettings(
  git: GitProcess,
  pattern: string,
): Promise<ReadonlyMap<string, string>> {
  const args = ['config', '--null', '--get-regexp', pattern]
  const { stdout } = await git.run(args)
  const entries = stdout
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => {
      const end = entry.indexOf('\n')
      return end < 0
        ? []
        : [[entry.slice(0, end), entry.slice(end + 1)] as const]
    })
  return new Map(entries)
}

/** What of the configuration is looked at: remotes, commands that git would run, and credentials. */
export const settingsInUse =
  '^(remote\\..*\\.(url|pushurl)|filter\\..*|merge\\..*\\.driver|http\\.(.*\\.)?extraheader|includeif\\..*\\.path|url\\..*\\.(insteadof|pushinsteadof))$'

/**
 * Settings that hold a credential, or that include a file which does:
 * actions/checkout writes a header for the server (up to v5) or includes a file
 * in `RUNNER_TEMP` (since v6), and a remote's address may hold a password.
 */
export function credentialsIn(
  settings: ReadonlyMap<string, string>,
): readonly string[] {
  return [...settings].flatMap(([key, value]) => {
    const isHeader =
      /^http\.(?:.*\.)?extraheader$/u.test(key) &&
      /^authorization:/iu.test(value)
    const isFile = key.startsWith('includeif.') && fileOfCheckout.test(value)
    const isAddress =
      /^remote\..*\.(?:push)?url$/u.test(key) && passwordInAddress.test(value)
    const isRewrite = /^url\.https?:\/\/[^/@\s]{1,500}@/u.test(key)
    if (isRewrite) return ['url.….insteadOf']
    return isHeader || isFile || isAddress ? [key] : []
  })
}

const fileOfCheckout = /(?:^|\/)git-credentials-[^/]{1,100}\.config$/u

const passwordInAddress = /^https?:\/\/[^/@\s]{1,500}@/u

/** Settings whose name begins so. */
export function withPrefix(
  settings: ReadonlyMap<string, string>,
  prefix: string,
): ReadonlyMap<string, string> {
  return new Map([...settings].filter(([key]) => key.startsWith(prefix)))
}

/** Remote name → URL. */
export function remotesIn(
  settings: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map(
    [...withPrefix(settings, 'remote.')]
      .filter(([key]) => key.endsWith('.url'))
      .map(([key, url]) => [key.slice('remote.'.length, -'.url'.length), url]),
  )
}

/**
 * Whether no tracked file differs from a commit. A file as new as the index is
 * compared by content, through the filters that the repository's configuration
 * names: these are switched off, since they are commands.
 */
export async function hasNoChanges(
  git: GitProcess,
  commit: string,
  filters: readonly string[],
): Promise<boolean> {
  // By content: a file that was only touched is none that differs.
  const args = ['diff', '--quiet', '--no-ext-diff', '--no-textconv']
  const changed = await git.run(
    [...args, '--ignore-submodules=all', commit, '--'],
    {
      config: Object.fromEntries(filters.map((key) => [key, ''])),
    },
  )
  return changed.exitCode === 0
}

/** The tree of a merge, and the paths on which it conflicts. */
export type MergedTree = {
  readonly tree: string
  readonly conflicts: readonly string[]
}

/**
 * Merges without a work tree. Merge drivers that the configuration names are
 * commands: each is made one that gives up, so that its files count as
 * conflicts.
 */
export async function mergeTree(
  git: GitProcess,
  commits: readonly string[],
  drivers: readonly string[],
): Promise<MergedTree | null> {
  const args = [
    'merge-tree',
    '--write-tree',
    '--name-only',
    '--no-messages',
    '-z',
  ]
  const { exitCode, stdout } = await git.run([...args, ...commits], {
    config: Object.fromEntries(drivers.map((key) => [key, 'false'])),
  })
  if (exitCode !== 0 && exitCode !== 1) return null
  const [tree = '', ...paths] = stdout.toString('utf8').split('\0')
  return {
    tree: tree.trim(),
    conflicts: exitCode === 0 ? [] : paths.filter((path) => path !== ''),
  }
}
