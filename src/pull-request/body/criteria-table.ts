import type { JudgedCriterion, StepResult } from '../../evidence/evidence.ts'
import { details } from '../../markdown/write.ts'
import type { BodyInput } from './body-input.ts'
import { count } from './quantities.ts'
import { commandName, outcome } from './step-text.ts'
import { table } from './table.ts'
import { words } from './words.ts'

/** Criteria with what stands behind each: folded without trouble, open otherwise. */
export function criteriaTable(input: BodyInput): readonly string[] {
  const { facts, detail, spec } = input
  if (spec === null) return []
  const criteria = facts.evidence?.criteria ?? null
  if (criteria === null) return notRunYet(input)
  if (criteria.length === 0) {
    return ['**Acceptance criteria:** the spec has none.']
  }
  const name = `Acceptance criteria: ${summary(criteria)}`
  const rows = ordered(criteria)
    .slice(0, detail.criteria)
    .map((one) => row(one, facts.evidence?.steps ?? []))
  const more = criteria.length - rows.length
  const rest =
    more > 0
      ? [`${count(more, 'more criterion', 'more criteria')} in the spec.`]
      : []
  const text = [
    ...(rows.length === 0 ? [] : [table(columns, rows)]),
    ...rest,
  ].join('\n\n')
  return hasTrouble(criteria) ? [`**${name}**`, text] : [details(name, text)]
}

const columns = ['', 'Criterion', 'Evidence'] as const

function hasTrouble(criteria: readonly JudgedCriterion[]): boolean {
  return criteria.some(
    ({ state }) => state === 'open' || state === 'contradicted',
  )
}

/** `5 of 7 shown by evidence, 2 ticked only`. */
function summary(criteria: readonly JudgedCriterion[]): string {
  const of = (state: JudgedCriterion['state']): number =>
    criteria.filter((one) => one.state === state).length
  const parts = [
    `${of('proved')} of ${criteria.length} shown by evidence`,
    ...part(of('claimed'), 'ticked only'),
    ...part(of('contradicted'), 'contradicted'),
    ...part(of('open'), 'open'),
  ]
  return parts.join(', ')
}

function part(amount: number, word: string): readonly string[] {
  return amount === 0 ? [] : [`${amount} ${word}`]
}

/** Their own order, contradicted first. */
function ordered(
  criteria: readonly JudgedCriterion[],
): readonly JudgedCriterion[] {
  const isContradicted = ({ state }: JudgedCriterion): boolean =>
    state === 'contradicted'
  return [
    ...criteria.filter(isContradicted),
    ...criteria.filter((one) => !isContradicted(one)),
  ]
}

const marks: Readonly<Record<JudgedCriterion['state'], string>> = {
  proved: '✅',
  claimed: '☑️',
  contradicted: '❌',
  open: '⬜',
}

function row(
  criterion: JudgedCriterion,
  steps: readonly StepResult[],
): readonly string[] {
  return [
    marks[criterion.state],
    words(criterion.text),
    evidenceText(criterion, steps),
  ]
}

/** Evidence is the id of a step, or words. */
function evidenceText(
  { state, by }: JudgedCriterion,
  steps: readonly StepResult[],
): string {
  const step = steps.find(({ id }) => id === by)
  const said = step === undefined ? sayWords(by) : commandName(step.command)
  const because = (word: string): string =>
    said === null ? word : `${word}: ${said}`
  switch (state) {
    case 'proved':
      return said ?? 'shown by evidence'
    case 'claimed':
      return because('ticked only')
    case 'contradicted':
      return step === undefined
        ? because('**contradicted**')
        : `**contradicted** by ${said}: ${outcome(step)}`
    case 'open':
      return said === null ? '**open**' : `**open**, though shown: ${said}`
  }
}

function sayWords(by: string | null): string | null {
  return by === null ? null : words(by)
}

function notRunYet({ spec, detail }: BodyInput): readonly string[] {
  const criteria = spec?.criteria.items ?? []
  if (criteria.length === 0) {
    return ['**Acceptance criteria:** the spec has none.']
  }
  const ticked = criteria.filter(({ checked }) => checked).length
  const rows = criteria
    .slice(0, detail.criteria)
    .map(({ text, checked }) => [
      checked ? '☑️' : '⬜',
      words(text),
      checked ? 'ticked, not checked yet' : '**open**',
    ])
  const name = `Acceptance criteria: ${ticked} of ${criteria.length} ticked, none checked yet`
  const more = criteria.length - rows.length
  const rest =
    more > 0
      ? `\n\n${count(more, 'more criterion', 'more criteria')} in the spec.`
      : ''
  return [details(name, `${table(columns, rows)}${rest}`)]
}
