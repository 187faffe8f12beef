import type { CloneFacts, RepositoryName } from '../doctor/facts.ts'
import { repositoryOfUrl, roleOfRemotes } from '../io/git/branches.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { readSettings } from '../io/git/settings.ts'
import { isOnPath } from '../io/on-path.ts'
import { readHooks } from './doctor-hooks.ts'
import type { Terminal } from './terminal.ts'

/** The clone, and the repositories that its remotes name. */
export type Remotes = {
  readonly clone: CloneFacts
  readonly fork: RepositoryName | null
  readonly upstream: RepositoryName | null
}

/** Reads remotes, settings and versions. Nothing of the project is run. */
export async function readRemotes(
  repository: GitRepository,
  { environment }: Terminal,
): Promise<Remotes> {
  const [remotes, credentials, pushTargets, ghResolved, hooks, gitVersion] =
    await Promise.all([
      repository.remotes(),
      repository.credentials(),
      readPushTargets(repository),
      readOfRemotes(repository, 'gh-resolved'),
      readHooks(repository),
      readGitVersion(repository),
    ])
  const { fork: forkRemote, upstream: upstreamRemote } = roleOfRemotes(remotes)
  const nameOf = (remote: string | null): RepositoryName | null =>
    remote === null ? null : nameOnServer(remotes.get(remote) ?? '')
  return {
    clone: {
      isShallow: repository.isShallow,
      credentials,
      remotes,
      forkRemote,
      upstreamRemote,
      pushTargets,
      ghResolved,
      hooks,
      gitVersion,
      nodeVersion: process.versions.node,
      hasGh: isOnPath(environment['PATH'], 'gh'),
    },
    fork: nameOf(forkRemote) ?? parseName(environment['GITHUB_REPOSITORY']),
    upstream: nameOf(upstreamRemote),
  }
}

/** `null` for a folder on this machine. */
function nameOnServer(url: string): RepositoryName | null {
  const isAddress = /^[a-z][a-z0-9+.-]{0,20}:\/\//iu.test(url)
    ? !url.startsWith('file:')
    : /^(?:[\w.-]{1,100}@)?[\w.-]{2,250}:/u.test(url)
  const found = isAddress ? repositoryOfUrl(url) : null
  return found === null ? null : parseName(`${found.owner}/${found.name}`)
}

function parseName(text: string | undefined): RepositoryName | null {
  const [, owner, name] =
    /^([\w-][\w.-]{0,99})\/([\w.-]{1,100})$/u.exec(text ?? '') ?? []
  return owner === undefined || name === undefined ? null : { owner, name }
}

/** Remote → value of one of its settings. */
async function readOfRemotes(
  { git }: GitRepository,
  name: 'gh-resolved' | 'pushurl',
): Promise<ReadonlyMap<string, string>> {
  const settings = await readSettings(git, `^remote\\..*\\.${name}$`)
  return new Map(
    [...settings].map(([key, value]) => [
      key.slice('remote.'.length, -name.length - 1),
      value,
    ]),
  )
}

async function readPushTargets(
  repository: GitRepository,
): Promise<CloneFacts['pushTargets']> {
  const urls = await readOfRemotes(repository, 'pushurl')
  return new Map(
    [...urls].flatMap(([remote, url]) => {
      const found = nameOnServer(url)
      return found === null ? [] : [[remote, found] as const]
    }),
  )
}

async function readGitVersion({ git }: GitRepository): Promise<string | null> {
  const { stdout } = await git.run(['version'])
  return /\d{1,4}(?:\.\d{1,4}){1,3}/u.exec(stdout.toString('utf8'))?.[0] ?? null
}
