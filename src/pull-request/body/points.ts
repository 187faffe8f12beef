import type { JudgedCriterion } from '../../evidence/evidence.ts'
import type { ExplainedChange } from '../../evidence/explain-changes.ts'
import { type Finding, gateOf } from '../../finding.ts'
import { inlineCode } from '../../markdown/write.ts'
import type { BodyInput } from './body-input.ts'
import { changeSize } from '../../plan/change-size.ts'
import type { Point } from './point.ts'
import { count } from './quantities.ts'
import { reviewPoints } from './review-text.ts'
import { fileName } from './references.ts'
import { bareWords, words } from './words.ts'

/** What is left to do, and what is left to judge. */
export type Points = {
  /** Holds the staging PR back. */
  readonly open: readonly Point[]
  /** Holds nothing back; a person has to look. */
  readonly judge: readonly Point[]
}

type PointsInput = Pick<BodyInput, 'facts' | 'spec' | 'files'>

/** Findings of these gates speak to the person who opens the upstream PR, and only below; an error of theirs is open all the same. */
export const handoffGates: readonly string[] = [
  'history',
  'freshness',
  'fork-only',
]

/** Findings of these gates that speak of no result, but of what else a person has to do. */
const beyondVerdict: readonly string[] = [
  'proof/not-configured',
  'steps/changed-files',
  'steps/forged-evidence',
  'steps/uncommitted',
  'proof/support',
  'proof/drafts',
]

/** Errors of these gates are the verdict itself. */
function isSaidByVerdict({ rule }: Finding): boolean {
  const gate = gateOf(rule)
  const isResult = gate === 'steps' || gate === 'proof'
  return isResult && !beyondVerdict.includes(rule)
}

/** Says that the branch asks less of itself than the fork does. */
const weakerConfiguration = 'test-integrity/configuration'

/** Gathers both lists, most telling first. Failed steps and the proof are left to the verdict. */
export function pointsOf(input: PointsInput): Points {
  const found = findingsOf(input).filter(
    ({ rule, severity }) =>
      severity === 'error' || !handoffGates.includes(gateOf(rule)),
  )
  const open = found.filter(
    (one) => one.severity === 'error' && !isSaidByVerdict(one),
  )
  const warnings = found.filter(({ severity }) => severity === 'warn')
  const [weaker, others] = parted(
    warnings,
    ({ rule }) => rule === weakerConfiguration,
  )
  const [outside, rest] = parted(
    others,
    ({ rule }) => rule === 'scope/undeclared',
  )
  return {
    open: [...open].sort(contradictedFirst).map((one) => ofFinding(one, input)),
    judge: [
      ...weaker.map((one) => ofFinding(one, input)),
      ...(weaker.length > 0 ? [] : changedConfiguration(input)),
      ...reviewPoints(input),
      ...outOfScope(outside, input),
      ...unexplained(input, found),
      ...openMembers(input),
      ...onlyTicked(input.facts.evidence?.criteria ?? []),
      ...rest.map((one) => ofFinding(one, input)),
    ],
  }
}

function parted(
  all: readonly Finding[],
  belongs: (one: Finding) => boolean,
): readonly [readonly Finding[], readonly Finding[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))]
}

/** Up to three files have a line each; of more, so many are named. */
function outOfScope(
  found: readonly Finding[],
  input: PointsInput,
): readonly Point[] {
  if (found.length <= filesNamed) {
    return found.map((one) => ofFinding({ ...one, remedy: null }, input))
  }
  return [manyUndeclared(found.map(({ path }) => path ?? ''))]
}

/** Findings of the run; before one, what reading the spec brought up. */
export function findingsOf({
  facts,
  spec,
}: Pick<PointsInput, 'facts' | 'spec'>): readonly Finding[] {
  return facts.evidence?.findings ?? spec?.findings ?? []
}

function contradictedFirst(a: Finding, b: Finding): number {
  const weight = ({ rule }: Finding): number =>
    rule === 'criteria/contradicted' ? 0 : 1
  return weight(a) - weight(b)
}

function ofFinding(found: Finding, { spec }: PointsInput): Point {
  const isPlain = found.remedy === null || found.rule === 'criteria/open'
  const remedy = isPlain ? '' : ` ${words(found.remedy ?? '', 500)}`
  const message = words(found.message.replace(/\.$/u, ''), 500)
  const place = placeOf(found, spec?.path ?? null)
  return {
    rule: found.rule,
    markdown: `${message}${place}.${remedy}`,
    plain: bareWords(found.message),
  }
}

