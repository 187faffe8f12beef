import { fullName } from '../context/run-context.ts'
import { Refusal } from '../errors.ts'
import {
  deepen,
  fetchBranch,
  type NamedCommit,
  remoteOf,
} from '../io/git/branches.ts'
import { isWholeSince } from '../io/git/shallow.ts'
import { type Checkout, fetchUrls, forkBranch } from './checkout.ts'
import type { HistoryRequest } from './history.ts'

/** The two sides that a branch is compared with. */
export type Sides = {
  readonly base: NamedCommit
  /** `null` where upstream could not be reached. */
  readonly upstream: NamedCommit | null
}

/** How much history is fetched for a shallow checkout, until what lies between the commits is whole; `null` is all. Commits. */
const depths: readonly (number | null)[] = [100, 1_000, null]

/** Finds the base in the fork and upstream's base, with the history between them and the head. Throws {@link Refusal}. */
export async function findSides(
  checkout: Checkout,
  request: HistoryRequest,
): Promise<Sides> {
  if (!checkout.repository.isShallow) return readSides(checkout, request)
  for (const depth of depths) {
    if (!(await fetchDeeper(checkout, request, depth))) break
    const sides = await readSides(checkout, request, depth)
    const tips = [
      request.headSha,
      (sides.upstream ?? sides.base).sha,
      sides.base.sha,
    ] as const
    if (depth === null || (await isWholeSince(checkout.repository, tips)))
      return sides
  }
  throw refuseShallow(checkout)
}

async function readSides(
  checkout: Checkout,
  request: HistoryRequest,
  depth?: number | null,
): Promise<Sides> {
  const [base, upstream] = await Promise.all([
    requireBase(checkout, request),
    findUpstreamBase(checkout, request, depth),
  ])
  return { base, upstream }
}

async function fetchDeeper(
  checkout: Checkout,
  { branch, base }: HistoryRequest,
  depth: number | null,
): Promise<boolean> {
  const { repository, access, remotes, fork } = checkout
  const urls = access === null ? [] : fetchUrls(remotes, fork, access)
  const token = access?.token ?? null
  for (const url of urls) {
    if (
      await deepen(
        repository,
        { url, token },
        { branches: [base, branch], depth },
      )
    )
      return true
  }
  return false
}

function refuseShallow({ access }: Checkout): Refusal {
  return new Refusal(
    'The checkout is shallow and its history could not be fetched, so nothing can be compared with upstream.',
    {
      remedy:
        access === null
          ? 'Fetch the rest of it: `git fetch --unshallow`.'
          : 'Add `fetch-depth: 0` to the checkout step:\n  - uses: actions/checkout@v7\n    with:\n      fetch-depth: 0',
    },
  )
}

async function requireBase(
  checkout: Checkout,
  { base }: HistoryRequest,
): Promise<NamedCommit> {
  const commit = await forkBranch(checkout, base)
  if (commit !== null) return commit
  throw new Refusal(
    `The base ${base} is no branch of ${fullName(checkout.fork)}.`,
    {
      remedy: `Create it (\`git push origin <commit>:refs/heads/${base}\`), or name another one with the input \`base\`.`,
    },
  )
}

/** Upstream's base: the one that a person named, else from a remote that was fetched already, else from upstream itself. */
async function findUpstreamBase(
  checkout: Checkout,
  request: HistoryRequest,
  depth?: number | null,
): Promise<NamedCommit | null> {
  if (request.comparedWith !== null) return request.comparedWith
  const branch = request.upstreamBase ?? request.upstream.defaultBranch
  const known = await knownUpstreamBase(checkout, request, branch)
  if (known !== null || request.upstreamUrl === null) return known
  const sha = await fetchBranch(
    checkout.repository,
    { url: request.upstreamUrl, token: null },
    {
      source: branch === null ? 'HEAD' : `refs/heads/${branch}`,
      target: 'refs/staging-pr/upstream',
      ...(depth === undefined ? {} : { depth }),
    },
  )
  const from = `${fullName(request.upstream)} ${branch ?? 'HEAD'}`
  return sha === null ? null : { sha, from }
}

async function knownUpstreamBase(
  { repository, remotes }: Checkout,
  { upstream, base }: HistoryRequest,
  branch: string | null,
): Promise<NamedCommit | null> {
  const remote = remoteOf(remotes, upstream)
  if (remote === null) return null
  for (const name of branch === null ? ['HEAD', base] : [branch]) {
    const sha = await repository.commit(`refs/remotes/${remote}/${name}`)
    if (sha !== null) return { sha, from: `${fullName(upstream)} ${name}` }
  }
  return null
}
