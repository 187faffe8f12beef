import { Refusal } from '../errors.ts'
import type { Sourced } from '../sourced.ts'
import { fullName, type Repository, type Server } from './run-context.ts'

/** What is known of the fork and its parents, as far as GitHub said it. */
export type KnownRepositories = {
  readonly fork: Repository
  readonly isFork: boolean
  readonly parent: Repository | null
}

/** Reads `owner/name`. Throws {@link Refusal} for anything else. */
function parseRepositoryName(
  given: Sourced<string>,
): Pick<Repository, 'owner' | 'name'> {
  const [owner = '', name = '', ...rest] = given.value.split('/')
  const isName = /^(?!\.{1,2}$)[\w.-]+$/u
  if (isName.test(owner) && isName.test(name) && rest.length === 0) {
    return { owner, name }
  }
  throw new Refusal(
    `${given.source}: upstream must be owner/name, got "${given.value}".`,
  )
}

/**
 * The repository that the fork was forked from, or the one a person named.
 * Throws {@link Refusal} for a repository that is no fork.
 */
export function resolveUpstream(
  known: KnownRepositories,
  given: Sourced<string> | null,
): Repository {
  if (given !== null) {
    const named = parseRepositoryName(given)
    const { parent } = known
    if (parent !== null && sameName(parent, named)) return parent
    return { ...named, id: null, defaultBranch: null }
  }
  if (known.isFork && known.parent !== null) return known.parent
  throw new Refusal(
    `${fullName(known.fork)} is not a fork${known.isFork ? ' whose parent can be seen' : ''}.`,
    {
      remedy:
        'Staging PR works in forks. If this repository stands for one, name the original with the input `upstream: owner/name`.',
    },
  )
}

/** Compares as GitHub does: case does not count. */
export function sameName(
  one: Pick<Repository, 'owner' | 'name'>,
  other: Pick<Repository, 'owner' | 'name'>,
): boolean {
  return fullName(one).toLowerCase() === fullName(other).toLowerCase()
}

/** Throws {@link Refusal} for a fix branch that a staging PR cannot be made of. */
export function requireFixBranch(branch: string, base: string): void {
  if (branch !== base) return
  throw new Refusal(
    `${branch} is the base of the staging PR, so it cannot be the fix branch too.`,
    {
      remedy:
        'Put the fix on a branch of its own: `git switch -c fix/issue-1234` and push it.',
    },
  )
}

/** Address of the fork's page, for messages. */
export function forkUrl(
  server: Server,
  fork: Pick<Repository, 'owner' | 'name'>,
): string {
  return `${server.url}/${fullName(fork)}`
}
