import { GraphQLError } from 'graphql'

/** Arguments of a field. */
export type Arguments = Readonly<Record<string, unknown>>

/** A list field as GitHub pages it; `first` or `last` is required, at most 100. */
export function connection(
  name: string,
  items: readonly unknown[],
  given: Arguments,
): object {
  const { count, fromEnd } = boundary(name, given)
  const from = (position(given['after']) ?? -1) + 1
  const to = position(given['before']) ?? items.length
  const edges = items
    .map((node, index) => ({ cursor: cursor(index), node }))
    .slice(from, to)
  const shown = fromEnd
    ? edges.slice(Math.max(edges.length - count, 0))
    : edges.slice(0, count)
  const first = fromEnd ? from + edges.length - shown.length : from
  return {
    totalCount: items.length,
    nodes: shown.map(({ node }) => node),
    edges: shown,
    pageInfo: {
      startCursor: shown[0]?.cursor ?? null,
      endCursor: shown.at(-1)?.cursor ?? null,
      hasPreviousPage: first > 0,
      hasNextPage: first + shown.length < items.length,
    },
  }
}

function boundary(
  name: string,
  given: Arguments,
): { readonly count: number; readonly fromEnd: boolean } {
  const { first, last } = given
  const count = typeof first === 'number' ? first : last
  if (typeof count !== 'number') {
    throw failure(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    )
  }
  if (count > 100) {
    throw failure(
      'EXCESSIVE_PAGINATION',
      `Requesting ${String(count)} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`,
    )
  }
  return { count, fromEnd: typeof first !== 'number' }
}

/** An error with GitHub's `type`. */
export function failure(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } })
}

function cursor(index: number): string {
  return Buffer.from(`cursor:${String(index)}`).toString('base64')
}

function position(given: unknown): number | null {
  if (typeof given !== 'string') return null
  const index = Number(
    Buffer.from(given, 'base64').toString('utf8').replace('cursor:', ''),
  )
  return Number.isInteger(index) ? index : null
}
