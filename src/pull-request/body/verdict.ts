import { fullName } from '../../context/run-context.ts'
import { alert, inlineCode, link } from '../../markdown/write.ts'
import type { StagingFacts } from '../staging-facts.ts'
import { approvalLine, upstreamClosed, upstreamLead } from './around.ts'
import { type BodyInput, volatile } from './body-input.ts'
import type { Point } from './point.ts'
import { proofSection } from './proof-section.ts'
import { duration } from './quantities.ts'
import { runPage, runUrl, shortSha } from './references.ts'
import { verdictText } from './verdict-text.ts'

/** Verdict as an alert with commit, base and run in its second line. */
export function verdictSection(
  input: BodyInput,
  open: readonly Point[],
): string {
  const { kind, lead: said, detail } = verdictText(input.facts, open)
  const isApproved = input.facts.around?.approval.status === 'approved'
  const lead = kind === 'TIP' && isApproved ? 'Ready, and approved.' : said
  const gone = upstreamLead(input.facts)
  const text =
    gone === null
      ? [[`**${lead}**`, ...detail].join(' ')]
      : [`**${gone}** ${askedNothing}`, '', detail.join(' ')]
  const box = alert(gone === null ? kind : 'NOTE', [
    ...text,
    '',
    whereLine(input),
  ])
  return [
    box,
    ...upstreamClosed(input),
    ...approvalLine(input),
    ...proofSection(input),
  ].join('\n\n')
}

const askedNothing =
  'This page asks for nothing more. What the evidence of this commit says:'

/** Commit, what it was compared with, and the run. */
function whereLine(input: BodyInput): string {
  const { facts } = input
  const sha = facts.evidence?.head.sha ?? facts.context.headSha
  const url = runUrl(facts)
  return [
    `Commit ${inlineCode(shortSha(sha))}`,
    ...comparedWith(facts),
    ...(url === null ? [] : [volatile(input, link('run', url))]),
    ...rewrittenSince(input),
    ...reusedFrom(input),
  ].join(' · ')
}

/** One line of what a push that rewrote the branch did; the next run of the same commit no longer knows it. */
function rewrittenSince(input: BodyInput): readonly string[] {
  const rewritten = input.facts.rewritten ?? null
  if (rewritten === null || input.volatile === 'left out') return []
  const { head, isSame, files } = rewritten
  const since = `since ${inlineCode(head.slice(0, 7))}`
  if (isSame) return [`only rebased ${since}: the change is the same`]
  const named = files.slice(0, 3).map((path) => inlineCode(path))
  const more = files.length > 3 ? ` and ${files.length - 3} more` : ''
  const where =
    named.length === 0
      ? ''
      : `, the change of ${named.join(', ')}${more} differs`
  return [`rewritten ${since}${where}`]
}

/** Results of an earlier run say so, with their age, where nobody can miss it. */
function reusedFrom(input: BodyInput): readonly string[] {
  const { facts } = input
  const reused = facts.evidence?.reused ?? null
  if (reused === null || input.volatile === 'left out') return []
  const age = `${duration(reused.ageMs)} old`
  const { id, attempt } = reused.run
  const url = runPage(facts.context, { id, attempt })
  return [
    `**nothing was run again**: results of ${link(`run ${id}`, url)}, ${age}, of the same tree with the same commands and tools`,
  ]
}

function comparedWith({
  evidence,
  mergeBase,
  context,
}: StagingFacts): readonly string[] {
  const base = evidence?.mergeBase ?? mergeBase
  if (base === undefined) return []
  const at = `at ${inlineCode(shortSha(base.sha))}`
  const { upstream } = context
  const prefix = upstream === null ? null : `${fullName(upstream)} `
  if (prefix === null) return [`${inlineCode(base.from)} ${at}`]
  if (base.from.startsWith(prefix)) {
    return [`upstream ${inlineCode(base.from.slice(prefix.length))} ${at}`]
  }
  return [
    `compared with ${inlineCode(base.from)} ${at}, since upstream could not be reached`,
  ]
}
