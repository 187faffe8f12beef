import { codeLanguageOf, splitLine } from '../../../plan/code-line.ts'
import type { DiffRun } from '../../../plan/diff.ts'
import { isDocumentation } from '../../../plan/documentation-path.ts'
import { isTestFile } from '../../../plan/test-path.ts'
import type { ExplainedChange } from '../../explain-changes.ts'
import { sectionsNamed } from '../../../spec/content/section-roles.ts'
import { code, named } from '../named.ts'
import { checkReleaseNotes } from '../release-notes.ts'
import {
  contradicted,
  type CriteriaGrounds,
  nothing,
  type Showing,
  shown,
} from './showing.ts'

/** Documents that the branch changes, for a criterion that asks for documentation. */
export function byDocumentation(
  text: string,
  { files, diff }: CriteriaGrounds,
): Showing {
  const isReadme = /\breadme\b/iu.test(text)
  const found = byFiles(files, (path) =>
    isReadme ? /(?:^|\/)readme\b/iu.test(path) : isDocumentation(path),
  )
  // What a criterion explains may be old already.
  const claimsChange = /\b(?:updated?|added|extended|changed)\b/iu.test(text)
  if (!claimsChange || found.status === 'shown') return found
  if (isReadme) return contradicted('the branch changes no README')
  return diff.some(isExplaining)
    ? nothing
    : contradicted('the branch changes no documentation')
}

/** Documentation may stand in the code: comments, and what may be a docstring. */
function isExplaining({ path, side, lines }: DiffRun): boolean {
  const language = codeLanguageOf(path)
  if (side === 'removed' || language === null || isTestFile(path)) return false
  return lines.some(
    ({ text }) =>
      splitLine(text, language).comment !== '' ||
      (language === 'python' && isProse(text)),
  )
}

function isProse(text: string): boolean {
  return /^\s{0,40}[rR]?("""|''')|^\s{0,40}[A-Za-z`:*-][^=()[\]{}]{8,}$/u.test(
    text.slice(0, 400),
  )
}

/** The changelog, for a criterion that asks for an entry there. */
export function byChangelog({ files }: CriteriaGrounds): Showing {
  const found = byFiles(files, (path) =>
    /(?:^|\/)(?:change(?:s|log)?|history|news|releases?)\b[^/]*$|(?:^|\/)\.?(?:changesets?|changelog\.d|newsfragments|changes)\//iu.test(
      path,
    ),
  )
  return found.status === 'shown'
    ? found
    : contradicted('the branch changes no changelog')
}

/**
 * A file that a criterion says is added or updated, right beside its name, and
 * that the branch leaves alone; `null` for any other. `around` is the text
 * before and after the name.
 */
export function byUntouched(
  name: string,
  around: { readonly before: string; readonly after: string },
  { files, spec }: CriteriaGrounds,
): Showing | null {
  const path = name.replace(/^\.\//u, '')
  const isPath = /^[\w@.-][\w@./-]{0,300}\.[A-Za-z]\w{0,9}$/u.test(path)
  if (!isPath || !saysChange(around)) return null
  const isTouched = files.some(({ file }) =>
    [file.path, file.previousPath ?? ''].some(
      (one) =>
        one === path ||
        one === `${spec?.root ?? ''}${path}` ||
        one.endsWith(`/${path}`),
    ),
  )
  return isTouched
    ? null
    : contradicted(`the branch does not change ${code(path)}`)
}

function saysChange({
  before,
  after,
}: {
  readonly before: string
  readonly after: string
}): boolean {
  if (/\b(?:no|nothing|none)\b/iu.test(before)) return false
  return (
    /^ (?:(?:is|are|was|were|has been|have been) )?(?:updated|added|created|extended|written)\b|^ (?:has|got|contains|lists) (?:an?|the|its) (?:new )?(?:entry|section|note|line)\b/iu.test(
      after,
    ) ||
    /\b(?:updates?|updated|adds?|added|creates?|created|extends?|extended)(?: (?:the|an?|new|tests?|docs?|documentation|entry|entries|sections?|in|to|of|at|file)){0,5} $/iu.test(
      before.slice(-100),
    )
  )
}

/** A document that a criterion names and the branch changes; `null` for any other path. */
export function byPath(
  name: string,
  { files, spec }: CriteriaGrounds,
): Showing | null {
  const path = name.replace(/^\.\//u, '')
  if (!isDocumentation(path)) return null
  const changed = files.filter(({ file }) => {
    const below = `${spec?.root ?? ''}${path}`
    return (
      file.path === path ||
      file.path === below ||
      (!path.includes('/') && file.path.endsWith(`/${path}`))
    )
  })
  return byFiles(changed, () => true)
}

function byFiles(
  files: readonly ExplainedChange[],
  isMeant: (path: string) => boolean,
): Showing {
  const paths = files
    .filter(
      ({ file, reason }) =>
        file.status !== 'deleted' &&
        reason.kind !== 'not-for-upstream' &&
        isMeant(file.path),
    )
    .map(({ file }) => file.path)
  return paths.length === 0 ? nothing : shown(`${named(paths)} changed`)
}

/** The spec's own release notes; a placeholder is none. */
export function byReleaseNotes(grounds: CriteriaGrounds): Showing | null {
  const { spec } = grounds
  if (spec === null) return null
  const [section] = sectionsNamed(spec.sections, headings)
  const isWritten = checkReleaseNotes(spec).length === 0
  if (section !== undefined && isWritten) {
    return shown(`spec, line ${section.line}`)
  }
  // Notes may stand in the changelog.
  const elsewhere = byChangelog(grounds)
  return elsewhere.status === 'shown'
    ? elsewhere
    : contradicted('neither the spec nor a changelog has any')
}

const headings = ['release notes', 'release note', 'user impact'] as const
