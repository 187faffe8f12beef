import { notAccessible, notFound, refuse } from './refusal.ts'
import {
  type PermissionName,
  type RepositoryState,
  type World,
  fullName,
} from './world.ts'

/** Who sends a request. */
export type Caller =
  | {
      /** `GITHUB_TOKEN` of a workflow run in this repository. */
      readonly kind: 'installation'
      readonly login: string
      readonly repository: RepositoryState
    }
  | {
      /** A personal token with full access to everything. */
      readonly kind: 'person'
      readonly login: string
      /** Where its writes are expected; others are recorded. */
      readonly home: RepositoryState | null
    }
  | { readonly kind: 'anonymous'; readonly login: string }

/** A permission that an operation needs; one of several is enough. */
export type Need = {
  readonly anyOf: readonly PermissionName[]
  readonly level: 'read' | 'write'
}

/** Login of what `GITHUB_TOKEN` writes. */
export const botLogin = 'github-actions[bot]'

/** Who a request's `Authorization` header stands for. Refused with 401 when the token is not known. */
export function identify(
  tokens: ReadonlyMap<string, Caller>,
  authorization: string | undefined,
): Caller {
  if (authorization === undefined) return { kind: 'anonymous', login: '' }
  const token = tokenOf(authorization)
  const caller = token === null ? undefined : tokens.get(token)
  if (caller === undefined) throw refuse(401, 'Bad credentials')
  return caller
}

/** The token in an `Authorization` header: bearer, token or, as git sends it, basic. */
function tokenOf(authorization: string): string | null {
  const space = authorization.indexOf(' ')
  const scheme = authorization.slice(0, Math.max(space, 0)).toLowerCase()
  const value = authorization.slice(space + 1).trim()
  if (scheme === 'token' || scheme === 'bearer') return value
  if (scheme !== 'basic') return null
  const plain = Buffer.from(value, 'base64').toString('utf8')
  return plain.slice(plain.indexOf(':') + 1)
}

/** Whether the caller can see that the repository exists. */
export function canSee(caller: Caller, repository: RepositoryState): boolean {
  if (!repository.settings.isPrivate) return true
  switch (caller.kind) {
    case 'installation':
      return caller.repository === repository
    case 'person':
      return true
    case 'anonymous':
      return false
  }
}

/** Whether the caller holds one of the permissions in the repository. */
export function holds(
  caller: Caller,
  repository: RepositoryState,
  need: Need,
): boolean {
  switch (caller.kind) {
    case 'installation':
      return (
        caller.repository === repository &&
        need.anyOf.some((name) => {
          const level = repository.settings.permissions[name] ?? 'none'
          return level === 'write' || level === need.level
        })
      )
    case 'person':
      return true
    case 'anonymous':
      return false
  }
}

/** Refuses a read of something private without the permission for it. */
export function requireRead(
  caller: Caller,
  repository: RepositoryState,
  needs: Need | null,
): void {
  if (!canSee(caller, repository)) throw notFound()
  if (needs === null || !repository.settings.isPrivate) return
  if (!holds(caller, repository, needs)) throw notAccessible()
}

/** A write that somebody tries. */
export type WriteAccess = {
  readonly caller: Caller
  readonly repository: RepositoryState
  /** Method and path, for the record. */
  readonly request: string
}

/** Records a write that leaves the repository that the token belongs to. */
export function recordWrite(world: World, access: WriteAccess): void {
  const { caller, repository, request } = access
  const home = homeOf(caller)
  if (home === null || home === repository) return
  world.violations.push({
    rule: 'write outside the fork',
    request,
    detail: `the token belongs to ${fullName(home)}`,
  })
}

function homeOf(caller: Caller): RepositoryState | null {
  switch (caller.kind) {
    case 'installation':
      return caller.repository
    case 'person':
      return caller.home
    case 'anonymous':
      return null
  }
}

/** Refuses a write that the token may not make, and records one that leaves the fork. */
export function requireWrite(
  world: World,
  access: WriteAccess,
  needs: Need | null,
): void {
  const { caller, repository } = access
  if (caller.kind === 'anonymous') throw refuse(401, 'Requires authentication')
  recordWrite(world, access)
  if (!canSee(caller, repository)) throw notFound()
  const isAllowed =
    needs === null
      ? homeOf(caller) === repository || caller.kind === 'person'
      : holds(caller, repository, needs)
  if (!isAllowed) throw notAccessible()
}
