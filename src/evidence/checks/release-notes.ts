import { finding, type Finding } from '../../finding.ts'
import { specContent } from '../../spec/content.ts'
import { sectionsNamed } from '../../spec/content/section-roles.ts'
import type { Spec } from '../../spec/spec.ts'

/** Gate `release-notes`: the spec says in users' words what the fix is for. Placeholders say nothing. */
export function checkReleaseNotes(spec: Spec): readonly Finding[] {
  const { missing, headline } = specContent(spec)
  if (!missing.includes('release-notes') || headline !== null) return []
  const [section] = sectionsNamed(spec.sections, headings)
  return [
    finding({
      rule: 'release-notes',
      severity: 'error',
      message:
        section === undefined
          ? 'The spec has neither Release Notes nor User Impact.'
          : `The section “${section.heading}” of the spec does not say what users see.`,
      remedy:
        'Add `## Release Notes` to the spec, with “Previously, …” and `**Impact:** …`.',
      path: spec.path,
      line: section?.line ?? 1,
    }),
  ]
}

const headings = ['release notes', 'release note', 'user impact'] as const
