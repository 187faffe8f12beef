import { finding, type Finding } from '../../finding.ts'
import type { Criterion, Spec } from '../../spec/spec.ts'
import { specIdOf } from '../../spec/spec-id.ts'
import { targetPaths } from '../../spec/target-files.ts'
import { firstCharacters } from '../../text/truncate.ts'
import type { Grounds } from './grounds.ts'
import { withoutMarker } from './criteria.ts'
import { matchCriteria } from './match-criteria.ts'
import { code, named } from './named.ts'

/** A spec that the present one is held against. */
export type EarlierSpec = {
  readonly spec: Spec
  /** Words for it: "the first version of the spec". */
  readonly words: string
  /** Branch of the fork that has it beside this one, in words; `null` for this branch's own history. */
  readonly from: string | null
}

/** What a branch's spec is held against: its own first version, and what `source-ref` has. */
export function earlierSpecs({
  firstSpec,
  sourceSpec,
}: Pick<Grounds, 'firstSpec' | 'sourceSpec'>): readonly EarlierSpec[] {
  const earlier: EarlierSpec[] = []
  if (firstSpec !== null) {
    earlier.push({
      spec: firstSpec,
      words: 'the first version of the spec',
      from: null,
    })
  }
  if (sourceSpec !== null) {
    const { spec, at } = sourceSpec
    earlier.push({ spec, words: `the spec on ${at.ref}`, from: at.ref })
  }
  return earlier
}

/**
 * Gate `spec-integrity`: the branch does not weaken its own spec against an
 * earlier one. A criterion that is gone is an error; a reworded one, told apart
 * by {@link matchCriteria}, and files that were added to `target_files` are for
 * a person to judge, and so is another spec than the fork has for the branch.
 */
export function checkSpecIntegrity(
  earlier: readonly EarlierSpec[],
  spec: Spec,
): readonly Finding[] {
  const told = new Set<string>()
  return earlier.flatMap((one) => {
    const found = [
      ...checkIdentity(one, spec),
      ...checkAgainst(one, spec),
    ].filter(({ key }) => !told.has(key))
    for (const { key } of found) told.add(key)
    return found.map((each) => each.finding)
  })
}

/** The same thing is said once, of the first spec that shows it. */
type Keyed = { readonly key: string; readonly finding: Finding }

function checkIdentity(
  { spec: other, from }: EarlierSpec,
  spec: Spec,
): readonly Keyed[] {
  if (other.id === spec.id) return []
  const message =
    from === null
      ? `The branch began with the spec ${code(other.id)} and has ${code(spec.id)} in its place.`
      : `For this branch, ${from} has the spec ${code(other.id)}; the branch brings ${code(spec.id)} of its own and is judged by that one.`
  return [
    {
      key: `another ${other.id}`,
      finding: finding({
        rule: 'spec-integrity/another-spec',
        severity: 'warn',
        message,
        path: spec.path,
        line: 1,
      }),
    },
  ]
}

function checkAgainst(earlier: EarlierSpec, spec: Spec): readonly Keyed[] {
  const { words } = earlier
  // The next spec of an issue need not repeat what the last one has completed.
  const isLast =
    earlier.from !== null &&
    earlier.spec.id !== spec.id &&
    earlier.spec.status === 'completed' &&
    earlier.spec.criteria.unchecked === 0
  if (isLast) return []
  const { removed, reworded } = matchCriteria(earlier.spec, spec)
  return [
    ...removed.map(({ text }) => ({
      key: `removed ${text}`,
      finding: finding({
        rule: 'spec-integrity/removed',
        severity: 'error',
        message: removedWords(earlier, text),
        remedy: removedRemedy(earlier),
        path: spec.path,
        line: spec.criteria.line,
      }),
    })),
    ...reworded.map(({ before, after }) => ({
      key: `reworded ${after.text}`,
      finding: finding({
        rule: 'spec-integrity/reworded',
        severity: 'warn',
        message: rewordedWords(earlier, before, after),
        path: spec.path,
        line: after.line,
      }),
    })),
    ...checkTargets(earlier.spec, spec, words),
    ...checkDependsOn(earlier, spec),
  ]
}

