import { specContent, type Passage } from '../spec/content.ts'
import { prose } from '../markdown/prose.ts'
import { excerpt } from '../pull-request/body/excerpt.ts'
import { withoutReferences } from '../text/upstream-references.ts'
import { saysSame } from './same-text.ts'
import { withoutClosingLines } from './closing-lines.ts'
import { disclosureOf } from './disclosure.ts'
import { fillTemplate } from './fill-template.ts'
import { findingText, researchOf } from './research.ts'
import { subjectOf } from './subject.ts'
import { testingOf } from './testing.ts'
import type { HandoffFacts } from './handoff-facts.ts'

/** Title and body of the upstream pull request, for readers upstream. */
export type UpstreamPr = { readonly title: string; readonly body: string }

/** Parts of the body, which a template of upstream's orders anew. */
export type UpstreamParts = {
  readonly summary: string
  readonly cause: string
  readonly solution: string
  readonly testing: string
  readonly checklist: string
  /** What the research found, where the configuration wants it; else `""`. */
  readonly research: string
  /** `Fixes` and the number, as upstream's server links it. */
  readonly closes: string
  /** The line that upstream's policy asks for, or `""`. */
  readonly disclosure: string
}

/** Longest passage that is taken of the spec. UTF-16 units. */
const passageCharacters = 3_000

/**
 * The upstream pull request: upstream's own template filled in where it has
 * one, else Summary, Root Cause, Solution, Testing and Checklist. It holds facts
 * of the evidence and no link into the fork.
 */
export function upstreamPr(facts: HandoffFacts): UpstreamPr {
  const parts = partsOf(facts)
  const body =
    facts.template === null
      ? ownLayout(parts)
      : fillTemplate(facts.template, parts)
  return { title: subjectOf(facts), body: `${body.trim()}\n` }
}

function ownLayout(parts: UpstreamParts): string {
  const sections: readonly (readonly [string, string])[] = [
    ['Summary', [parts.summary, parts.closes].filter(isSaid).join('\n\n')],
    ['Root Cause', parts.cause],
    ['Research', parts.research],
    ['Solution', parts.solution],
    ['Testing', parts.testing],
    ['Checklist', parts.checklist],
  ]
  const written = sections
    .filter(([, text]) => isSaid(text))
    .map(([heading, text]) => `## ${heading}\n\n${text}`)
  return [
    ...written,
    ...(isSaid(parts.disclosure) ? [parts.disclosure] : []),
  ].join('\n\n')
}

function labelled(label: string, text: string): string {
  return text === '' ? '' : `**${label}:** ${text}`
}

function isSaid(text: string): boolean {
  return text !== ''
}

function partsOf(facts: HandoffFacts): UpstreamParts {
  const { issue } = facts.staging
  const cause = causeOf(facts)
  return {
    ...eachPartOnce({ ...wordsOf(facts), cause }),
    testing: testingOf(facts),
    checklist: checklistOf(facts),
    closes: issue === null ? '' : `Fixes #${issue.value}`,
    research: researchOf(facts, cause),
    disclosure: disclosureOf(facts),
  }
}

/** What the spec says in prose. */
type Words = {
  readonly before: string
  readonly after: string
  readonly solution: string
}

function wordsOf(facts: HandoffFacts): Words {
  const { search } = facts.staging
  if (search.status !== 'found') return { before: '', after: '', solution: '' }
  const content = specContent(search.spec)
  const said = (passage: Passage | null): string =>
    passage === null ? '' : told(passage.markdown, facts)
  return {
    before: said(content.before),
    after: said(content.after),
    solution: said(content.implementation),
  }
}

/**
 * One section of a spec may stand in for several parts. It is said where it
 * says most, but the summary is not left without a word.
 */
function eachPartOnce({
  before,
  after,
  solution,
  cause,
}: Words & { readonly cause: string }): Pick<
  UpstreamParts,
  'summary' | 'cause' | 'solution'
> {
  const isHow = saysSame(after, solution)
  const isWhy = saysSame(before, cause)
  const saysAfter = !isHow || before === ''
  const saysBefore = !isWhy || after === '' || !saysAfter
  const summary = [
    saysBefore ? labelled('Before', before) : '',
    saysAfter ? labelled('After', after) : '',
  ]
  return {
    summary: summary.filter(isSaid).join('\n\n'),
    cause: isWhy && saysBefore ? '' : cause,
    solution: isHow && saysAfter ? '' : solution,
  }
}

/** A section of the spec that is about the cause, else the sentence that a document about it found. */
function causeOf(facts: HandoffFacts): string {
  const { search, trail } = facts.staging
  if (search.status !== 'found') return ''
  const section = search.spec.sections.find(({ heading }) =>
    /^(?:root cause|cause|analysis)\b/iu.test(heading.trim()),
  )
  if (section !== undefined) return told(section.text, facts)
  const document = trail.documents.find(({ path, title }) =>
    /root.?cause/iu.test(`${path} ${title ?? ''}`),
  )
  return document?.finding == null ? '' : findingText(document.finding)
}

function told(markdown: string, { serverUrl, upstream }: HandoffFacts): string {
  const part = excerpt(
    withoutReferences(withoutClosingLines(markdown)),
    passageCharacters,
  )
  return prose(part.markdown, { serverUrl, ownRepository: upstream })
}

/** Criteria that a command shows; what is only ticked is for its author to say. */
function checklistOf(facts: HandoffFacts): string {
  return facts.staging.evidence.criteria
    .filter(({ state }) => state === 'proved')
    .map(
      ({ text }) =>
        `- [x] ${prose(text, { serverUrl: facts.serverUrl, ownRepository: facts.upstream })}`,
    )
    .join('\n')
}
