/** A request on its way out. */
export type OutgoingRequest = {
  readonly method: string
  readonly url: string
  readonly body: unknown
}

/** The fork as the only place to which anything is written. */
export type WriteScope = {
  /** `GITHUB_API_URL` without a trailing slash. */
  readonly apiUrl: string
  readonly graphqlUrl: string | null
  readonly owner: string
  readonly name: string
  /** `owner/name` in small letters: other repositories whose pull requests and issues may be read. */
  readonly readable: ReadonlySet<string>
}

/** A request that this product must never send. It is thrown before a byte leaves. */
export class ForbiddenRequest extends Error {
  constructor(operation: string, why: string) {
    super(`Refused to send ${operation}: ${why}.`)
    this.name = 'ForbiddenRequest'
  }
}

/** Everything that may be written, below `/repos/{owner}/{name}`. There is no other list. */
const allowedWrites: readonly {
  readonly method: string
  readonly path: RegExp
}[] = [
  { method: 'POST', path: /^\/pulls$/u },
  { method: 'PATCH', path: /^\/pulls\/[1-9]\d{0,9}$/u },
  { method: 'PATCH', path: /^\/issues\/[1-9]\d{0,9}$/u },
  { method: 'POST', path: /^\/statuses\/[0-9a-f]{40}(?:[0-9a-f]{24})?$/u },
  { method: 'POST', path: /^\/pulls\/[1-9]\d{0,9}\/requested_reviewers$/u },
  { method: 'POST', path: /^\/check-runs$/u },
  { method: 'PATCH', path: /^\/check-runs\/[1-9]\d{0,15}$/u },
]

/** The one mutation: it has no REST form. */
export const readyForReviewMutation =
  'mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) { pullRequest { id isDraft } } }'

/**
 * Lets a request pass that reads, or that is one of the writes above under the
 * fork's own path. Throws {@link ForbiddenRequest} for everything else.
 */
export function guardRequest(
  request: OutgoingRequest,
  scope: WriteScope,
  ownNodeIds: ReadonlySet<string>,
): void {
  const method = request.method.toUpperCase()
  if (request.url === scope.graphqlUrl) {
    guardGraphql(request, ownNodeIds)
    return
  }
  const path = pathBelow(scope.apiUrl, request.url)
  const operation = `${method} ${path ?? new URL(request.url).pathname}`
  if (path === null) {
    throw new ForbiddenRequest(operation, 'it goes to another server')
  }
  if (method === 'GET' && isReadable(path, scope)) return
  const inFork = pathInFork(path, scope)
  if (inFork === null) {
    throw new ForbiddenRequest(
      operation,
      `it is outside the fork ${scope.owner}/${scope.name}`,
    )
  }
  if (method === 'GET') return
  const isAllowed = allowedWrites.some(
    (write) => write.method === method && write.path.test(inFork),
  )
  if (!isAllowed) {
    throw new ForbiddenRequest(operation, 'no such write is ever made')
  }
}

/** Whether a request is GraphQL or of the fork's own path. */
export function isOfFork(url: string, scope: WriteScope): boolean {
  if (url === scope.graphqlUrl) return true
  const path = pathBelow(scope.apiUrl, url)
  return path !== null && pathInFork(path, scope) !== null
}

/** Reads outside the fork: pull requests, an issue, and what happened to it. */
const allowedReads: readonly RegExp[] = [
  /^\/pulls$/u,
  /^\/issues\/[1-9]\d{0,9}(?:\/timeline)?$/u,
]

function isReadable(path: string, { readable }: WriteScope): boolean {
  const [, repos, owner = '', name = '', ...rest] = path.split('/')
  return (
    repos === 'repos' &&
    readable.has(`${owner}/${name}`.toLowerCase()) &&
    allowedReads.some((allowed) => allowed.test(`/${rest.join('/')}`))
  )
}

function guardGraphql(
  { body }: OutgoingRequest,
  ownNodeIds: ReadonlySet<string>,
): void {
  const { query, id } = graphqlBody(body)
  if (query === null) {
    throw new ForbiddenRequest('a GraphQL request', 'it cannot be read')
  }
  if (!/\b(?:mutation|subscription)\b/u.test(query)) return
  const isOwn =
    query === readyForReviewMutation && id !== null && ownNodeIds.has(id)
  if (!isOwn) {
    throw new ForbiddenRequest(
      'a GraphQL mutation',
      'only markPullRequestReadyForReview of the own staging PR is allowed',
    )
  }
}

function graphqlBody(body: unknown): {
  readonly query: string | null
  readonly id: string | null
} {
  if (typeof body !== 'object' || body === null)
    return { query: null, id: null }
  const query = 'query' in body ? body.query : null
  const variables = 'variables' in body ? body.variables : null
  const id =
    typeof variables === 'object' && variables !== null && 'id' in variables
      ? variables.id
      : null
  return {
    query: typeof query === 'string' ? query : null,
    id: typeof id === 'string' ? id : null,
  }
}

function pathBelow(apiUrl: string, url: string): string | null {
  const parsed = new URL(url)
  const root = new URL(apiUrl)
  const prefix = root.pathname.replace(/\/$/u, '')
  const isBelow =
    parsed.origin === root.origin && parsed.pathname.startsWith(`${prefix}/`)
  return isBelow ? parsed.pathname.slice(prefix.length) : null
}

/** The rest of the path behind `/repos/{owner}/{name}`; names compare as GitHub compares them. */
function pathInFork(path: string, { owner, name }: WriteScope): string | null {
  const root = `/repos/${owner}/${name}`
  const start = path.slice(0, root.length)
  if (start.toLowerCase() !== root.toLowerCase()) return null
  const rest = path.slice(root.length)
  return rest === '' || rest.startsWith('/') ? rest : null
}
