import { textsIn } from './json.ts'

/** A request that arrived, with what became of it. */
export type RecordedRequest = {
  /** 1 for the first request; web and git requests count too. */
  readonly index: number
  readonly kind: 'rest' | 'graphql' | 'git' | 'web'
  readonly method: string
  /** Below the API's address for REST and GraphQL, as sent. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Without `authorization`. */
  readonly headers: Readonly<Record<string, string>>
  /** As sent, UTF-8. */
  readonly text: string
  /** Parsed; `undefined` when there was none or it is no JSON. */
  readonly body: unknown
  /** Name in GitHub's OpenAPI description, or `null`. */
  readonly operation: string | null
  /** Whether it changes something: not a GET, and no GraphQL query. */
  readonly isWrite: boolean
  /** Status answered; `null` when no answer was sent (yet). */
  status: number | null
}

/** What {@link Recorder.requestCount} leaves out: an operation's name, or what a test says. */
type Ignored = string | RegExp | ((request: RecordedRequest) => boolean)

/** Everything that arrived. */
export type Recorder = {
  readonly requests: RecordedRequest[]
  /** API requests that change something, in the order of arrival. */
  readonly writes: () => readonly RecordedRequest[]
  /** Number of API requests, retries included. A RegExp looks at `METHOD /path`. */
  readonly requestCount: (options?: {
    readonly ignore?: readonly Ignored[]
  }) => number
  /** Every text in the bodies of writes, keys included. */
  readonly payloadTexts: () => readonly string[]
  /** All that was sent, headers without the token included: for a search for secrets. */
  readonly everythingSent: () => string
}

/** Makes a {@link Recorder}. */
export function createRecorder(): Recorder {
  const requests: RecordedRequest[] = []
  const ofApi = (): readonly RecordedRequest[] =>
    requests.filter(({ kind }) => kind === 'rest' || kind === 'graphql')
  const writes = (): readonly RecordedRequest[] =>
    ofApi().filter((request) => request.isWrite)
  return {
    requests,
    writes,
    requestCount: ({ ignore = [] } = {}) =>
      ofApi().filter((request) => !ignore.some((one) => ignores(one, request)))
        .length,
    payloadTexts: () => writes().flatMap((request) => textsIn(request.body)),
    everythingSent: () =>
      requests
        .map((request) =>
          [
            requestLine(request),
            JSON.stringify(request.query),
            JSON.stringify(request.headers),
            request.text,
          ].join('\n'),
        )
        .join('\n\n'),
  }
}

/** `METHOD /path`. */
export function requestLine(
  request: Pick<RecordedRequest, 'method' | 'path'>,
): string {
  return `${request.method} ${request.path}`
}

function ignores(ignored: Ignored, request: RecordedRequest): boolean {
  if (typeof ignored === 'string') return request.operation === ignored
  if (ignored instanceof RegExp) return ignored.test(requestLine(request))
  return ignored(request)
}
