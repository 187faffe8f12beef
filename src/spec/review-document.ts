import { bodyLines } from './sections.ts'
import type { Spec } from './spec.ts'
import { splitFrontmatter } from './split-frontmatter.ts'
import type { SourceCommit } from './trail.ts'

/** What a review document says of a fix. */
type ReviewVerdict = 'approve' | 'revise' | 'reject'

/** The review of a fix as a document beside its spec; an approval of nothing. */
export type ReviewDocument = {
  readonly path: string
  readonly at: SourceCommit
  /** `none`: it gives no verdict; `several`: it gives different ones. */
  readonly verdict: ReviewVerdict | 'none' | 'several'
  /** Last commit that changes code, where the document is known to be older; else `null`. */
  readonly outdatedBy: string | null
}

/**
 * Where the review of a fix lies, relative to the repository root: named by the
 * issue, else by the branch. `root` is the folder that holds `.chant`.
 */
export function reviewPath(
  root: string,
  { issue, branch }: { readonly issue: number | null; readonly branch: string },
): string {
  const name = issue === null ? slugOf(branch) : `issue-${issue}`
  return `${root}.chant/reviews/${name}-review.md`
}

/** Longest name that a branch gives. UTF-16 units. */
const slugCharacters = 80

function slugOf(branch: string): string {
  const words = branch
    .slice(0, slugCharacters)
    .toLowerCase()
    .match(/[a-z0-9]+/gu)
  return words === null ? 'branch' : words.join('-')
}

/** Verdicts that a document gives in lines `Verdict: …`, and below headings `Verdict`; quotes, code and comments do not count. */
export function verdictOf(text: string): ReviewDocument['verdict'] {
  const split = splitFrontmatter(text)
  const lines = bodyLines(split.body, split.bodyLine)
    .filter(({ isFenced }) => !isFenced)
    .map(({ trimmed }) => trimmed.slice(0, lineCharacters).trimEnd())
  const given = withoutComments(lines).flatMap((line, index, all) => {
    const value = labelled.exec(line)?.[1]
    if (value !== undefined && value.trim() !== '') return verdictsIn(value)
    if (!heading.test(line)) return []
    return verdictsIn(all.slice(index + 1).find((next) => next !== '') ?? '')
  })
  const [first, ...others] = [...new Set(given)]
  if (first === undefined) return 'none'
  return others.length === 0 ? first : 'several'
}

/** A verdict stands at the beginning of its line. UTF-16 units. */
const lineCharacters = 200

const labelled =
  /^(?:[-*] |#{1,6} )?(?:\*\*|__)?verdict(?:\*\*|__)?:(?:\*\*|__)?(.*)$/iu

const heading = /^#{1,6} (?:\*\*)?verdict(?:\*\*)?:?$/iu

/** The verdict that begins a line, and any other that it names: `approve | revise` is nobody's choice. */
function verdictsIn(value: string): readonly ReviewVerdict[] {
  if (!/^[^a-z#>|]*[a-z]/iu.test(value)) return []
  const words = value.toLowerCase().match(/[a-z]+/gu) ?? []
  const named = words.map((word) => verdictWords.get(word))
  if (named[0] === undefined) return []
  return named.filter((verdict) => verdict !== undefined)
}

const verdictWords: ReadonlyMap<string, ReviewVerdict> = new Map([
  ['approve', 'approve'],
  ['approved', 'approve'],
  ['revise', 'revise'],
  ['reject', 'reject'],
  ['rejected', 'reject'],
])

/** Lines that no HTML comment touches. */
function withoutComments(lines: readonly string[]): readonly string[] {
  let isOpen = false
  return lines.filter((line) => {
    const wasOpen = isOpen
    const opens = line.lastIndexOf('<!--')
    const closes = line.lastIndexOf('-->')
    if (opens >= 0 || closes >= 0) isOpen = opens > closes
    return !wasOpen && opens < 0
  })
}

/** Whether a spec asks for a review, and so is not the one that is reviewed. */
export function isReviewSpec({
  type,
  labels,
  targetFiles,
}: Pick<Spec, 'type' | 'labels' | 'targetFiles'>): boolean {
  const isAsking = type === 'task' && labels.includes('review')
  return (
    isAsking &&
    targetFiles.some((path) => /(?:^|\/)\.chant\/reviews\//u.test(path))
  )
}
