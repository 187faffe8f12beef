import { finding, type Finding } from '../../finding.ts'
import type { Criterion, Spec } from '../../spec/spec.ts'
import { firstCharacters } from '../../text/truncate.ts'
import type { JudgedCriterion } from '../evidence.ts'
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
      return { state: 'claimed', by: null }
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

function withoutMarker(text: string): string {
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

/** Gate `criteria`: none is open or contradicted. Ticked ones without evidence are listed elsewhere. */
export function checkCriteria(
  spec: Spec,
  judged: readonly JudgedCriterion[],
): readonly Finding[] {
  return judged.flatMap((criterion, index) => {
    const line = spec.criteria.items[index]?.line ?? null
    const complaint = complain(criterion)
    if (complaint === null) return []
    return [finding({ ...complaint, severity: 'error', path: spec.path, line })]
  })
}

function complain({
  state,
  text,
  by,
}: JudgedCriterion): Pick<Finding, 'rule' | 'message' | 'remedy'> | null {
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
