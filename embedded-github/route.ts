import type { Caller, Need } from './caller.ts'
import type { JsonObject } from './json.ts'
import type { RepositoryState, World } from './world.ts'

/** A request of an operation, with everything decoded. */
export type Call = {
  readonly world: World
  readonly caller: Caller
  readonly repository: RepositoryState
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: JsonObject
  /** Path below the API's address, for links. */
  readonly path: string
}

/** An answer that is not a refusal. */
export type Answer = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** An operation of GitHub's REST API. */
export type Route = {
  /** As in GitHub's OpenAPI description. */
  readonly operation: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** As in GitHub's OpenAPI description. */
  readonly path: string
  /** Permission of `GITHUB_TOKEN`; reading public things needs none. */
  readonly needs?: Need
  /** Why the product must never call it. */
  readonly never?: string
  readonly handle: (call: Call) => Answer
}

/** Operations of one kind. */
export type Routes = readonly Route[]

/** Permission to read. */
export function read(...anyOf: Need['anyOf']): Need {
  return { anyOf, level: 'read' }
}

/** Permission to write. */
export function write(...anyOf: Need['anyOf']): Need {
  return { anyOf, level: 'write' }
}

/** A path parameter. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? ''
}

/** Parameters that may hold slashes, also unencoded. */
const greedy: ReadonlySet<string> = new Set(['ref', 'branch', 'basehead'])

/**
 * Decoded parameters when the path fits the template, else `null`. The path's
 * segments are still encoded, so `%2F` never separates.
 */
export function matchPath(
  template: string,
  segments: readonly string[],
): Readonly<Record<string, string>> | null {
  const parts = template.slice(1).split('/')
  const spare = segments.length - parts.length
  const params: Record<string, string> = {}
  let at = 0
  for (const part of parts) {
    const name = /^\{(\w+)\}$/u.exec(part)?.[1]
    const length = name !== undefined && greedy.has(name) ? 1 + spare : 1
    if (length < 1) return null
    const taken = segments.slice(at, at + length)
    at += length
    if (name === undefined) {
      if (taken[0] !== part) return null
      continue
    }
    params[name] = taken.map(decodeURIComponent).join('/')
  }
  return at === segments.length ? params : null
}

/** One page of a list, with GitHub's `Link` header. */
export function page<Item>(
  call: Call,
  items: readonly Item[],
  show: (item: Item) => unknown,
): Answer {
  const size = wholeNumber(call.query.get('per_page'), 30, 100)
  const last = Math.max(1, Math.ceil(items.length / size))
  const current = wholeNumber(call.query.get('page'), 1, Infinity)
  const link = (rel: string, number: number): string => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(number))
    return `<${call.world.addresses.api}${call.path}?${query.toString()}>; rel="${rel}"`
  }
  const links = [
    ...(current > 1 ? [link('prev', current - 1), link('first', 1)] : []),
    ...(current < last ? [link('next', current + 1), link('last', last)] : []),
  ]
  return {
    status: 200,
    body: items.slice((current - 1) * size, current * size).map(show),
    ...(links.length > 0 ? { headers: { link: links.join(', ') } } : {}),
  }
}

function wholeNumber(
  given: string | null,
  otherwise: number,
  most: number,
): number {
  const number = Number(given)
  if (given === null || !Number.isInteger(number) || number < 1) {
    return otherwise
  }
  return Math.min(number, most)
}
