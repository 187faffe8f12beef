import { named } from '../evidence/checks/named.ts'
import type { HandoffFact } from './handoff-fact.ts'
import type { UpstreamIssue } from './upstream-issue.ts'

/** Labels by which maintainers say that they take nothing now. */
const holding =
  /\b(?:freeze|frozen|on[- _]?hold|blocked|do[- _]not[- _]merge|won['’]?t[- _]?fix|wontfix|duplicate|invalid|needs[- _]decision|not[- _]planned)\b/iu

/** What became of the issue since the fix was begun; `ownPullRequest` is the one that this fix has upstream already. */
export function issueFacts(
  issue: UpstreamIssue,
  ownPullRequest: number | null,
): readonly HandoffFact[] {
  const name = `Upstream issue ${issue.number}`
  const held = issue.labels.filter((label) => holding.test(label))
  const numbers = new Map(
    issue.mentions
      .filter(({ number }) => number !== ownPullRequest)
      .map((mention) => [mention.number, mention]),
  )
  return [
    ...(issue.state === 'closed' ? [closed(name, issue)] : []),
    ...[...numbers.values()].map(({ number, author }) => ({
      message: `Upstream pull request ${number}${author === null ? '' : ` by \`${author}\``} is open and mentions the issue.`,
      remedy:
        'Read it first: where it fixes the same, help there instead of opening a second one.',
      isTrouble: true,
    })),
    ...(held.length === 0
      ? []
      : [
          {
            message: `${name} carries ${named(held)}.`,
            remedy: 'Ask there whether a fix is wanted now.',
            isTrouble: true,
          },
        ]),
    ...(issue.isLocked
      ? [
          {
            message: `${name} is locked.`,
            remedy: 'Its last comments say why; they may say what is wanted.',
            isTrouble: true,
          },
        ]
      : []),
  ]
}

function closed(name: string, { stateReason }: UpstreamIssue): HandoffFact {
  const why =
    stateReason === null ? '' : ` as ${stateReason.replaceAll('_', ' ')}`
  return {
    message: `${name} was closed${why}.`,
    remedy:
      'Look there why: somebody may have fixed it, or a fix may not be wanted.',
    isTrouble: true,
  }
}
