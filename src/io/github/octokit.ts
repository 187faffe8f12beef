import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { Octokit } from '@octokit/rest'
import Bottleneck from 'bottleneck/light.js'
import type { Server } from '../../context/run-context.ts'
import type { Redact } from '../../text/redact.ts'
import { product } from '../../product.ts'
import type { Fetch } from './http-fetch.ts'
import { guardRequest } from './write-client.ts'

/** What the client is made of. */
export type ClientOptions = {
  readonly token: string
  readonly server: Server
  readonly fork: { readonly owner: string; readonly name: string }
  readonly fetch: Fetch
  /** Node ids of pull requests of the fork that were looked up. */
  readonly ownNodeIds: ReadonlySet<string>
  /** Longest wait for a rate limit. Milliseconds. */
  readonly maxWaitMs: number
  /** Pause before a request is sent again, longer each time. Milliseconds. */
  readonly retryPauseMs: number
  readonly onWait: (message: string) => void
  readonly redact: Redact
}

/** Octokit, behind the guard that lets writes to the fork pass and no others. */
export type Client = InstanceType<typeof ForkOctokit>

const ForkOctokit = Octokit.plugin(retry, throttling)

/** Statuses that stay what they are however often one asks. */
const doNotRetry = [400, 401, 403, 404, 410, 422, 429, 451]

/**
 * Makes the client. The throttling plugin's spacing of writes is taken out: one
 * run makes at most a handful, and it costs one to three seconds each. What
 * GitHub asks for by `retry-after` and its limits is waited for.
 */
export function createClient(options: ClientOptions): Client {
  const { server } = options
  const { apiUrl, graphqlUrl } = server
  const scope = { ...options.fork, apiUrl, graphqlUrl }
  const onLimit = limitHandler(options)
  const client = new ForkOctokit({
    auth: options.token,
    baseUrl: apiUrl,
    userAgent: `${product.name}/${product.version}`,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: { fetch: options.fetch },
    retry: {
      retries: 3,
      doNotRetry,
      retryAfterBaseValue: options.retryPauseMs,
    },
    throttle: {
      write: unspaced(),
      notifications: unspaced(),
      onRateLimit: onLimit,
      onSecondaryRateLimit: onLimit,
    },
  })
  client.hook.before('request', (request) => {
    const { method, url, body } = client.request.endpoint(request)
    guardRequest({ method, url, body }, scope, options.ownNodeIds)
    for (const text of ['title', 'body', 'description'] as const) {
      const value = request[text]
      if (typeof value === 'string') request[text] = options.redact(value)
    }
    request.headers['x-github-api-version'] = '2022-11-28'
    // The client behind a proxy would send a write on to wherever it is told.
    if (method !== 'GET') request.request.redirect = 'manual'
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

type LimitArguments = readonly [
  seconds: number,
  request: object,
  octokit: unknown,
  tries: number,
]

function limitHandler({
  maxWaitMs,
  onWait,
}: ClientOptions): (...given: LimitArguments) => boolean {
  return (...[seconds, , , tries]) => {
    if (tries >= 2 || seconds * 1000 > maxWaitMs) return false
    onWait(`GitHub asks to wait: going on in ${seconds} s.`)
    return true
  }
}

/** In place of the plugin's own groups, which wait 1 to 3 s between writes. */
function unspaced(): Bottleneck.Group {
  return new Bottleneck.Group({ maxConcurrent: 10, minTime: 0 })
}
