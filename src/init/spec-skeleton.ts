import { stringify } from 'yaml'
import { prose } from '../markdown/prose.ts'
import type { ResearchDocument } from '../spec/trail.ts'

/** What the skeleton of a spec is filled from. */
export type SkeletonFacts = {
  readonly issue: number
  /** Ids of specs of the same issue, such as the one of the reproduction. */
  readonly dependsOn: readonly string[]
  /** Research documents about the issue. */
  readonly documents: readonly ResearchDocument[]
  /** Files that the branch changes so far. */
  readonly targetFiles: readonly string[]
}

/**
 * A spec of a fork fix: frontmatter, the sections that a staging PR is made
 * of, and in them what the research documents found. What nobody knows yet
 * begins with TODO, which counts as not said.
 */
export function specSkeleton(facts: SkeletonFacts): string {
  const { issue, dependsOn, documents, targetFiles } = facts
  const frontmatter = stringify(
    {
      type: 'code',
      status: 'pending',
      labels: [`issue-${issue}`],
      ...(dependsOn.length === 0 ? {} : { depends_on: dependsOn }),
      ...(documents.length === 0
        ? {}
        : { informed_by: documents.map(({ path }) => path) }),
      ...(targetFiles.length === 0 ? {} : { target_files: targetFiles }),
    },
    { lineWidth: 0 },
  )
  const files =
    targetFiles.length === 0
      ? 'target_files: [] # TODO: the files that the fix changes, its tests too\n'
      : ''
  return `---\n${frontmatter}${files}---\n\n${sections(facts).join('\n\n')}\n`
}

function sections({ issue, documents }: SkeletonFacts): readonly string[] {
  return [
    `# Fix issue ${issue}${subjectOf(documents)}`,
    '## Problem',
    found(documents, /problem|symptom|reproduc/iu) ??
      'TODO: what goes wrong, and for whom.',
    '## Root Cause',
    found(documents, /cause|analysis|why/iu) ??
      'TODO: why it goes wrong, with the place in the code.',
    '## Approach',
    recommended(documents) ?? 'TODO: how the fix mends it.',
    '## Acceptance Criteria',
    [
      '- [ ] The reproduction test passes',
      '- [ ] New tests added',
      '- [ ] All existing tests pass',
      '- [ ] Release notes section added',
    ].join('\n'),
    '## Release Notes',
    '### TODO: Fixed: what users no longer see',
    'TODO: what happened before the fix, as users saw it.',
    '**Impact:** TODO: what users get now.',
    '**Migration:** TODO: what users have to do, or “No action required.”',
  ]
}

/** A title without the word for its kind: `Root cause: keys are lost`. */
function subjectOf(documents: readonly ResearchDocument[]): string {
  const subjects = documents.flatMap(
    ({ title }) => /^[^:–—]{1,60}[:–—]\s(.{8,})$/u.exec(title ?? '')?.[1] ?? [],
  )
  const [subject] = subjects
  return subject === undefined ? '' : `: ${subject.trim()}`
}

/** The finding of the document whose name or title speaks of it. */
function found(
  documents: readonly ResearchDocument[],
  about: RegExp,
): string | null {
  const known = documents.find(
    ({ path, title, finding }) =>
      finding !== null && about.test(`${nameOf(path)} ${title ?? ''}`),
  )
  return known?.finding ?? null
}

function recommended(documents: readonly ResearchDocument[]): string | null {
  for (const { recommendation } of documents) {
    const text = recommendation === null ? '' : prose(recommendation, plain)
    if (text !== '') return text
  }
  return null
}

/** Nothing of a document becomes live in the spec. */
const plain = { serverUrl: 'https://github.com', ownRepository: '' } as const

/** `issue-1234-root-cause` of its path, without the word issue. */
function nameOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name.replace(/\bissue\b/giu, '')
}
