import { Refusal } from '../errors.ts'
import { issueNumbersInLabels, issueNumbersInTitle } from './issue.ts'
import { readSpec } from './read-spec.ts'
import { namedBy } from './narrow-search.ts'
import { isReviewSpec } from './review-document.ts'
import { specIdOf, specPlace } from './spec-id.ts'
import type { RefusedSpec, SourceFile, Spec, SpecReading } from './spec.ts'
import type { LocatedBy, SourceCommit, SpecSearch } from './trail.ts'

/** The spec files of one commit. */
export type SpecTree = {
  readonly at: SourceCommit
  /** All of them. */
  readonly paths: readonly string[]
  /** Those that were read: at least all that a search or a trail could take. */
  readonly files: readonly SourceFile[]
}

/** The spec files of a commit, every one of them read. */
export function wholeTree(
  at: SourceCommit,
  files: readonly SourceFile[],
): SpecTree {
  return { at, paths: files.map(({ path }) => path), files }
}

/** What a spec is looked for by. */
export type LocateRequest = {
  /** Input `spec`: an id, a path, or the end of an id. */
  readonly specInput: string | null
  readonly branch: string
  readonly issue: number | null
  /** Paths that the branch changes. */
  readonly changedPaths: readonly string[]
}

/**
 * Finds the spec of a fix branch: in each commit in turn by input, frontmatter
 * `branch`, id in the branch name, issue number in labels, then titles, and at
 * last a single spec that the branch itself changes. Throws {@link Refusal}
 * when a spec that a person named is nowhere.
 */
export function locateSpec(
  request: LocateRequest,
  trees: readonly SpecTree[],
): SpecSearch {
  for (const tree of trees) {
    const found = locateInTree(request, tree)
    if (found !== null) return found
  }
  if (request.specInput !== null) throw refuseUnknown(request.specInput, trees)
  return { status: 'none', looked: describeSearch(request, trees) }
}

type Rule = {
  readonly by: LocatedBy
  readonly candidates: (
    request: LocateRequest,
    tree: SpecTree,
  ) => readonly SourceFile[]
}

const rules: readonly Rule[] = [
  { by: 'frontmatter-branch', candidates: byFrontmatterBranch },
  { by: 'id-in-branch', candidates: byIdInBranch },
  { by: 'issue-label', candidates: byLabel },
  { by: 'issue-title', candidates: byTitle },
  { by: 'changed-by-branch', candidates: byChange },
]

const inputRule: Rule = { by: 'input', candidates: byInput }

/** The same in one commit; `null` when nothing there fits. Never throws. */
export function locateInTree(
  request: LocateRequest,
  tree: SpecTree,
): SpecSearch | null {
  const applied = request.specInput === null ? rules : [inputRule]
  for (const { by, candidates } of applied) {
    const found = choose(candidates(request, tree), by, tree.at)
    if (found !== null) return found
  }
  return null
}

/** Type code before others, active before archived; what is left must be one. A spec that asks for a review is taken by its name alone. */
function choose(
  files: readonly SourceFile[],
  by: LocatedBy,
  at: SourceCommit,
): SpecSearch | null {
  const readings = files.map(readSpec)
  const refused = firstRefused(readings)
  const specs = readings
    .flatMap((reading) => (reading.ok ? [reading.spec] : []))
    .filter((spec) => by === 'input' || !isReviewSpec(spec))
  if (refused !== null && !standsIn(specs, refused)) {
    return { status: 'refused', refused, by, at }
  }
  const code = preferred(specs, ({ type }) => type === 'code')
  const left = preferred(code, ({ archived }) => !archived)
  const [first, ...others] = left
  if (first === undefined) return null
  if (others.length === 0) return { status: 'found', spec: first, by, at }
  // A spec that only happens to be touched proves nothing when several are.
  return by === 'changed-by-branch' ? null : ambiguous(left, by, at)
}

/** An archived namesake does not stand in for an active file that cannot be loaded. */
function standsIn(specs: readonly Spec[], refused: RefusedSpec): boolean {
  const isArchived = specPlace(refused.path)?.archived === true
  return specs.some(({ archived }) => !archived || isArchived)
}

/** Those that are better, or all when none is. */
function preferred(
  specs: readonly Spec[],
  isBetter: (spec: Spec) => boolean,
): readonly Spec[] {
  const better = specs.filter(isBetter)
  return better.length > 0 ? better : specs
}

