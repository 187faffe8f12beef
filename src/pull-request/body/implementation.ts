import type { SpecTrail } from '../../spec/trail.ts'
import { inlineCode } from '../../markdown/write.ts'
import type { Criteria } from '../../spec/spec.ts'
import type { BodyInput } from './body-input.ts'
import { changedFiles } from './changed-files.ts'
import { excerpt } from './excerpt.ts'
import { dependencyText } from './parent-context.ts'
import { passage, specLink } from './passages.ts'
import { count } from './quantities.ts'
import { firstWordsOf } from './user-impact.ts'
import { words } from './words.ts'

/** UTF-16 units of a recommendation of the research. */
const recommendationCharacters = 700

/** Why it went wrong, what the research recommended, what was done, what was learned, and the changed files with their reasons. */
export function implementation(input: BodyInput): string {
  return [
    '## Implementation',
    ...cause(input),
    ...recommendation(input),
    ...whatWasDone(input),
    ...notes(input),
    ...members(input),
    ...changedFiles(input),
  ].join('\n\n')
}

/** Why it went wrong, where that does not stand under User Impact in place of what users see. */
function cause(input: BodyInput): readonly string[] {
  const said = input.content?.cause ?? null
  if (said === null || said.markdown === input.content?.before?.markdown) {
    return []
  }
  return ['**Root cause:**', passage(input, said)]
}

function recommendation(input: BodyInput): readonly string[] {
  const { documents } = input.facts.trail
  const texts = documents.flatMap(({ recommendation }) =>
    recommendation === null ? [] : [recommendation],
  )
  const [first] = texts
  if (first === undefined) return []
  const room = Math.min(recommendationCharacters, input.detail.proseCharacters)
  const text = input.prose(excerpt(first, room).markdown)
  return text === '' ? [] : ['**Recommended by the research:**', text]
}

function whatWasDone(input: BodyInput): readonly string[] {
  const { content, facts } = input
  if (content === null) return []
  const done = content.implementation
  if (done === null) {
    return [
      `The spec does not say how. Add \`## Solution\` to ${specLink(input)}, or \`**Technical details:** …\` to its Release Notes.`,
    ]
  }
  if (isShownAbove(input)) return []
  const hasResearch = facts.trail.documents.some(
    ({ recommendation }) => recommendation !== null,
  )
  const label = hasResearch ? ['**What was done:**'] : []
  return [...label, passage(input, done)]
}

/** A short Solution stands under User Impact already. */
function isShownAbove({ content }: BodyInput): boolean {
  const after = content?.after ?? null
  const isSame = after?.markdown === content?.implementation?.markdown
  return isSame && firstWordsOf(after)?.isWhole === true
}

function notes(input: BodyInput): readonly string[] {
  const { content, facts, detail } = input
  const parts = [
    ...(content?.notes
      ? ['**Implementation notes:**', passage(input, content.notes)]
      : []),
    ...(content?.decisions
      ? ['**Decisions:**', passage(input, content.decisions)]
      : []),
  ]
  const named = facts.trail.mentioned
    .slice(0, detail.items)
    .map((one) => `- ${dependencyText(input, one)}`)
  if (named.length === 0) return parts
  return [...parts, `Specs named there:\n\n${named.join('\n')}`]
}

function members({ facts, detail }: BodyInput): readonly string[] {
  const { members } = facts.trail
  if (members.length === 0) return []
  const done = members.filter(({ status }) => status === 'completed').length
  const rows = members.slice(0, detail.items).map(memberRow)
  const more = members.length - rows.length
  return [
    `**Members:** ${done} of ${members.length} completed`,
    [
      ...rows,
      ...(more > 0 ? [`- And ${count(more, 'more member')}`] : []),
    ].join('\n'),
  ]
}

function memberRow({
  id,
  title,
  status,
  criteria,
}: SpecTrail['members'][number]): string {
  const mark = status === 'completed' ? '✅' : '⚠️'
  const name = title === null ? '' : ` ${words(title, 160)}`
  return `- ${mark} ${inlineCode(id)}${name}: ${status}, ${ticked(criteria)}`
}

function ticked({ total, checked }: Criteria): string {
  return total === 0 ? 'no criteria' : `${checked} of ${total} criteria ticked`
}
