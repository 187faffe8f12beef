import type { ExplainedChange } from '../../explain-changes.ts'
import { sectionsNamed } from '../../../spec/content/section-roles.ts'
import { named } from '../named.ts'
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
  { files }: CriteriaGrounds,
): Showing {
  const isReadme = /\breadme\b/iu.test(text)
  const found = byFiles(files, (path) =>
    isReadme ? /(?:^|\/)readme\b/iu.test(path) : isDocumentation(path),
  )
  // Other documentation may stand in the code, and what it explains may be old.
  const claimsChange = /\b(?:updated?|added|extended|changed)\b/iu.test(text)
  return isReadme && claimsChange && found.status !== 'shown'
    ? contradicted('the branch changes no README')
    : found
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

function isDocumentation(path: string): boolean {
  const isForTests = /(?:^|\/)(?:tests?|__tests__|fixtures?|testdata)\//iu
  const isDocument =
    /(?:^|\/)docs?\//iu.test(path) ||
    /\.(?:md|mdx|rst|adoc)$/iu.test(path) ||
    /(?:^|\/)readme[^/]*$/iu.test(path)
  return isDocument && !isForTests.test(path)
}

/** The spec's own release notes; a placeholder is none. */
export function byReleaseNotes({ spec }: CriteriaGrounds): Showing | null {
  if (spec === null) return null
  const [section] = sectionsNamed(spec.sections, headings)
  const isWritten = checkReleaseNotes(spec).length === 0
  return section !== undefined && isWritten
    ? shown(`spec, line ${section.line}`)
    : nothing
}

const headings = ['release notes', 'release note', 'user impact'] as const
