import type { Baseline, StepResult } from '../../evidence/evidence.ts'
import { details, inlineCode } from '../../markdown/write.ts'
import type { BodyInput } from './body-input.ts'
import { count, listed } from './quantities.ts'
import { bareWords } from './words.ts'

/**
 * What a failing step says beside the code before the fix, new failures
 * first: `1 new failure, 2 failed before too, 3 mended`. `null` without a
 * baseline.
 */
export function baselineCounts({ baseline }: StepResult): string | null {
  if (baseline === null) return null
  const { fresh, mended, lost, measure } = baseline
  if (measure === 'exit-status') return null
  const parts = [
    ...(fresh.length === 0
      ? []
      : [`**${count(fresh.length, newWord(measure))}**`]),
    ...knownText(baseline),
    ...(mended.length === 0 ? [] : [`${mended.length} mended`]),
    ...(lost.length === 0
      ? []
      : [`**${count(lost.length, 'test')} no longer run**`]),
  ]
  return parts.length === 0 ? null : parts.join(', ')
}

function newWord(measure: Baseline['measure']): string {
  return measure === 'tests' ? 'new failure' : 'new complaint'
}

/** `2 failed, both failed before too`. */
function knownText({ fresh, known, measure }: Baseline): readonly string[] {
  if (known.length === 0) return []
  const isTests = measure === 'tests'
  if (fresh.length > 0) {
    return [`${known.length} ${isTests ? 'failed' : 'there'} before too`]
  }
  const all = known.length === 2 ? 'both' : 'all'
  const subject = known.length === 1 ? '' : `${all} `
  return isTests
    ? [`${known.length} failed, ${subject}failed before too`]
    : [`${count(known.length, 'complaint')}, ${subject}there before too`]
}

/** Sentence for the verdict where steps pass although something fails, since it did before. */
export function baselineSentence(steps: readonly StepResult[]): string | null {
  const known = (measure: Baseline['measure']): number =>
    steps
      .filter(
        ({ status, baseline }) =>
          status === 'passed' && baseline?.measure === measure,
      )
      .reduce((sum, { baseline }) => sum + (baseline?.known.length ?? 0), 0)
  const tests = known('tests')
  const complaints = known('complaints')
  if (tests + complaints === 0) return null
  const parts = [
    ...(tests === 0 ? [] : [count(tests, 'test failure')]),
    ...(complaints === 0 ? [] : [count(complaints, 'complaint')]),
  ]
  const isOne = tests + complaints === 1
  return `${listed(parts)} ${isOne ? 'was' : 'were'} there before the fix as well, and ${isOne ? 'holds' : 'hold'} nothing back.`
}

/** New failures and tests that are gone in the open, the rest folded. */
export function baselineLists(
  step: StepResult,
  { detail }: Pick<BodyInput, 'detail'>,
): readonly string[] {
  const { baseline } = step
  if (baseline === null || detail.items === 0) return []
  const isTests = baseline.measure === 'tests'
  const name = bareWords(step.command, 60)
  const open = (title: string, names: readonly string[]): readonly string[] =>
    names.length === 0
      ? []
      : [`**${title} (${names.length})**\n\n${bullets(names, detail.items)}`]
  const folded = (title: string, names: readonly string[]): readonly string[] =>
    names.length === 0
      ? []
      : [details(`${title} (${names.length})`, bullets(names, detail.items))]
  return [
    ...open(`New in ${inlineCode(name)}`, baseline.fresh),
    ...open(
      `Ran before the fix, not any more: ${inlineCode(name)}`,
      baseline.lost,
    ),
    ...folded(
      isTests
        ? `Failed before the fix too, ${name}`
        : `There before the fix too, ${name}`,
      baseline.known,
    ),
    ...folded(`Mended, ${name}`, baseline.mended),
  ]
}

function bullets(names: readonly string[], most: number): string {
  const shown = names
    .slice(0, most)
    .map((name) => `- ${inlineCode(bareWords(name, 200))}`)
  const more = names.length - shown.length
  return [...shown, ...(more > 0 ? [`- And ${more} more`] : [])].join('\n')
}
