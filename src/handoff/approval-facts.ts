import { named } from '../evidence/checks/named.ts'
import type { Approval } from '../pull-request/approval.ts'
import type { UpstreamPullRequest } from '../pull-request/review.ts'
import type { HandoffFact } from './handoff-fact.ts'

/** What GitHub says of the staging PR and of the one upstream. */
export type StagingOnline = {
  readonly approval: Approval
  /** The open staging PR: number, and whether it is at the commit at hand; `null` where there is none. */
  readonly staging: {
    readonly number: number
    readonly isAtHead: boolean
  } | null
  readonly upstreamPullRequest: UpstreamPullRequest | null
}

/** The same in sentences, for a person who is about to open the upstream pull request. */
export function approvalFacts({
  approval,
  staging,
  upstreamPullRequest,
}: StagingOnline): readonly HandoffFact[] {
  return [
    ...(staging === null
      ? [
          trouble(
            'There is no open staging PR of this branch.',
            'Push the branch first; its review is what the handoff rests on.',
          ),
        ]
      : staging.isAtHead
        ? [approvalFact(staging.number, approval)]
        : [
            trouble(
              `Staging PR ${staging.number} is at another commit than this clone.`,
              'Push the branch, or fetch it.',
            ),
          ]),
    ...(upstreamPullRequest === null || upstreamPullRequest.state === 'closed'
      ? []
      : [
          trouble(
            `Upstream pull request ${upstreamPullRequest.number} of this branch is ${upstreamPullRequest.state} already.`,
            'A push to its branch brings it up to date; a second one is not needed.',
          ),
        ]),
  ]
}

function approvalFact(number: number, approval: Approval): HandoffFact {
  const page = `Staging PR ${number}`
  switch (approval.status) {
    case 'approved':
      return {
        message: `${page} is approved at this commit by ${named(approval.by)}.`,
        remedy: null,
        isTrouble: false,
      }
    case 'none':
      return trouble(
        `${page} is not approved by anybody with write access.`,
        'Review and approve it first.',
      )
    case 'changes-requested':
      return trouble(
        `${named(approval.by)} asked for changes on ${page.toLowerCase()}.`,
        'Answer that review first.',
      )
    case 'outdated':
      return trouble(
        `${named(approval.by)} approved an earlier commit of ${page.toLowerCase()}, not this one.`,
        'Have what came since approved as well.',
      )
  }
}

function trouble(message: string, remedy: string): HandoffFact {
  return { message, remedy, isTrouble: true }
}
