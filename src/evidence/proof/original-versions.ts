import type { BranchCommit } from '../../plan/plan.ts'
import { isTestFile } from '../../plan/test-path.ts'
import type { ReproductionFile } from '../evidence.ts'

/** What the original of each reproduction file is found from. */
export type VersionGrounds = {
  /** The reproduction files, relative to the repository root. */
  readonly paths: readonly string[]
  /** Commits of the branch, oldest first. */
  readonly commits: readonly BranchCommit[]
  /** Merge base, with the blobs of the reproduction files there. */
  readonly mergeBase: {
    readonly sha: string
    readonly blobs: ReadonlyMap<string, string>
  }
  /** Blobs of the reproduction files at the head. */
  readonly head: ReadonlyMap<string, string>
  /** `commits` of the reproduction spec, as its first version with any names them; possibly short SHAs. */
  readonly named: readonly string[]
  /** Whether a path belongs to the staging itself (spec, research, configuration, workflow): a change of it does not begin the fix. */
  readonly isStaging: (path: string) => boolean
}

/**
 * The original of each reproduction file is its earliest finished version: at
 * the last commit that the reproduction spec names, else at the last commit
 * before any other file changed, else at the merge base. Only commits before
 * the fix began count, so that a later word of the spec cannot move it; where
 * there is no version before it, a commit that the spec names and that holds
 * nothing but the test counts all the same, else the first version that came
 * by itself, though late.
 */
export function originalVersions(
  grounds: VersionGrounds,
): readonly ReproductionFile[] {
  const versions = replay(grounds, sealedCommits(grounds).commits)
  return grounds.paths.map((path) => ({
    path,
    original: versions.get(path) ?? null,
    head: grounds.head.get(path) ?? null,
  }))
}

/** Whether the original came by itself, but after code of the branch: a later change of it shows, and not that it was first. */
export function hasLateOriginal(grounds: VersionGrounds): boolean {
  return sealedCommits(grounds).isLate
}

/** The commits by whose end the original stands. */
function sealedCommits(grounds: VersionGrounds): {
  readonly commits: readonly BranchCommit[]
  readonly isLate: boolean
} {
  const prefix = beforeTheFix(grounds)
  const finished = lastNamed(prefix, grounds.named)
  const own = new Set(grounds.paths)
  const bringsTest = ({ changes }: BranchCommit): boolean =>
    changes.some(({ path }) => own.has(path))
  if (grounds.mergeBase.blobs.size > 0 || prefix.some(bringsTest)) {
    const commits = finished === -1 ? prefix : prefix.slice(0, finished + 1)
    return { commits, isLate: false }
  }
  const named = upToNamedTest(grounds)
  if (named.length > 0) return { commits: named, isLate: false }
  const start = grounds.commits.findIndex(bringsTest)
  const rest = start === -1 ? [] : grounds.commits.slice(start)
  const commits = beforeTheFix({ ...grounds, commits: rest })
  return { commits, isLate: commits.length > 0 }
}

/**
 * Commits up to the first one that changes something else once the test is
 * there. Before that only code counts: a corrected word in the README or a
 * fixture beside the test does not begin a fix.
 */
function beforeTheFix({
  paths,
  commits,
  isStaging,
}: VersionGrounds): readonly BranchCommit[] {
  const own = new Set(paths)
  let hasTest = false
  for (const [index, { changes, parents }] of commits.entries()) {
    const others = changes.filter(
      ({ path }) => !own.has(path) && !isStaging(path),
    )
    // A merge brings the work of others.
    const bringsTest = changes.some(({ path }) => own.has(path))
    const isOver = hasTest
      ? others.length > 0 || parents.length > 1
      : others.some(
          ({ path }) =>
            !isBesideCode(path) && !(bringsTest && isManifest(path)),
        )
    if (isOver) return commits.slice(0, index)
    hasTest ||= bringsTest
  }
  return commits
}

/** Files that mend no code: tests, prose, and what git and editors are told. */
export function isBesideCode(path: string): boolean {
  return (
    isTestFile(path) ||
    /\.(?:mdx?|rst|adoc|txt)$|(?:^|\/)(?:LICEN[CS]E|NOTICE|AUTHORS|CODEOWNERS|\.mailmap|\.gitignore|\.gitattributes|\.editorconfig)$/u.test(
      path,
    )
  )
}

/** A test may need a dependency of its own, which comes with it. */
function isManifest(path: string): boolean {
  return /(?:^|\/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|Cargo\.(?:toml|lock)|pyproject\.toml|uv\.lock|poetry\.lock|go\.(?:mod|sum))$/u.test(
    path,
  )
}

/** Commits up to the last one that the spec names, if that one holds the test and no code beside it; else `[]`. */
function upToNamedTest({
  paths,
  commits,
  named,
  isStaging,
}: VersionGrounds): readonly BranchCommit[] {
  const own = new Set(paths)
  const at = lastNamed(commits, named)
  const isAlone = commits[at]?.changes.every(
    ({ path }) => own.has(path) || isStaging(path) || isBesideCode(path),
  )
  return isAlone === true ? commits.slice(0, at + 1) : []
}

function lastNamed(
  commits: readonly BranchCommit[],
  named: readonly string[],
): number {
  const shas = named.filter((name) => /^[0-9a-f]{7,64}$/u.test(name))
  return commits.findLastIndex(({ sha }) =>
    shas.some((name) => sha.startsWith(name)),
  )
}

type Version = { readonly blob: string; readonly commit: string }

/** State of the files after the merge base and some commits. */
function replay(
  { paths, mergeBase }: VersionGrounds,
  commits: readonly BranchCommit[],
): ReadonlyMap<string, Version> {
  const own = new Set(paths)
  const versions = new Map<string, Version>(
    [...mergeBase.blobs].map(([path, blob]) => [
      path,
      { blob, commit: mergeBase.sha },
    ]),
  )
  for (const { sha, changes } of commits) {
    for (const { path, blob } of changes) {
      if (!own.has(path)) continue
      if (blob === null) versions.delete(path)
      else versions.set(path, { blob, commit: sha })
    }
  }
  return versions
}

/** Whether the head's test is another one than the original. */
export function isChanged({ original, head }: ReproductionFile): boolean {
  return original !== null && original.blob !== head
}

/** Blob SHA of the first version that the branch has of a file of its own, where another one counts as the original; else `null`. */
export function earlierVersion(
  commits: readonly BranchCommit[],
  { path, original }: ReproductionFile,
): string | null {
  const first = commits
    .flatMap(({ changes }) => changes)
    .find((change) => change.path === path)
  const isOwn = first?.previousBlob === null && original !== null
  return isOwn && first.blob !== original.blob ? first.blob : null
}