function removedWords({ words, from }: EarlierSpec, text: string): string {
  return from === null
    ? `The criterion “${shown(text)}” stood in ${words} and is gone.`
    : `The criterion “${shown(text)}” stands in ${words} and not in the branch's.`
}

function removedRemedy({ from }: EarlierSpec): string {
  const back =
    'Put it back. Where it no longer applies, tick it and say why beside it'
  return from === null ? `${back}.` : `${back}, or take it out on ${from} too.`
}

function rewordedWords(
  { words, from }: EarlierSpec,
  before: Criterion,
  after: Criterion,
): string {
  return from === null
    ? `The criterion “${shown(after.text)}” first read “${shown(before.text)}”.`
    : `The criterion “${shown(after.text)}” reads “${shown(before.text)}” in ${words}.`
}

/** A spec with open criteria that fits the branch as well is not done by taking another one. */
export function checkBypassed(
  other: Spec | null,
  spec: Spec | null,
): readonly Finding[] {
  if (other === null || spec === null) return []
  const open = matchCriteria(other, spec).removed.filter(
    ({ checked }) => !checked,
  )
  if (open.length === 0) return []
  const [first] = open
  const more = open.length === 1 ? '' : ` and ${open.length - 1} more`
  return [
    finding({
      rule: 'spec-integrity/bypassed',
      severity: 'error',
      message: `The spec ${code(other.id)} is for this issue too and has “${shown(first?.text ?? '')}”${more} open; ${code(spec.id)} was taken, which names the branch.`,
      remedy: 'Finish the other spec, cancel it, or archive it.',
      path: other.path,
      line: first?.line ?? null,
    }),
  ]
}

/**
 * What each reworded criterion said at first, by its present text: evidence
 * that was bound to the old words stays bound.
 */
export function firstWording(
  earlier: readonly EarlierSpec[],
  spec: Spec,
): ReadonlyMap<string, string> {
  const pairs = earlier
    .toReversed()
    .flatMap(({ spec: other }) =>
      matchCriteria(other, spec).reworded.map(
        ({ before, after }) => [after.text, before.text] as const,
      ),
    )
  return new Map(pairs)
}

function checkDependsOn(
  { spec: earlier, words }: EarlierSpec,
  spec: Spec,
): readonly Keyed[] {
  const kept = new Set(spec.dependsOn.map(specIdOf))
  const dropped = earlier.dependsOn.filter((id) => !kept.has(specIdOf(id)))
  if (dropped.length === 0) return []
  return [
    {
      key: `depends-on ${dropped.join(' ')}`,
      finding: finding({
        rule: 'spec-integrity/depends-on',
        severity: 'warn',
        message: `\`depends_on\` does not name ${named(dropped)}, as ${words} does.`,
        path: spec.path,
        line: 1,
      }),
    },
  ]
}

function checkTargets(
  earlier: Spec,
  spec: Spec,
  words: string,
): readonly Keyed[] {
  const known = new Set(targetPaths(earlier))
  const grown = targetPaths(spec).filter((target) => !known.has(target))
  // A first version without any had not been thought through yet.
  if (grown.length === 0 || known.size === 0) return []
  return [
    {
      key: `target ${grown.join(' ')}`,
      finding: finding({
        rule: 'spec-integrity/target-files',
        severity: 'warn',
        message: `\`target_files\` gained ${named(grown)} since ${words}.`,
        path: spec.path,
        line: 1,
      }),
    },
  ]
}

function shown(text: string): string {
  const line = withoutMarker(text).replace(/\s+/gu, ' ').trim()
  return line.length <= 160 ? line : `${firstCharacters(line, 160)}…`
}
