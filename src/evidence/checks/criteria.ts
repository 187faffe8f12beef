import { finding, type Finding } from '../../finding.ts'
import type { Criterion, Spec } from '../../spec/spec.ts'
import { firstCharacters } from '../../text/truncate.ts'
import { nearest } from '../../config/nearest.ts'
import type { JudgedCriterion, StepResult } from '../evidence.ts'
import { code, named } from './named.ts'
import { byName } from './criteria/named-in-text.ts'
import { bySentence, byStep } from './criteria/sentences.ts'
import {
  type CriteriaGrounds,
  nothing,
  type Showing,
} from './criteria/showing.ts'

export type { CriteriaGrounds } from './criteria/showing.ts'

/**
 * Says of each criterion what the evidence says: a ticked box alone is a
 * claim. A criterion is bound by `<!-- verify: step-id -->` in its text, by
 * the configuration's `criteria:` map, by a step, test or document that it
 * names as code, or by a usual sentence, in that order. A reworded one stays
 * bound as its first text was.
 */
export function judgeCriteria(
  criteria: readonly Criterion[],
  grounds: CriteriaGrounds,
): readonly JudgedCriterion[] {
  return criteria.map((criterion) => judge(criterion, grounds))
}

function judge(
  { text, checked }: Criterion,
  grounds: CriteriaGrounds,
): JudgedCriterion {
  const shownText = withoutMarker(text)
  const first = grounds.wording.get(text) ?? grounds.wording.get(shownText)
  const old = first === undefined ? null : showingOf(first, grounds)
  const showing = old ?? showingOf(text, grounds) ?? nothing
  return { text: shownText, checked, ...stateOf(showing, checked) }
}

function stateOf(
  { status, by }: Showing,
  checked: boolean,
): Pick<JudgedCriterion, 'state' | 'by'> {
  const words = by === null ? null : firstCharacters(by, maxWords)
  if (!checked) return { state: 'open', by: status === 'shown' ? words : null }
  switch (status) {
    case 'shown':
      return { state: 'proved', by: words }
    case 'contradicted':
      return { state: 'contradicted', by: words }
    case 'nothing':
      return { state: 'claimed', by: words }
  }
}

/** Longest words for evidence. UTF-16 units. */
const maxWords = 600

/** `null` where the text is bound to nothing. */
function showingOf(text: string, grounds: CriteriaGrounds): Showing | null {
  const id = boundStep(text, grounds.bindings)
  const plain = withoutMarker(text)
  if (id === null) return byName(plain, grounds) ?? bySentence(plain, grounds)
  const step = grounds.steps.find((one) => one.id === id)
  return step === undefined ? nothing : byStep(step, plain, grounds)
}

const marker = /<!--\s{0,9}verify:\s{0,9}([a-z][a-z0-9-]{0,39})\s{0,9}-->/u

/** The text of a criterion without `<!-- verify: … -->`. */
export function withoutMarker(text: string): string {
  return text.replace(marker, '').trim()
}

function boundStep(
  text: string,
  bindings: Readonly<Record<string, string>>,
): string | null {
  const marked = marker.exec(text)?.[1]
  if (marked !== undefined) return marked
  const lower = text.toLowerCase()
  const bound = Object.entries(bindings).find(
    ([words]) => words.trim() !== '' && lower.includes(words.toLowerCase()),
  )
  return bound?.[1] ?? null
}

/**
 * Gate `criteria`: none is open or contradicted, and none names a step that is
 * not there. Ticked ones without evidence are listed elsewhere.
 */
export function checkCriteria(
  spec: Spec,
  judged: readonly JudgedCriterion[],
  steps: readonly Pick<StepResult, 'id' | 'status' | 'reason'>[],
): readonly Finding[] {
  return judged.flatMap((criterion, index) => {
    const item = spec.criteria.items[index]
    const line = item?.line ?? null
    const complaint =
      complain(criterion) ?? complainOfBinding(criterion, item?.text, steps)
    if (complaint === null) return []
    return [finding({ ...complaint, severity: 'error', path: spec.path, line })]
  })
}

type Complaint = Pick<Finding, 'rule' | 'message' | 'remedy'>

function complainOfBinding(
  { text }: JudgedCriterion,
  written: string | undefined,
  steps: readonly Pick<StepResult, 'id' | 'status' | 'reason'>[],
): Complaint | null {
  const id = marker.exec(written ?? '')?.[1]
  if (id === undefined) return null
  const bound = steps.find((step) => step.id === id)
  if (bound !== undefined) return complainOfSkipped(text, bound)
  const ids = steps.map((step) => step.id)
  const near = nearest(id, ids)
  const known =
    ids.length === 0 ? 'There are no steps.' : `The steps are ${named(ids)}.`
  return {
    rule: 'criteria/unknown-step',
    message: `“${text}” is bound to the step ${code(id)}, which is not there.`,
    remedy: near === null ? known : `Did you mean ${code(near)}?`,
  }
}

function complainOfSkipped(
  text: string,
  { id, status, reason }: Pick<StepResult, 'id' | 'status' | 'reason'>,
): Complaint | null {
  if (status !== 'skipped') return null
  return {
    rule: 'criteria/skipped-step',
    message: `“${text}” is bound to the step ${code(id)}, which was skipped${reason === null ? '' : `: ${reason}`}.`,
    remedy: 'Bind it to a step that shows it, or take the binding out.',
  }
}

function complain({ state, text, by }: JudgedCriterion): Complaint | null {
  switch (state) {
    case 'open':
      return {
        rule: 'criteria/open',
        message: `“${text}” is not ticked.`,
        remedy: 'Do it, or take the criterion out of the spec.',
      }
    case 'contradicted':
      return {
        rule: 'criteria/contradicted',
        message: `“${text}” is ticked, but ${against(by ?? '')}.`,
        remedy: 'Make it true, or untick the box.',
      }
    case 'proved':
    case 'claimed':
      return null
  }
}

/** The id of a step, or a clause. */
function against(by: string): string {
  return /^[a-z][a-z0-9-]{0,39}$/u.test(by) ? `step ${by} failed` : by
}