function placeOf(
  { path, line, message }: Finding,
  specPath: string | null,
): string {
  if (path === null || (line === null && message.includes(path))) return ''
  const name = path === specPath ? 'spec' : inlineCode(fileName(path))
  return line === null ? ` (${name})` : ` (${name}, line ${line})`
}

function changedConfiguration({ facts }: PointsInput): readonly Point[] {
  if (facts.isForksConfig === true) return []
  const { path } = facts.config
  const file = facts.changes.find((change) => change.path === path)
  if (file === undefined) return []
  const why = 'is changed by this branch: it says what is verified here.'
  return [fileNamed(file.path, `(${changeSize(file)}) ${why}`)]
}

function fileNamed(path: string, text: string): Point {
  return {
    rule: null,
    markdown: `${inlineCode(path)} ${text}`,
    plain: bareWords(`${path} ${text}`),
  }
}

/** Up to this many files have a line each. */
const filesNamed = 3

/** Up to this many are named in one line. */
const filesTold = 20

function unexplained(
  { files, spec, facts }: PointsInput,
  found: readonly Finding[],
): readonly Point[] {
  if (spec === null) return []
  const named = new Set(
    found
      .filter(({ rule }) => gateOf(rule) === 'scope')
      .map(({ path }) => path),
  )
  const of = (kind: string): readonly ExplainedChange[] =>
    files.filter(
      ({ file, reason }) => reason.kind === kind && !named.has(file.path),
    )
  const isLookedAt = facts.config.gates.scope !== 'off'
  return [
    ...(isLookedAt ? undeclared(of('undeclared')) : []),
    ...undeclarable(of('unknown')),
  ]
}

function undeclared(files: readonly ExplainedChange[]): readonly Point[] {
  if (files.length <= filesNamed) {
    return files.map(({ file }) =>
      fileNamed(
        file.path,
        `(${changeSize(file)}) changed, but the spec does not declare it in \`target_files\`.`,
      ),
    )
  }
  return [manyUndeclared(files.map(({ file }) => file.path))]
}

function manyUndeclared(paths: readonly string[]): Point {
  const names = paths.slice(0, filesTold)
  const more = paths.length - names.length
  const rest = `${more > 0 ? `and ${more} more ` : ''}changed, but the spec does not declare them in \`target_files\`.`
  return {
    rule: null,
    markdown: `${names.map(inlineCode).join(', ')} ${rest}`,
    plain: bareWords(`${names.join(', ')} ${rest}`),
  }
}

/** A spec without `target_files` explains nothing, which is one thing to know and not one per file. */
function undeclarable(files: readonly ExplainedChange[]): readonly Point[] {
  if (files.length === 0) return []
  const text =
    files.length === 1
      ? 'The one changed file is not declared: the spec has no `target_files`.'
      : `None of these ${files.length} changed files is declared: the spec has no \`target_files\`.`
  return [{ rule: null, markdown: text, plain: bareWords(text) }]
}

function openMembers({ facts }: PointsInput): readonly Point[] {
  const { members } = facts.trail
  const open = members.filter(({ status }) => status !== 'completed')
  if (open.length === 0) return []
  const isAre = open.length === 1 ? 'is' : 'are'
  const text = `${open.length} of ${count(members.length, 'member')} of the spec ${isAre} not completed: see Implementation.`
  return [{ rule: null, markdown: text, plain: text }]
}

/** Up to this many ticked criteria have a line each; of more, so many are named. */
const criteriaNamed = 2

function onlyTicked(criteria: readonly JudgedCriterion[]): readonly Point[] {
  const claimed = criteria.filter(({ state }) => state === 'claimed')
  const quoted = claimed.map(({ text, by }) => ({
    markdown: `“${words(text, 160)}”`,
    plain: `“${bareWords(text, 160)}”`,
    why: by ?? 'no command shows it',
  }))
  if (claimed.length <= criteriaNamed) {
    return quoted.map(({ markdown, plain, why }) => ({
      rule: null,
      markdown: `${markdown} is ticked; ${words(why)}.`,
      plain: `${plain} is ticked; ${bareWords(why)}.`,
    }))
  }
  const shown = quoted.slice(0, criteriaNamed)
  const more = claimed.length - criteriaNamed
  const rest = `and ${more} more are ticked; no command shows them.`
  return [
    {
      rule: null,
      markdown: `${shown.map(({ markdown }) => markdown).join(', ')} ${rest}`,
      plain: `${shown.map(({ plain }) => plain).join(', ')} ${rest}`,
    },
  ]
}
