import { at, numberAt } from '../../context/decode.ts'
import { wrongShape } from './decode.ts'

/** Entries of a page; GitHub's own limit. */
const pageSize = 100

/** Pages that are read at most. */
const maxPages = 10

/** Entries of a list, and whether it ends with them. */
export type Entries = {
  readonly list: readonly unknown[]
  readonly isComplete: boolean
}

type Pages = {
  /** What is listed, in words. */
  readonly what: string
  /** Requests one page, counted from 1. */
  readonly ask: (page: {
    readonly per_page: number
    readonly page: number
  }) => Promise<{ readonly data: unknown }>
  /** Where the list lies in an answer that is an object; without it the answer is the list. */
  readonly key?: string
}

/** All entries of a list, page by page. Throws GitHubTrouble where an answer holds no list. */
export async function allPages({ what, ask, key }: Pages): Promise<Entries> {
  const list: unknown[] = []
  for (let page = 1; page <= maxPages; page += 1) {
    const { data } = await ask({ per_page: pageSize, page })
    const entries = key === undefined ? data : at(data, key)
    if (!Array.isArray(entries)) throw wrongShape(what, key ?? 'list')
    list.push(...entries)
    const isLast =
      entries.length < pageSize || list.length === numberAt(data, 'total_count')
    if (isLast) return { list, isComplete: true }
  }
  return { list, isComplete: false }
}
