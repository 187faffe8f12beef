import { plainProse, wrapped } from './plain-text.ts'
import { type Passage, specContent } from '../spec/content.ts'
import type { MessageFacts } from './handoff-facts.ts'
import { quietMessage } from './quiet-message.ts'
import { subjectOf } from './subject.ts'

/**
 * The one message for the upstream commit: subject, body from the spec, and
 * trailers by upstream's custom. It refers to no issue, since pushing it to the
 * fork would put an event on upstream's thread; the number stands in the pull
 * request alone.
 */
export function commitMessage(facts: MessageFacts): string {
  const parts = [subjectOf(facts), bodyOf(facts), trailersOf(facts)]
  return `${quietMessage(parts.filter((part) => part !== '').join('\n\n'))}\n`
}

function bodyOf({ staging: { search } }: MessageFacts): string {
  if (search.status !== 'found') return ''
  const { before, after, implementation } = specContent(search.spec)
  const said = (passage: Passage | null): readonly string[] =>
    passage === null ? [] : plainProse(passage.markdown).map(quietMessage)
  return [
    ...labelled('Before', said(before)),
    ...labelled('Now', said(after)),
    ...said(implementation),
  ]
    .map(wrapped)
    .join('\n\n')
}

function labelled(
  label: string,
  [first, ...others]: readonly string[],
): readonly string[] {
  return first === undefined ? [] : [`${label}: ${first}`, ...others]
}

/** Who signed and who helped; the same line once. */
function trailersOf({ customs, signer, coAuthors }: MessageFacts): string {
  const signed =
    customs.signOff && signer !== null ? [`Signed-off-by: ${signer}`] : []
  const lines = [...coAuthors, ...signed]
  return [
    ...new Map(lines.map((line) => [line.toLowerCase(), line])).values(),
  ].join('\n')
}
