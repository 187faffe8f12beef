import { finding, type Finding } from '../../finding.ts'
import type { Spec } from '../../spec/spec.ts'
import { targetPaths } from '../../spec/target-files.ts'
import { firstCharacters } from '../../text/truncate.ts'
import { matchCriteria } from './match-criteria.ts'
import { named } from './named.ts'

/**
 * Gate `spec-integrity`: the branch does not weaken its own spec. `first` is
 * the spec's first version on the branch, else the one at `source-ref`; `null`
 * when there is none to compare with. A criterion that is gone is an error; a
 * reworded one, told apart by {@link matchCriteria}, and files that were added
 * to `target_files` are for a person to judge.
 */
export function checkSpecIntegrity(
  first: Spec | null,
  spec: Spec,
): readonly Finding[] {
  if (first === null) return []
  const { removed, reworded } = matchCriteria(first, spec)
  return [
    ...removed.map(({ text }) =>
      finding({
        rule: 'spec-integrity/removed',
        severity: 'error',
        message: `The criterion “${shown(text)}” stood in the first version of the spec and is gone.`,
        remedy:
          'Put it back. Where it no longer applies, tick it and say why beside it.',
        path: spec.path,
        line: spec.criteria.line,
      }),
    ),
    ...reworded.map(({ before, after }) =>
      finding({
        rule: 'spec-integrity/reworded',
        severity: 'warn',
        message: `The criterion “${shown(after.text)}” first read “${shown(before.text)}”.`,
        path: spec.path,
        line: after.line,
      }),
    ),
    ...checkTargets(first, spec),
  ]
}

/**
 * What each reworded criterion said at first, by its present text: evidence
 * that was bound to the old words stays bound.
 */
export function firstWording(
  first: Spec | null,
  spec: Spec,
): ReadonlyMap<string, string> {
  if (first === null) return new Map()
  const { reworded } = matchCriteria(first, spec)
  return new Map(
    reworded.map(({ before, after }) => [after.text, before.text] as const),
  )
}

function checkTargets(first: Spec, spec: Spec): readonly Finding[] {
  const known = new Set(targetPaths(first))
  const grown = targetPaths(spec).filter((target) => !known.has(target))
  // A first version without any had not been thought through yet.
  if (grown.length === 0 || known.size === 0) return []
  return [
    finding({
      rule: 'spec-integrity/target-files',
      severity: 'warn',
      message: `\`target_files\` gained ${named(grown)} since the first version of the spec.`,
      path: spec.path,
      line: 1,
    }),
  ]
}

function shown(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  return line.length <= 160 ? line : `${firstCharacters(line, 160)}…`
}
