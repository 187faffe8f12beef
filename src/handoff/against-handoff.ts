import type { Conclusion } from '../evidence/evidence.ts'
import type { Approval } from '../pull-request/approval.ts'

/** What decides whether a commit is handed over. */
export type HandoffGrounds = {
  readonly conclusion: Conclusion
  readonly approval: Approval
  /** A person asked for it by hand; then it is theirs to judge. */
  readonly isAsked: boolean
}

/** Why a commit is not handed over, one sentence; `null` where it is. */
export function againstHandoff({
  conclusion,
  approval,
  isAsked,
}: HandoffGrounds): string | null {
  if (isAsked) return null
  if (approval.status !== 'approved') return notApproved(approval)
  return conclusion === 'ready'
    ? null
    : `Not handed over: the staging PR is approved, but ${conclusion}, not ready.`
}

function notApproved(
  approval: Exclude<Approval, { readonly status: 'approved' }>,
): string {
  switch (approval.status) {
    case 'none':
      return 'Not handed over: nobody with write access has approved this commit.'
    case 'changes-requested':
      return `Not handed over: ${approval.by.join(', ')} asked for changes.`
    case 'outdated':
      return `Not handed over: ${approval.by.join(', ')} approved an earlier commit, not this one.`
  }
}
