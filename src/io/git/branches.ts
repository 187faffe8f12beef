import { sameName } from '../../context/resolve-context.ts'
import type { Repository } from '../../context/run-context.ts'
import type { GitRepository } from './repository.ts'

/** Where branches are fetched from when the clone does not have them. */
export type RemoteAccess = {
  /** Clone URL. */
  readonly url: string
  /** Sent as basic authorization to this server alone; `null` fetches anonymously. */
  readonly token: string | null
}

/** A commit and the words that say where it was taken from. */
export type NamedCommit = { readonly sha: string; readonly from: string }

/** Longest wait for one fetch. Milliseconds. */
const fetchTimeoutMs = 30_000

/** `owner/name` at the end of a remote's address: `https://host/o/n.git`, `git@host:o/n`, a path. `null` for anything shorter. */
export function repositoryOfUrl(
  url: string,
): Pick<Repository, 'owner' | 'name'> | null {
  const [name = '', owner = ''] = url
    .replace(/\/$/u, '')
    .replace(/\.git$/u, '')
    .split(/[/:]/u)
    .reverse()
  return name === '' || owner === '' ? null : { owner, name }
}

/** Name of the remote whose URL is this repository's, or `null`. */
export function remoteOf(
  remotes: ReadonlyMap<string, string>,
  repository: Pick<Repository, 'owner' | 'name'>,
): string | null {
  for (const [name, url] of remotes) {
    const found = repositoryOfUrl(url)
    if (found !== null && sameName(found, repository)) return name
  }
  return null
}

/** Fetches one branch (or `HEAD`) into a ref of ours; with `depth`, so many commits of it, or all (`null`), whatever the clone left out. `null` when it cannot be had. */
export async function fetchBranch(
  repository: GitRepository,
  access: RemoteAccess,
  {
    source,
    target,
    depth,
  }: {
    readonly source: string
    readonly target: string
    readonly depth?: number | null
  },
): Promise<string | null> {
  const { exitCode } = await repository.git.run(
    [
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      ...(depth === undefined ? [] : [depthOption(depth)]),
      '--end-of-options',
      access.url,
      `+${source}:${target}`,
    ],
    {
      timeoutMs: fetchTimeoutMs,
      config: authorization(access),
      protocols: remoteProtocols,
    },
  )
  return exitCode === 0 ? repository.commit(target) : null
}

/** Fetches history that a shallow checkout left out: so many commits of each branch, or all (`null`). Answers whether it could be had. */
export async function deepen(
  repository: GitRepository,
  access: RemoteAccess,
  {
    branches,
    depth,
  }: { readonly branches: readonly string[]; readonly depth: number | null },
): Promise<boolean> {
  const { exitCode } = await repository.git.run(
    [
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      depthOption(depth),
      '--end-of-options',
      access.url,
      ...branches.map((name) => `+refs/heads/${name}:${forkRef(name)}`),
    ],
    {
      timeoutMs: 10 * fetchTimeoutMs,
      config: authorization(access),
      protocols: remoteProtocols,
    },
  )
  return exitCode === 0
}

/** The largest depth stands for all of it, and is no fault where nothing is left out (git-fetch, --depth). */
function depthOption(depth: number | null): string {
  return `--depth=${depth ?? 2_147_483_647}`
}

/** GitHub, and a remote that is a folder. */
export const remoteProtocols = 'https:http:file'

/** Host of a remote's address, with its port for https; `null` for a folder and for a short name of ssh's configuration. */
export function hostOfUrl(url: string): string | null {
  const ofWeb = /^https?:\/\/(?:[^@/]{1,200}@)?([\w.-]{1,200}(?::\d{1,5})?)\//u
  const ofSsh =
    /^(?:ssh:\/\/)?(?:[\w.-]{1,100}@)([\w-]{1,100}(?:\.[\w-]{1,100}){1,9})[:/]/u
  const host = ofWeb.exec(url)?.[1] ?? ofSsh.exec(url)?.[1] ?? null
  // GitHub's way for ssh through the port of https.
  return host === 'ssh.github.com' ? 'github.com' : host
}

/** Which remotes are the fork and upstream, by their names: `origin` is upstream where there is a remote `fork`. `null` where none is. */
export function roleOfRemotes(remotes: ReadonlyMap<string, unknown>): {
  readonly fork: string | null
  readonly upstream: string | null
} {
  const first = (...names: readonly string[]): string | null =>
    names.find((name) => remotes.has(name)) ?? null
  const fork = first('fork', 'origin')
  return {
    fork,
    upstream: first('upstream', ...(fork === 'fork' ? ['origin'] : [])),
  }
}

/** Name of the remote that is the fork; without one of the usual names the first, else `origin`. */
export function forkRemote(remotes: ReadonlyMap<string, unknown>): string {
  const [only = 'origin'] = remotes.keys()
  return roleOfRemotes(remotes).fork ?? only
}

/** Default branch of a remote as the clone knows it: its HEAD, else `main` or `master`; `null` where it has none of them. */
export async function remoteDefaultBranch(
  repository: GitRepository,
  remote: string,
): Promise<string | null> {
  const prefix = `refs/remotes/${remote}/`
  const ref = await repository.symbolicRef(`${prefix}HEAD`)
  if (ref !== null) return ref.replace(prefix, '')
  for (const name of ['main', 'master']) {
    if ((await repository.commit(`${prefix}${name}`)) !== null) return name
  }
  return null
}

/** Our own ref for a branch of the fork, beside whatever the checkout made. */
export function forkRef(branch: string): string {
  return `refs/staging-pr/fork/${branch}`
}

/** Header for one server by environment, so that the token stands on no command line and in no file. */
export function authorization({
  url,
  token,
}: RemoteAccess): Readonly<Record<string, string>> {
  if (token === null || !/^https?:\/\//u.test(url)) return {}
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  return {
    [`http.${new URL(url).origin}/.extraheader`]: `AUTHORIZATION: basic ${basic}`,
  }
}
