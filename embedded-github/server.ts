import { once } from 'node:events'
import {
  type IncomingMessage,
  type ServerResponse,
  STATUS_CODES,
  createServer,
} from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { type Caller, identify } from './caller.ts'
import type { Fault, Faults } from './faults.ts'
import {
  type GitRequest,
  answerGit,
  recordPush,
  findGitRequest,
  refusalOfGit,
} from './git-http.ts'
import type { RecordedRequest, Recorder } from './recorder.ts'
import { ApiRefusal, notFound, refuse } from './refusal.ts'
import { answerRest } from './rest.ts'
import type { Answer } from './route.ts'
import { type FoundRoute, findRoute } from './routes/all-routes.ts'
import { webPage } from './web-page.ts'
import { type World, fullName } from './world.ts'

/** Called with each API request before it is carried out; may change the world, or wait. */
export type RequestHook = (request: RecordedRequest) => void | Promise<void>

/** What the server works on. */
export type Service = {
  readonly world: World
  readonly tokens: ReadonlyMap<string, Caller>
  readonly recorder: Recorder
  readonly faults: Faults
  readonly hooks: ReadonlySet<RequestHook>
  readonly settings: {
    /** `false` answers 404 to GraphQL, as servers without it do. */
    graphql: boolean
    /** Public things can be read without a token, as on GitHub; by default a forgotten token is seen. */
    anonymousReads: boolean
  }
}

/** A listening server. */
export type Listening = {
  readonly service: Service
  readonly close: () => Promise<void>
}

/** Most bytes of a request. */
const requestBytes = 64 * 1024 * 1024

/** Listens on loopback. `service` is called once the port is known. */
export async function listen(
  port: number,
  service: (port: number) => Service,
): Promise<Listening> {
  let ready: Service | null = null
  const server = createServer((incoming, response) => {
    if (ready === null) {
      response.writeHead(503).end()
      return
    }
    answer(ready, incoming, response).catch((error: unknown) => {
      // A mistake in the embedded GitHub itself: tell it, do not hang.
      console.error(error)
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end(String(error))
    })
  })
  server.keepAliveTimeout = 60_000
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') {
    throw new Error('no port')
  }
  const made = service(address.port)
  ready = made
  return {
    service: made,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(
  service: Service,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', service.world.addresses.web)
  const bytes = await readBody(incoming)
  const git = findGitRequest(service.world, url)
  const { recorded, found } = record(service, { incoming, url, bytes, git })
  if (git !== null) {
    await serveGit(service, { recorded, git, bytes }, { incoming, response })
    return
  }
  if (recorded.kind === 'web') {
    const page = webPage(service.world, url.pathname)
    recorded.status = page === null ? 404 : 200
    response.writeHead(recorded.status, {
      'content-type': 'text/html; charset=utf-8',
    })
    response.end(page ?? 'Not Found\n')
    return
  }
  await serveApi(service, { recorded, found, incoming }, response)
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > requestBytes) throw new Error('request too big')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** Enters a request in the record, before anything is done about it. */
function record(
  service: Service,
  arrived: {
    readonly incoming: IncomingMessage
    readonly url: URL
    readonly bytes: Buffer
    readonly git: GitRequest | null
  },
): { readonly recorded: RecordedRequest; readonly found: FoundRoute | null } {
  const { incoming, url, bytes, git } = arrived
  const method = incoming.method ?? 'GET'
  const kind = git === null ? kindOf(url) : 'git'
  const isApi = kind === 'rest' || kind === 'graphql'
  const path = isApi ? url.pathname.slice('/api'.length) : url.pathname
  const text = git === null ? bytes.toString('utf8') : ''
  const body = parse(text)
  const found =
    kind === 'rest' ? routeOf(method, byName(service.world, path)) : null
  const recorded: RecordedRequest = {
    index: service.recorder.requests.length + 1,
    kind,
    method,
    path,
    query: Object.fromEntries(url.searchParams),
    headers: headersOf(incoming),
    text,
    body,
    operation: found?.route.operation ?? null,
    isWrite: kind === 'graphql' ? isMutation(body) : method !== 'GET',
    status: null,
  }
  service.recorder.requests.push(recorded)
  return { recorded, found }
}

function kindOf({ pathname }: URL): 'rest' | 'graphql' | 'web' {
  if (pathname === '/api/graphql') return 'graphql'
  return pathname.startsWith('/api/') ? 'rest' : 'web'
}

/** The path with the repository's name where it was given by its id. */
function byName(world: World, path: string): string {
  const [, kind, id = '', ...rest] = path.split('/')
  if (kind !== 'repositories') return path
  const repository = world.repositories.find((one) => String(one.id) === id)
  if (repository === undefined) return path
  return ['', 'repos', fullName(repository), ...rest].join('/')
}

function routeOf(method: string, path: string): FoundRoute | null {
  try {
    return findRoute(method, path)
  } catch (error) {
    // A path with a broken percent sign belongs to no operation.
    if (error instanceof URIError) return null
    throw error
  }
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      name === 'authorization' || value === undefined
        ? []
        : [[name, String(value)] as const],
    ),
  )
}

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    // No JSON: the operation says what it thinks of that.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Whether a GraphQL request holds a mutation, whatever else it holds. */
function isMutation(body: unknown): boolean {
  const query = Object(body).query
  if (typeof query !== 'string') return true
  const plain = query.replaceAll(/#[^\n]*/gu, '').replaceAll(/"[^"\n]*"/gu, '')
  return /(?:^|[\s}])mutation\b/u.test(plain)
}

