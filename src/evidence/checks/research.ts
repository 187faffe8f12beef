import { finding, type Finding } from '../../finding.ts'
import type { Spec } from '../../spec/spec.ts'
import type { SpecTrail } from '../../spec/trail.ts'

/** Gate `research`: what the spec was informed by can be read. */
export function checkResearch(
  spec: Spec,
  { documents }: SpecTrail,
): readonly Finding[] {
  return documents
    .filter(({ at }) => at === null)
    .map(({ path }) =>
      finding({
        rule: 'research/missing',
        severity: 'warn',
        message: `informed_by names ${path}, which is not in git.`,
        remedy:
          'Commit it, push it with `staging-pr specs push`, or take it out of informed_by.',
        path: spec.path,
        line: 1,
      }),
    )
}
