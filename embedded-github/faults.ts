import { type RecordedRequest, requestLine } from './recorder.ts'

/** A fault to come. Without `status` and `body` the request is answered as usual, only disturbed. */
export type Fault = {
  readonly method?: string
  /** The path below the API's address, an operation's name such as `pulls/create`, or a pattern for the path. */
  readonly path?: string | RegExp
  /** Narrows further, for example by the text of a GraphQL query. */
  readonly when?: (request: RecordedRequest) => boolean
  /** Answered instead; 500 when only `body` is given. */
  readonly status?: number
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** How often; 1 by default, `Infinity` for good. */
  readonly times?: number
  /** So many matching requests pass first. */
  readonly skip?: number
  /** The request is carried out although something else is answered. */
  readonly carriesOut?: boolean
  /** Where the connection breaks. Only `before-headers` keeps the request from being carried out. */
  readonly reset?: 'before-headers' | 'after-write' | 'mid-body'
  /** The answer never comes; the connection stays open. */
  readonly neverAnswers?: boolean
  /** Waits before the request is looked at. */
  readonly delayMs?: number
  /** Waits between the headers and the body of the answer. */
  readonly bodyDelayMs?: number
}

/** Faults to come. */
export type Faults = {
  readonly add: (fault: Fault) => void
  /** The fault that strikes this request, or `null`. */
  readonly strike: (request: RecordedRequest) => Fault | null
  readonly clear: () => void
}

/** Makes {@link Faults}. */
export function createFaults(): Faults {
  let pending: { readonly fault: Fault; skip: number; left: number }[] = []
  return {
    add: (fault) => {
      const { skip = 0, times = 1 } = fault
      pending.push({ fault, skip, left: times })
    },
    strike: (request) => {
      for (const entry of pending) {
        if (!matches(entry.fault, request)) continue
        if (entry.skip > 0) {
          entry.skip -= 1
          continue
        }
        entry.left -= 1
        pending = pending.filter(({ left }) => left > 0)
        return entry.fault
      }
      return null
    },
    clear: () => {
      pending = []
    },
  }
}

function matches(fault: Fault, request: RecordedRequest): boolean {
  if (fault.method !== undefined && fault.method !== request.method) {
    return false
  }
  if (fault.when?.(request) === false) return false
  const { path } = fault
  if (path === undefined) return true
  if (path instanceof RegExp) {
    return path.test(request.path) || path.test(requestLine(request))
  }
  return path === request.path || path === request.operation
}