/** The first file that cannot be loaded, active ones first. */
function firstRefused(readings: readonly SpecReading[]): RefusedSpec | null {
  const refused = readings.flatMap((reading) =>
    reading.ok ? [] : [reading.refused],
  )
  const active = refused.find(({ path }) => specPlace(path)?.archived === false)
  return active ?? refused[0] ?? null
}

function ambiguous(
  specs: readonly Spec[],
  by: LocatedBy,
  at: SourceCommit,
): SpecSearch {
  const candidates = specs.map(({ id, path, title }) => ({ id, path, title }))
  return { status: 'ambiguous', candidates, by, at }
}

function byInput(
  { specInput }: LocateRequest,
  { files }: SpecTree,
): readonly SourceFile[] {
  const wanted = namedBy(specInput ?? '')
  const exact = files.filter(
    ({ path }) => path === wanted.path || specIdOf(path) === wanted.id,
  )
  if (exact.length > 0) return exact
  return files.filter(({ path }) => specIdOf(path).endsWith(wanted.id))
}

function byFrontmatterBranch(
  { branch }: LocateRequest,
  { files }: SpecTree,
): readonly SourceFile[] {
  return files.filter((file) => {
    if (!file.text.includes(branch) || !file.text.includes('branch'))
      return false
    const reading = readSpec(file)
    return reading.ok && reading.spec.branch === branch
  })
}

/** The id is the last part of the branch name; what stands before may hold slashes. */
function byIdInBranch(
  { branch }: LocateRequest,
  { files }: SpecTree,
): readonly SourceFile[] {
  const last = branch.slice(branch.lastIndexOf('/') + 1)
  return files.filter(({ path }) => specIdOf(path) === last)
}

function byLabel(
  { issue }: LocateRequest,
  { files }: SpecTree,
): readonly SourceFile[] {
  if (issue === null) return []
  return files.filter((file) => {
    if (!file.text.includes(`issue-${issue}`)) return false
    const reading = readSpec(file)
    return (
      reading.ok && issueNumbersInLabels(reading.spec.labels).includes(issue)
    )
  })
}

function byTitle(
  { issue }: LocateRequest,
  { files }: SpecTree,
): readonly SourceFile[] {
  if (issue === null) return []
  return files.filter((file) => {
    if (!file.text.includes(String(issue))) return false
    const reading = readSpec(file)
    return (
      reading.ok &&
      issueNumbersInTitle(reading.spec.title ?? '').includes(issue)
    )
  })
}

function byChange(
  { changedPaths }: LocateRequest,
  { files }: SpecTree,
): readonly SourceFile[] {
  const changed = new Set(changedPaths)
  return files.filter(({ path }) => changed.has(path))
}

function describeSearch(
  { branch, issue }: LocateRequest,
  trees: readonly SpecTree[],
): readonly string[] {
  const places = trees.map(({ at, paths }) => {
    const count =
      paths.length === 1 ? '1 spec file' : `${paths.length} spec files`
    return `.chant/specs and .chant/archive at ${at.ref} (${count})`
  })
  const byIssue =
    issue === null
      ? ['an issue number in the branch name: there is none']
      : [`a label issue-${issue}, or issue ${issue} in a title`]
  return [
    ...places,
    `frontmatter branch: ${branch}`,
    `an id in the branch name: ${branch.slice(branch.lastIndexOf('/') + 1)}`,
    ...byIssue,
    'a single spec that the branch itself changes',
  ]
}

function refuseUnknown(wanted: string, trees: readonly SpecTree[]): Refusal {
  const places = trees.map(({ at }) => at.ref).join(' and ')
  const ids = trees.flatMap(({ paths }) => paths.map(specIdOf))
  const near = [...new Set(ids)]
    .filter((id) => id.includes(wanted) || wanted.includes(id))
    .slice(0, 5)
  const known = near.length > 0 ? near : [...new Set(ids)].slice(-5)
  return new Refusal(
    `input \`spec\`: there is no spec ${wanted} in .chant/specs or .chant/archive at ${places}.`,
    {
      remedy:
        known.length === 0
          ? 'No spec is committed there at all. Commit it, or push it with `staging-pr specs push`.'
          : `Specs there: ${known.join(', ')}.`,
    },
  )
}
