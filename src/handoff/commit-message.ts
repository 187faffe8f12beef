import { plainProse, wrapped } from './plain-text.ts'
import { type Passage, specContent } from '../spec/content.ts'
import { withoutClosingLines } from './closing-lines.ts'
import type { MessageFacts } from './handoff-facts.ts'
import { quietMessage } from './quiet-message.ts'
import { saysSame } from './same-text.ts'
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

/** Each paragraph once: where the spec has no Release Notes, what is now is how as well. */
function bodyOf({ staging: { search } }: MessageFacts): string {
  if (search.status !== 'found') return ''
  const { before, after, implementation } = specContent(search.spec)
  const was = said(before)
  const now = unsaid(said(after), was)
  const how = unsaid(said(implementation), [...was, ...now])
  return [...labelled('Before', was), ...labelled('Now', now), ...how]
    .map(wrapped)
    .join('\n\n')
}

function said(passage: Passage | null): readonly string[] {
  return passage === null
    ? []
    : plainProse(withoutClosingLines(passage.markdown)).map(quietMessage)
}

function unsaid(
  paragraphs: readonly string[],
  before: readonly string[],
): readonly string[] {
  return paragraphs.filter(
    (text) => !before.some((other) => saysSame(text, other)),
  )
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
