import { fullName } from '../../context/run-context.ts'
import { inlineCode } from '../../markdown/write.ts'
import type { Spec } from '../../spec/spec.ts'
import type {
  Dependency,
  ResearchDocument,
  SpecSearch,
  SpecTrail,
} from '../../spec/trail.ts'
import type { BodyInput } from './body-input.ts'
import { specLink } from './passages.ts'
import { count } from './quantities.ts'
import { fileLink, fileName, upstreamIssue } from './references.ts'
import { reviewLines } from './review-text.ts'
import { words } from './words.ts'

/** Where the fix comes from: upstream issue, spec, research, dependencies; and its review as a document. */
export function parentContext(input: BodyInput): string {
  const { facts } = input
  const lines = [
    ...specLines(input),
    ...documentLines(input, facts.trail),
    ...dependencyLines(input, facts.trail),
    ...reviewLines(input),
  ]
  return [
    '## Parent Context',
    related(input),
    ...searchText(facts.search),
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
  ].join('\n\n')
}

function related({ facts }: BodyInput): string {
  const { upstream } = facts.context
  if (upstream === null)
    return 'Upstream is not known: set the input `upstream`.'
  const name = inlineCode(fullName(upstream))
  if (facts.issue === null) {
    return `**Upstream:** ${name}. No issue number is known: name the branch \`fix/issue-N\`, label the spec \`issue-N\`, or set the input \`issue\`.`
  }
  const issue = upstreamIssue(facts, upstream, facts.issue.value)
  return `**Related to:** ${issue} in ${name}`
}

function specLines(input: BodyInput): readonly string[] {
  const { spec, facts } = input
  if (spec === null) return []
  const { search, context } = facts
  const isElsewhere =
    search.status === 'found' && search.at.sha !== context.headSha
  const from = isElsewhere ? `, read from ${inlineCode(search.at.ref)}` : ''
  const state = `${spec.status}${spec.archived ? ', archived' : ''}${from}`
  const line = `- Spec ${specLink(input)}: ${state}`
  return [`${line}${longTitle(spec)}`, ...approval(spec)]
}

/** The whole of a title that the staging PR's own title has no room for. */
function longTitle({ title }: Spec): string {
  return title === null || title.length <= 72 ? '' : `. ${words(title, 800)}`
}

function approval(spec: Spec): readonly string[] {
  if (spec.approval?.required !== true) return []
  const { status, by } = spec.approval
  const who = by === null ? '' : ` by ${inlineCode(by)}`
  return [`- Approval of the spec: ${status}${who}`]
}

function documentLines(
  input: BodyInput,
  { documents }: SpecTrail,
): readonly string[] {
  return bounded(
    input,
    'document',
    documents.map((one) => documentLine(input, one)),
  )
}

function documentLine(
  { facts }: BodyInput,
  { path, title, finding, at }: ResearchDocument,
): string {
  const name = words(title ?? fileName(path), 120)
  const says = finding === null ? '' : `: ${words(finding)}`
  if (at === null) {
    return `- ${name}${says} ${inlineCode(path)}, which is not in git`
  }
  return `- ${name}${says} ${fileLink(facts, { path, at })}`
}

function dependencyLines(
  input: BodyInput,
  { dependencies }: SpecTrail,
): readonly string[] {
  const lines = dependencies.map(
    (one) => `- Depends on ${dependencyText(input, one)}`,
  )
  return bounded(input, 'dependency', lines)
}

/** A spec that another one names: id, where it stands, title. */
export function dependencyText(
  { facts }: Pick<BodyInput, 'facts'>,
  { id, title, status, path, found, at }: Dependency,
): string {
  const name =
    path === null || at === null
      ? inlineCode(id)
      : fileLink(facts, { path, at, text: id })
  const says = title === null ? name : `${name} (${words(title, 160)})`
  const state = status ?? 'status unknown'
  switch (found) {
    case 'active':
      return `${says}: ${state}`
    case 'archive':
      return `${says}: ${state}, archived`
    case 'missing':
      return `${inlineCode(id)}: **not found**`
    case 'refused':
      return `${says}: **cannot be loaded**`
    case 'elsewhere':
      return `${inlineCode(id)}: in another repository, not checked`
  }
}

function bounded(
  { detail }: BodyInput,
  noun: string,
  lines: readonly string[],
): readonly string[] {
  const more = lines.length - detail.items
  if (more <= 0) return lines
  const plural = noun === 'dependency' ? 'dependencies' : `${noun}s`
  const rest = `- And ${count(more, `more ${noun}`, `more ${plural}`)}`
  return [...lines.slice(0, detail.items), rest]
}

/** Most specs that are named when several fit. */
const candidatesNamed = 20

/** Why there is no spec here, and what to do about it. */
function searchText(search: SpecSearch): readonly string[] {
  switch (search.status) {
    case 'found':
      return []
    case 'refused':
      return [
        `**The spec cannot be loaded:** ${words(search.refused.message)} ${inlineCode(search.refused.path)}${search.refused.line === null ? '' : `, line ${search.refused.line}`}`,
      ]
    case 'ambiguous':
      return [
        '**Several specs fit this branch.** Name one with the input `spec`:',
        search.candidates
          .slice(0, candidatesNamed)
          .map(
            ({ path, title }) =>
              `- ${inlineCode(path)}${title === null ? '' : ` ${words(title, 160)}`}`,
          )
          .join('\n'),
      ]
    case 'none':
      return [
        `**No spec was found for this branch.**${search.looked.length === 0 ? '' : ' It was looked for:'}`,
        lookedText(search.looked),
      ]
  }
}

function lookedText(looked: readonly string[]): string {
  const places = looked.map((place) => `- ${words(place)}`)
  return [
    ...(places.length === 0 ? [] : [...places, '']),
    'To add it: commit the spec to this branch, or keep it out of the branch and run `staging-pr specs push`, which puts your local `.chant` on the branch `staging-specs` of this fork. The next push fills this page.',
  ].join('\n')
}
