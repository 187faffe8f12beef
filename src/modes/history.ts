import type { Repository } from '../context/run-context.ts'
import { Refusal } from '../errors.ts'
import { isPackageJson } from '../evidence/checks/test-integrity/package-json.ts'
import type { Freshness } from '../evidence/checks/freshness.ts'
import type { NamedCommit } from '../io/git/branches.ts'
import { decodeUtf8 } from '../io/git/source-files.ts'
import type { BranchCommit, ChangedFile, ChangedText } from '../plan/plan.ts'
import { testLanguageOf } from '../plan/test-languages.ts'
import type { Checkout } from './checkout.ts'
import { findSides } from './find-sides.ts'

/** What the branch is compared with, and what it changes. */
export type History = {
  /** Head of the staging PR's base in the fork. */
  readonly base: NamedCommit
  /** Head of upstream's base, or of the fork's base where upstream could not be reached. */
  readonly upstream: NamedCommit & { readonly reached: boolean }
  readonly mergeBase: NamedCommit
  /** Upstream's own commits that a pull request to the fork's base would contain. */
  readonly foreignCommits: number
  readonly changes: readonly ChangedFile[]
  /** Unified diff without context, up to 8 MiB. */
  readonly diff: string
  /** Changed files that may hold tests, as far as they are text of up to 512 KiB. */
  readonly texts: readonly ChangedText[]
  /** Commits since the merge base, oldest first. */
  readonly commits: readonly BranchCommit[]
  /** How the branch stands to upstream's base; not looked at where upstream was not reached. */
  readonly freshness: Freshness
}

/** Which history is wanted. */
export type HistoryRequest = {
  readonly headSha: string
  readonly branch: string
  /** Short name of the staging PR's base. */
  readonly base: string
  readonly upstream: Repository
  /** Upstream's base by configuration, or `null` for its default branch. */
  readonly upstreamBase: string | null
  /** Clone URL of upstream, or `null` where nothing may be fetched. */
  readonly upstreamUrl: string | null
  /** Upstream's side as a person named it (`--base`), or `null`. */
  readonly comparedWith: NamedCommit | null
}

const maxDiffBytes = 8 * 1024 * 1024

/** Reads everything that git knows of the branch before the first command runs. Throws {@link Refusal}. */
export async function readHistory(
  checkout: Checkout,
  request: HistoryRequest,
): Promise<History> {
  const { repository } = checkout
  const { base, upstream } = await findSides(checkout, request)
  const side = upstream ?? base
  const mergeBase = await repository.mergeBase(side.sha, request.headSha)
  if (mergeBase === null) throw refuseUnrelated(request, side)
  const [foreignCommits, changes, diff, commits, freshness] = await Promise.all(
    [
      upstream === null || mergeBase === base.sha
        ? 0
        : repository.countCommits(base.sha, mergeBase),
      repository.changes(mergeBase, request.headSha),
      repository.diff(mergeBase, request.headSha, maxDiffBytes),
      repository.commits(mergeBase, request.headSha),
      readFreshness(checkout, request, { mergeBase, upstream }),
    ],
  )
  return {
    base,
    upstream: { ...side, reached: upstream !== null },
    mergeBase: { sha: mergeBase, from: side.from },
    foreignCommits,
    changes,
    diff,
    commits,
    freshness,
    texts: await readTexts(checkout, changes),
  }
}

const maxTextBytes = 512 * 1024

/** A branch that changes more is no fix. */
const maxTexts = 500

/** Both versions of changed files that may hold tests. */
async function readTexts(
  { repository }: Checkout,
  changes: readonly ChangedFile[],
): Promise<readonly ChangedText[]> {
  const read = async (blob: string | null): Promise<string | null> => {
    const bytes =
      blob === null ? null : await repository.blob(blob, maxTextBytes)
    return bytes === null ? null : decodeUtf8(bytes)
  }
  const meant = changes.filter(
    ({ path, previousPath }) =>
      testLanguageOf(path) !== null ||
      isPackageJson(path) ||
      testLanguageOf(previousPath ?? path) !== null,
  )
  return Promise.all(
    meant.slice(0, maxTexts).map(async ({ path, previousBlob, blob }) => ({
      path,
      before: await read(previousBlob),
      after: await read(blob),
    })),
  )
}

async function readFreshness(
  { repository }: Checkout,
  { headSha }: HistoryRequest,
  of: { readonly mergeBase: string; readonly upstream: NamedCommit | null },
): Promise<Freshness> {
  const { mergeBase, upstream } = of
  if (upstream === null) {
    return { behind: null, conflicts: null, upstream: 'upstream' }
  }
  if (mergeBase === upstream.sha) {
    return { behind: 0, conflicts: [], upstream: upstream.from }
  }
  const [behind, conflicts] = await Promise.all([
    repository.countCommits(mergeBase, upstream.sha),
    repository.mergeConflicts(upstream.sha, headSha),
  ])
  return { behind, conflicts, upstream: upstream.from }
}

function refuseUnrelated(
  { branch }: HistoryRequest,
  side: NamedCommit,
): Refusal {
  return new Refusal(`${branch} has no history in common with ${side.from}.`, {
    remedy:
      'Cut the fix branch from upstream: `git switch -c fix/issue-1234 upstream/main`, then bring the commits over with `git cherry-pick`.',
  })
}
