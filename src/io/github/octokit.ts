import { Octokit } from '@octokit/core'
import { paginateRest } from '@octokit/plugin-paginate-rest'
import type { Server } from '../../context/run-context.ts'
import type { Redact } from '../../text/redact.ts'
import { product } from '../../product.ts'
import type { Fetch } from './http-fetch.ts'
import { type Resending, resendRequests } from './resend.ts'
import type { Pace } from './pace.ts'
import { guardRequest, isOfFork } from './write-client.ts'

/** What the client is made of. */
export type ClientOptions = Resending & {
  readonly token: string
  readonly server: Server
  readonly fork: { readonly owner: string; readonly name: string }
  readonly fetch: Fetch
  /** Node ids of pull requests of the fork that were looked up. */
  readonly ownNodeIds: ReadonlySet<string>
  /** `owner/name` in small letters: other repositories whose pull requests and issues may be read. */
  readonly readable: ReadonlySet<string>
  readonly redact: Redact
  /** Spaces the writes of a sweep; one run alone makes at most a handful. */
  readonly pace: Pace | null
}

/** Requests are named by their route: the methods of `@octokit/rest` are a table of 80 KB. */
const PaginatingOctokit = Octokit.plugin(paginateRest)

/** Octokit, behind the guard that lets writes to the fork pass and no others. */
export type Client = InstanceType<typeof PaginatingOctokit>

/**
 * Makes the client. What GitHub asks for by `retry-after` and its limits is
 * waited for.
 */
export function createClient(options: ClientOptions): Client {
  const { server } = options
  const { apiUrl, graphqlUrl } = server
  const { readable } = options
  const scope = { ...options.fork, apiUrl, graphqlUrl, readable }
  const client = new PaginatingOctokit({
    auth: options.token,
    baseUrl: apiUrl,
    userAgent: `${product.name}/${product.version}`,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: { fetch: options.fetch },
  })
  resendRequests(client, options)
  client.hook.before('request', async (request) => {
    const { method, url, body } = client.request.endpoint(request)
    guardRequest({ method, url, body }, scope, options.ownNodeIds)
    // A body holds words of people beside ours, which are redacted where they are written.
    for (const text of ['title', 'description'] as const) {
      const value = request[text]
      if (typeof value === 'string') request[text] = options.redact(value)
    }
    request.headers['x-github-api-version'] = '2022-11-28'
    // A write would be sent on to wherever it is told, and a read outside the fork past the guard.
    if (method !== 'GET' || !isOfFork(url, scope)) {
      request.request = { ...request.request, redirect: 'manual' }
    }
    if (method !== 'GET' && url !== graphqlUrl) await options.pace?.turn()
  })
  client.hook.after('request', refuseRedirect)
  if (graphqlUrl !== null) {
    client.graphql = client.graphql.defaults({ url: graphqlUrl })
  }
  return client
}

/** Octokit takes an unfollowed redirect for success; what was to be done was not done. */
function refuseRedirect(response: {
  readonly status: number
  readonly headers: { readonly location?: string | undefined }
}): void {
  const { status, headers } = response
  if (status < 300) return
  const message = `redirect to ${headers.location ?? 'nowhere'}`
  throw Object.assign(new Error(message), { status, response })
}
