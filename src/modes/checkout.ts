import type { BranchEvent } from '../context/trigger-event.ts'
import type { Server } from '../context/run-context.ts'
import { fullName, type Repository } from '../context/run-context.ts'
import { Refusal } from '../errors.ts'
import {
  fetchBranch,
  forkRef,
  type NamedCommit,
  type RemoteAccess,
  remoteOf,
} from '../io/git/branches.ts'
import type { GitRepository } from '../io/git/repository.ts'

/** The clone of this run, with the way to the fork's branches. */
export type Checkout = {
  readonly repository: GitRepository
  readonly remotes: ReadonlyMap<string, string>
  readonly fork: Pick<Repository, 'owner' | 'name'>
  /** `null` where nothing may be fetched (command line). */
  readonly access: RemoteAccess | null
  /** Every branch of the fork was fetched, so one that is not here does not exist. */
  readonly hasEveryBranch: boolean
}

/**
 * Whether a clone has all branches of the fork: it is not shallow, and holds
 * the remote's default branch beside the fix branch (`fetch-depth: 0` fetches
 * all, any other depth the one that was asked for).
 */
export async function hasEveryBranch(
  { repository, remotes, fork }: Omit<Checkout, 'hasEveryBranch'>,
  branches: readonly (string | null)[],
): Promise<boolean> {
  if (repository.isShallow) return false
  const remote = remoteOf(remotes, fork) ?? 'origin'
  const known = await Promise.all(
    branches.map(async (branch) =>
      branch === null
        ? null
        : repository.commit(`refs/remotes/${remote}/${branch}`),
    ),
  )
  return known.every((sha) => sha !== null)
}

/** How the fork of an event is reached by git. */
export function forkAccess(
  server: Server,
  event: Pick<BranchEvent, 'owner' | 'name'>,
  token: string | null,
): RemoteAccess {
  return { url: `${server.url}/${fullName(event)}.git`, token }
}

/** Head of one of the fork's branches as this clone knows it, fetched when it is not there. */
export async function forkBranch(
  checkout: Checkout,
  branch: string,
): Promise<NamedCommit | null> {
  const local = await knownForkBranch(checkout, branch)
  if (local !== null || checkout.access === null) return local
  if (checkout.hasEveryBranch) return null
  const refspec = { source: `refs/heads/${branch}`, target: forkRef(branch) }
  const sha = await fetchFromFork(checkout, checkout.access, refspec)
  return sha === null ? null : { sha, from: branch }
}

/** The same without the network. */
async function knownForkBranch(
  { repository, remotes, fork, access }: Checkout,
  branch: string,
): Promise<NamedCommit | null> {
  const remote = remoteOf(remotes, fork) ?? 'origin'
  const refs = [
    forkRef(branch),
    `refs/remotes/${remote}/${branch}`,
    ...(access === null ? [`refs/heads/${branch}`] : []),
  ]
  for (const ref of refs) {
    const sha = await repository.commit(ref)
    if (sha !== null) return { sha, from: branch }
  }
  return null
}

/**
 * Makes sure that a commit is in the clone. Throws {@link Refusal} when it
 * cannot be had.
 */
export async function requireCommit(
  checkout: Checkout,
  wanted: { readonly sha: string; readonly branch: string },
): Promise<void> {
  if ((await checkout.repository.commit(wanted.sha)) !== null) return
  const refspec = {
    source: `refs/heads/${wanted.branch}`,
    target: forkRef(wanted.branch),
  }
  if (checkout.access !== null) {
    await fetchFromFork(checkout, checkout.access, refspec)
  }
  if ((await checkout.repository.commit(wanted.sha)) !== null) return
  throw await missingCommit(checkout, wanted)
}

/** A clone with the whole branch, which points elsewhere: the branch was rewritten since. */
async function missingCommit(
  checkout: Checkout,
  { sha, branch }: { readonly sha: string; readonly branch: string },
): Promise<Refusal> {
  const now = await knownForkBranch(checkout, branch)
  const wanted = `Commit ${sha.slice(0, 12)} of ${branch}`
  if (now !== null && !checkout.repository.isShallow) {
    return new Refusal(
      `${wanted} is gone: the branch was rewritten and is at ${now.sha.slice(0, 12)} by now.`,
      {
        remedy:
          'There is nothing to do: the run of the newer push takes its place.',
      },
    )
  }
  return new Refusal(
    `${wanted} is not in this checkout and could not be fetched.`,
    {
      remedy:
        'Check the branch out with `fetch-depth: 0`:\n  - uses: actions/checkout@v7\n    with:\n      fetch-depth: 0',
    },
  )
}

/** By the clone's own remote first (a folder or an address that is known to work), then by the server's address. */
async function fetchFromFork(
  { repository, remotes, fork }: Checkout,
  access: RemoteAccess,
  refspec: { readonly source: string; readonly target: string },
): Promise<string | null> {
  for (const url of fetchUrls(remotes, fork, access)) {
    const sha = await fetchBranch(repository, { ...access, url }, refspec)
    if (sha !== null) return sha
  }
  return null
}

function bare(url: string): string {
  return url.replace(/(?:\.git)?\/?$/u, '')
}

/** Addresses to try for the fork, each once. */
export function fetchUrls(
  remotes: ReadonlyMap<string, string>,
  fork: Pick<Repository, 'owner' | 'name'>,
  access: RemoteAccess,
): readonly string[] {
  const own = remotes.get(remoteOf(remotes, fork) ?? 'origin')
  if (own === undefined) return [access.url]
  return bare(own) === bare(access.url) ? [own] : [own, access.url]
}
