import type { Config } from '../config/config.ts'
import { isStagingPath } from '../evidence/staging-paths.ts'
import type { NamedCommit } from '../io/git/branches.ts'
import { decodeUtf8 } from '../io/git/source-files.ts'
import {
  type ReviewDocument,
  reviewPath,
  verdictOf,
} from '../spec/review-document.ts'
import type { History } from './history.ts'
import type { Sources } from './sources.ts'
import type { SpecReadings } from './spec-trail.ts'

/** Larger documents give no verdict. Bytes. */
const maxBytes = 512 * 1024

/** Whose review is looked for. */
export type ReviewRequest = Pick<SpecReadings, 'search' | 'issue'> & {
  readonly context: { readonly branch: string }
  readonly history: Pick<History, 'commits' | 'changes'>
  readonly found: { readonly config: Pick<Config, 'path'> }
}

/** The review document beside the spec, at the head, else at `source-ref`; `null` where there is none. */
export async function readReview(
  sources: Sources,
  request: ReviewRequest,
): Promise<ReviewDocument | null> {
  const { search, issue, context } = request
  const { branch } = context
  const root = search.status === 'found' ? search.spec.root : ''
  const path = reviewPath(root, { issue: issue?.value ?? null, branch })
  const atHead = await verdictAt(sources, sources.head, path)
  if (atHead !== null) {
    return { ...atHead, outdatedBy: outdatedBy(path, request) }
  }
  const elsewhere = await sources.sourceRef()
  const found =
    elsewhere === null ? null : await verdictAt(sources, elsewhere, path)
  return found === null ? null : { ...found, outdatedBy: null }
}

async function verdictAt(
  { checkout: { repository } }: Sources,
  { sha, from }: NamedCommit,
  path: string,
): Promise<Omit<ReviewDocument, 'outdatedBy'> | null> {
  const entry = await repository.fileAt(sha, path)
  if (entry === null) return null
  const bytes = await repository.blob(entry.oid, maxBytes)
  const text = bytes === null ? null : decodeUtf8(bytes)
  return { path, at: { ref: from, sha }, verdict: verdictOf(text ?? '') }
}

/** The last commit that changes code, where the document was written before it. */
function outdatedBy(
  path: string,
  { history, found }: ReviewRequest,
): string | null {
  const { commits, changes } = history
  const configPath = found.config.path
  const isStaging = (changed: string): boolean =>
    isStagingPath(changed, { documents: [], configPath })
  const code = commits.findLastIndex((commit) =>
    commit.changes.some((change) => !isStaging(change.path)),
  )
  const written = commits.findLastIndex((commit) =>
    commit.changes.some((change) => change.path === path),
  )
  // A merge may have brought it, and says nothing of when.
  const isUndated =
    written < 0 && changes.some((change) => change.path === path)
  return isUndated || code <= written ? null : (commits[code]?.sha ?? null)
}
