import { wrongShape } from './decode.ts'

/** Entries of a page; GitHub's own limit. */
export const pageSize = 100

/** Pages that are read at most. */
const maxPages = 10

/** All entries of a list, page by page from 1. Throws GitHubTrouble where an answer is no list. */
export async function allPages(
  what: string,
  ask: (page: number) => Promise<{ readonly data: unknown }>,
): Promise<readonly unknown[]> {
  const all: unknown[] = []
  for (let page = 1; page <= maxPages; page += 1) {
    const { data } = await ask(page)
    if (!Array.isArray(data)) throw wrongShape(what, 'list')
    all.push(...data)
    if (data.length < pageSize) break
  }
  return all
}