async function serveGit(
  service: Service,
  request: {
    readonly recorded: RecordedRequest
    readonly git: GitRequest
    readonly bytes: Buffer
  },
  {
    incoming,
    response,
  }: { readonly incoming: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { recorded, git, bytes } = request
  const caller = callerOf(service, incoming)
  const refusal = caller === null ? 401 : refusalOfGit(caller, git)
  if (refusal !== null || caller === null) {
    recorded.status = refusal ?? 401
    response.writeHead(recorded.status, {
      'content-type': 'text/plain',
      ...(refusal === 401
        ? { 'www-authenticate': 'Basic realm="GitHub"' }
        : {}),
    })
    response.end('Repository not found.\n')
    return
  }
  recordPush(service.world, caller, { ...git, body: bytes })
  recorded.status = await answerGit(
    { ...git, login: caller.login, body: bytes },
    incoming,
    response,
  )
}

/** The caller, or `null` when the token is not known. */
function callerOf(service: Service, incoming: IncomingMessage): Caller | null {
  try {
    return identify(service.tokens, incoming.headers.authorization)
  } catch (error) {
    // A bad token is an answer.
    if (error instanceof ApiRefusal) return null
    throw error
  }
}

type ApiRequest = {
  readonly recorded: RecordedRequest
  readonly found: FoundRoute | null
  readonly incoming: IncomingMessage
}

async function serveApi(
  service: Service,
  request: ApiRequest,
  response: ServerResponse,
): Promise<void> {
  const { recorded } = request
  const fault = service.faults.strike(recorded)
  if (fault?.delayMs !== undefined) await wait(fault.delayMs)
  for (const hook of service.hooks) await hook(recorded)
  if (fault === null) {
    const sent = await carryOut(service, request)
    recorded.status = sent.status
    send(service, response, sent)
    return
  }
  await serveFault(service, { ...request, fault }, response)
}

async function serveFault(
  service: Service,
  request: ApiRequest & { readonly fault: Fault },
  response: ServerResponse,
): Promise<void> {
  const { fault, recorded } = request
  const breaks = (): void => {
    response.socket?.resetAndDestroy()
  }
  if (fault.reset === 'before-headers') return breaks()
  const isReplaced = fault.status !== undefined || fault.body !== undefined
  const carriesOut = !isReplaced || fault.carriesOut === true
  const real = carriesOut ? await carryOut(service, request) : null
  if (fault.neverAnswers === true) return
  if (fault.reset === 'after-write') return breaks()
  const sent = isReplaced || real === null ? faultyAnswer(fault) : real
  recorded.status = sent.status
  await sendFaulty(service, { fault, sent }, response)
}

async function carryOut(
  service: Service,
  request: ApiRequest,
): Promise<Answer> {
  try {
    return await answerApi(service, request)
  } catch (error) {
    // A refusal is GitHub's answer; anything else is a mistake here.
    if (!(error instanceof ApiRefusal)) throw error
    return { status: error.status, body: error.body }
  }
}

async function answerApi(
  service: Service,
  { recorded, found, incoming }: ApiRequest,
): Promise<Answer> {
  const { world, settings } = service
  if (incoming.headers['user-agent'] === undefined) {
    throw refuse(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    )
  }
  const caller = identify(service.tokens, incoming.headers.authorization)
  if (recorded.kind === 'rest') {
    const { anonymousReads } = settings
    return answerRest(world, { recorded, found, caller, anonymousReads })
  }
  if (!settings.graphql || recorded.method !== 'POST') throw notFound()
  if (caller.kind === 'anonymous') {
    throw refuse(401, 'This endpoint requires you to be authenticated.')
  }
  const { answerGraphql } = await import('./graphql/execute.ts')
  return answerGraphql({ world, caller }, recorded.body)
}

function faultyAnswer(fault: Fault): Answer {
  const status = fault.status ?? 500
  const body = fault.body ?? { message: STATUS_CODES[status] ?? 'Fault' }
  return { status, body }
}

/** Sends headers; answers with the bytes of the body. */
function sendHeaders(
  service: Service,
  response: ServerResponse,
  sent: Answer,
): Buffer {
  const text =
    typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body ?? '')
  const isEmpty = sent.status === 204 || sent.status === 304
  const bytes = Buffer.from(isEmpty ? '' : text)
  response.writeHead(sent.status, {
    ...rateHeaders(service),
    'x-github-request-id': `E0:${String(service.recorder.requests.length)}`,
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': '2022-11-28',
    'content-type': 'application/json; charset=utf-8',
    ...(isEmpty ? {} : { 'content-length': bytes.length }),
    ...sent.headers,
  })
  return bytes
}

function send(service: Service, response: ServerResponse, sent: Answer): void {
  response.end(sendHeaders(service, response, sent))
}

async function sendFaulty(
  service: Service,
  { fault, sent }: { readonly fault: Fault; readonly sent: Answer },
  response: ServerResponse,
): Promise<void> {
  const headers = { ...sent.headers, ...fault.headers }
  const bytes = sendHeaders(service, response, { ...sent, headers })
  if (fault.bodyDelayMs !== undefined) {
    response.flushHeaders()
    await wait(fault.bodyDelayMs)
  }
  if (fault.reset === 'mid-body') {
    const half = bytes.subarray(0, Math.ceil(bytes.length / 2))
    response.write(half, () => response.socket?.destroy())
    return
  }
  response.end(bytes)
}

/** `GITHUB_TOKEN` has 1000 requests an hour in one repository. */
function rateHeaders(service: Service): Record<string, string> {
  const used = Math.min(service.recorder.requestCount(), 1000)
  return {
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': String(1000 - used),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
    'x-ratelimit-resource': 'core',
  }
}
