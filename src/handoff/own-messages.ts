import type { BranchCommit } from '../plan/plan.ts'
import { withoutAiCoAuthors } from './ai-help.ts'
import { messageWithoutClosingLines } from './closing-lines.ts'
import type { HandoffFacts } from './handoff-facts.ts'
import { quietMessage } from './quiet-message.ts'
import { withTrailer } from './trailers.ts'

/**
 * The message of one of the branch's own commits as it goes upstream: without
 * references, which would put an event upstream at the moment it is pushed,
 * without lines that only close an issue, which the pull request does, and
 * without names of accounts; signed off where that is upstream's custom, without AI tools as co-authors
 * where its policy does not want them.
 */
export function ownMessage(
  message: string,
  { customs, signer }: Pick<HandoffFacts, 'customs' | 'signer'>,
): string {
  const kept =
    customs.noAiCoAuthors === null ? message : withoutAiCoAuthors(message)
  const text = `${quietMessage(messageWithoutClosingLines(kept)).trimEnd()}\n`
  return customs.signOff && signer !== null
    ? withTrailer(text, `Signed-off-by: ${signer}`)
    : text
}

/** Messages of several commits in one text to read. */
export function joinMessages(messages: readonly string[]): string {
  const of = messages.length
  return messages
    .map((message, at) => `[${at + 1}/${of}]\n${message}`)
    .join('\n')
}

/** Commits of which something is left without the paths that are for the fork alone. */
export function commitsForUpstream(
  commits: readonly BranchCommit[],
  forkOnly: readonly string[],
): readonly BranchCommit[] {
  const left = new Set(forkOnly)
  return commits.filter(({ changes }) =>
    changes.some(({ path }) => !left.has(path)),
  )
}
