import type * as Http from 'node:http'
import type * as Https from 'node:https'

/** What octokit asks of `fetch`. */
type FetchOptions = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** `manual`: a redirect is the answer. */
  readonly redirect?: string | undefined
  /** Aborted when the caller waits no longer. */
  readonly signal?: AbortSignal | undefined
}

/** What octokit reads of a response. */
type FetchResponse = {
  readonly status: number
  readonly statusText: string
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  text(): Promise<string>
  arrayBuffer(): Promise<ArrayBuffer>
}

/** The part of `fetch` that octokit uses. */
export type Fetch = (
  url: string,
  options?: FetchOptions,
) => Promise<FetchResponse>

/** What one request may cost. */
export type FetchLimits = {
  /** Longest time until the answer is read to its end. Milliseconds. */
  readonly timeoutMs: number
  /** Larger answers are not read. Bytes. */
  readonly maxAnswerBytes: number
}

const usualLimits: FetchLimits = {
  timeoutMs: 30_000,
  maxAnswerBytes: 32 * 1024 * 1024,
}

const maxRedirects = 3

/**
 * `fetch` made of node:http and node:https with kept-alive connections: the
 * global one loads a second HTTP client at its first call (35 ms). Redirects
 * are followed for reads that do not ask for `manual`, within the same origin
 * only, so that no write and no token goes to another place.
 */
export function createHttpFetch(limits: FetchLimits = usualLimits): Fetch {
  const clients = new Map<string, Promise<Client>>()
  const clientOf = (url: URL): Promise<Client> => {
    const known = clients.get(url.protocol) ?? openClient(url.protocol)
    clients.set(url.protocol, known)
    return known
  }
  return async (address, options = {}) => {
    const { method = 'GET', redirect } = options
    const isFollowing = method === 'GET' && redirect !== 'manual'
    let url = new URL(address)
    for (let redirects = 0; ; redirects += 1) {
      const client = await clientOf(url)
      const response = await request({ ...client, limits }, url, options)
      const next = isFollowing ? nextUrl(url, response) : null
      if (next === null || redirects === maxRedirects) return response
      url = next
    }
  }
}

type Client = {
  readonly module: Pick<typeof Https, 'request'>
  readonly agent: Http.Agent
}

/** Named imports of node:http cost 20 ms in an ES module; asking the process for it does not. */
async function openClient(protocol: string): Promise<Client> {
  const keepAlive = { keepAlive: true }
  if (protocol === 'https:') {
    const https =
      process.getBuiltinModule?.('node:https') ?? (await import('node:https'))
    return { module: https, agent: new https.Agent(keepAlive) }
  }
  const http =
    process.getBuiltinModule?.('node:http') ?? (await import('node:http'))
  return { module: http, agent: new http.Agent(keepAlive) }
}

function request(
  { module, agent, limits }: Client & { readonly limits: FetchLimits },
  url: URL,
  { method = 'GET', headers = {}, body, signal: callers }: FetchOptions,
): Promise<FetchResponse> {
  return new Promise((resolve, reject) => {
    const payload = typeof body === 'string' ? Buffer.from(body) : null
    const timeout = AbortSignal.timeout(limits.timeoutMs)
    const signal =
      callers === undefined ? timeout : AbortSignal.any([timeout, callers])
    const fail = (error: Error): void => {
      const limit = timeout.aborted
        ? `within ${limits.timeoutMs / 1000} s`
        : 'in time'
      reject(
        signal.aborted
          ? new Error(`${url.host} did not answer ${limit}`)
          : readable(error, url),
      )
    }
    const sent = module.request(
      url,
      {
        agent,
        method,
        headers: {
          ...headers,
          ...(payload === null ? {} : { 'content-length': payload.length }),
        },
        signal,
      },
      (answer) => {
        readAnswer(answer, url, limits).then(resolve, fail)
      },
    )
    sent.on('error', fail)
    sent.end(payload ?? undefined)
  })
}

async function readAnswer(
  answer: Http.IncomingMessage,
  url: URL,
  { maxAnswerBytes }: FetchLimits,
): Promise<FetchResponse> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    bytes += part.length
    if (bytes > maxAnswerBytes) {
      answer.destroy()
      throw new Error(`the answer is larger than ${maxAnswerBytes} bytes`)
    }
    chunks.push(part)
  }
  if (!answer.complete) throw new Error('the answer was broken off')
  const content = Buffer.concat(chunks)
  return {
    status: answer.statusCode ?? 0,
    statusText: answer.statusMessage ?? '',
    url: url.href,
    headers: headersOf(answer),
    text: () => Promise.resolve(content.toString('utf8')),
    arrayBuffer: () => Promise.resolve(new Uint8Array(content).buffer),
  }
}

function headersOf({ headers }: Http.IncomingMessage): Map<string, string> {
  return new Map(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as const],
    ),
  )
}

function nextUrl(url: URL, { status, headers }: FetchResponse): URL | null {
  const location = headers.get('location')
  const isRedirect = status >= 301 && status <= 308 && status !== 304
  if (!isRedirect || location === undefined) return null
  const next = URL.canParse(location, url.href)
    ? new URL(location, url.href)
    : null
  return next?.origin === url.origin ? next : null
}

/** Node's codes as words; octokit shows the message of what was thrown. */
function readable(error: Error, url: URL): Error {
  const code = 'code' in error ? String(error.code) : error.name
  const words: Readonly<Record<string, string>> = {
    ECONNREFUSED: `${url.host} refuses connections`,
    ECONNRESET: `${url.host} closed the connection`,
    ENOTFOUND: `the name ${url.hostname} cannot be resolved`,
    EAI_AGAIN: `the name ${url.hostname} cannot be resolved now`,
    ETIMEDOUT: `${url.host} cannot be reached`,
  }
  return new Error(words[code] ?? `${url.host}: ${error.message}`, {
    cause: error,
  })
}
