import { finding, type Finding } from '../finding.ts'
import { isCriteriaHeading } from './criteria.ts'
import type { Frontmatter } from './decode-frontmatter.ts'
import type { BodyLine } from './sections.ts'
import type { SourceFile, Spec } from './spec.ts'
import {
  delimiterSurprise,
  type DelimiterSurprise,
  type SplitFile,
} from './split-frontmatter.ts'

/** What a spec was read from. */
export type ReadingGrounds = {
  readonly file: SourceFile
  readonly split: SplitFile
  readonly frontmatter: Frontmatter
  readonly lines: readonly BodyLine[]
}

type Read = Omit<Spec, 'findings'>

/** Where chant's reading differs from what the author probably meant. */
export function findingsOfReading(
  spec: Read,
  grounds: ReadingGrounds,
): readonly Finding[] {
  return [
    ...delimiterFindings(spec, grounds),
    ...keyFindings(spec, grounds),
    ...criteriaFindings(spec, grounds.lines),
  ]
}

const surprises: Readonly<
  Record<DelimiterSurprise, readonly [string, string]>
> = {
  'byte-order-mark': [
    'A byte order mark stands before the frontmatter, so chant reads none: status, files and all other keys count as absent.',
    'Save the file as UTF-8 without a byte order mark.',
  ],
  'text-before': [
    'Text stands before the first `---`, so chant reads no frontmatter from this file.',
    'Let the file begin with `---`.',
  ],
  'long-opener': [
    'The first line is not exactly `---`, so what follows on it counts as frontmatter.',
    'Let the first line be `---` alone.',
  ],
  'not-closed': [
    'The frontmatter has no closing `---`, so chant reads none of it.',
    'Add a line `---` below the last key.',
  ],
  'cut-in-value': [
    'chant ends the frontmatter at the first `---` after its beginning, which stands here inside a line; keys below are not read.',
    'Write the dashes differently (`--`, `—`).',
  ],
}

function delimiterFindings(
  { path }: Read,
  { file }: ReadingGrounds,
): readonly Finding[] {
  const surprise = delimiterSurprise(file.text)
  if (surprise === null) return []
  const [message, remedy] = surprises[surprise.kind]
  return [
    finding({
      rule: 'spec/frontmatter',
      severity: 'warn',
      message,
      remedy,
      path,
      line: surprise.line,
    }),
  ]
}

/** Keys of earlier or other tools that are easily taken for one that counts. */
const probablyMeant: ReadonlyMap<string, string> = new Map([
  ['commit', 'commits'],
  ['depends', 'depends_on'],
  ['dependencies', 'depends_on'],
  ['files', 'target_files'],
  ['target_file', 'target_files'],
  ['label', 'labels'],
  ['tags', 'labels'],
  ['parent', 'depends_on'],
])

function keyFindings(
  { path }: Read,
  { split, frontmatter }: ReadingGrounds,
): readonly Finding[] {
  return frontmatter.unknown.flatMap(({ key, offset }) => {
    const meant = probablyMeant.get(key)
    if (meant === undefined) return []
    const line =
      split.yamlLine +
      (split.yaml ?? '').slice(0, offset).split('\n').length -
      1
    return [
      finding({
        rule: 'spec/ignored-key',
        severity: 'note',
        message: `The key \`${key}\` is ignored by chant.`,
        remedy: `Probably \`${meant}\` is meant.`,
        path,
        line,
      }),
    ]
  })
}

function criteriaFindings(
  spec: Read,
  lines: readonly BodyLine[],
): readonly Finding[] {
  return [
    ...nearMisses(spec, lines),
    ...severalSections(spec, lines),
    ...uncountedBoxes(spec, lines),
    ...tickedTooEarly(spec),
  ]
}

/** Headings that a reader takes for the criteria and chant does not. */
function nearMisses(
  { path, criteria }: Read,
  lines: readonly BodyLine[],
): readonly Finding[] {
  if (criteria.line !== null) return []
  return lines
    .filter(
      ({ trimmed, isFenced }) =>
        !isFenced && /^#{1,6}\s{0,9}acceptance\s{1,9}criteria/iu.test(trimmed),
    )
    .map(({ text, line }) =>
      finding({
        rule: 'criteria/near-miss-heading',
        severity: 'warn',
        message: `chant does not take "${text.trim().slice(0, 80)}" for the acceptance criteria, so none are counted: 0 of 0.`,
        remedy: 'Write the heading as `## Acceptance Criteria`.',
        path,
        line,
      }),
    )
}

function severalSections(
  { path, criteria }: Read,
  lines: readonly BodyLine[],
): readonly Finding[] {
  const headings = lines.filter(isCriteriaHeading)
  if (headings.length < 2) return []
  return [
    finding({
      rule: 'criteria/several-sections',
      severity: 'warn',
      message: `The spec has ${headings.length} sections of acceptance criteria; chant counts the last one alone.`,
      remedy: 'Keep one section.',
      path,
      line: criteria.line,
    }),
  ]
}

/** `* [ ]`, `+ [ ]` and `1. [ ]` are boxes on GitHub and nothing to chant. */
function uncountedBoxes(
  { path, criteria }: Read,
  lines: readonly BodyLine[],
): readonly Finding[] {
  if (criteria.line === null) return []
  const start = criteria.line
  const box = lines.find(
    ({ line, trimmed, isFenced }) =>
      line > start &&
      !isFenced &&
      /^(?:[*+]|\d{1,9}[.)]) \[[ xX]\]/u.test(trimmed),
  )
  if (box === undefined) return []
  return [
    finding({
      rule: 'criteria/uncounted-box',
      severity: 'warn',
      message:
        'chant counts only boxes written as `- [ ]` and `- [x]`; this one is not counted.',
      remedy: 'Write `- [ ]`.',
      path,
      line: box.line,
    }),
  ]
}

function tickedTooEarly({ status, criteria, path }: Read): readonly Finding[] {
  if (status !== 'completed' || criteria.unchecked === 0) return []
  return [
    finding({
      rule: 'criteria/completed-with-open',
      severity: 'warn',
      message: `The spec says completed, but ${criteria.unchecked} of ${criteria.total} criteria are not ticked.`,
      remedy: 'Finish them, or set the status back to in_progress.',
      path,
      line: criteria.line,
    }),
  ]
}
