import { details, fence, inlineCode, link } from '../../markdown/write.ts'
import type { Approval, ApprovalWay } from '../approval.ts'
import { approvalLabel } from '../review.ts'
import type { StagingFacts } from '../staging-facts.ts'
import { nothingAround } from '../around.ts'
import { firstCharacters } from '../../text/truncate.ts'
import type { BodyInput, Detail } from './body-input.ts'
import { count } from './quantities.ts'
import { runPage, shortSha } from './references.ts'

/** Of one line of a diff. UTF-16 units. */
const lineCharacters = 300

/** Whether a person approved this commit, and what came since where it was another one. */
export function approvalLine({ facts, detail }: BodyInput): readonly string[] {
  const { approval, since } = facts.around ?? nothingAround
  switch (approval.status) {
    case 'none':
      return []
    case 'approved':
      return [`✅ **Approved** by ${people(approval)}${byWay(approval.way)}.`]
    case 'changes-requested':
      return [
        `✋ **${people(approval)} ${approval.by.length === 1 ? 'asks' : 'ask'} for changes.** Until that review is answered by a new one or dismissed, this is not approved.`,
      ]
    case 'outdated':
      return [outdatedLine(approval, since), ...whatCame(since, detail)]
  }
}

type Outdated = Extract<Approval, { readonly status: 'outdated' }>
type Since = NonNullable<StagingFacts['around']>['since']

function outdatedLine(approval: Outdated, since: Since): string {
  const { commit, way } = approval
  const what =
    commit === null ? 'an earlier commit' : inlineCode(shortSha(commit))
  const commits = since?.commits ?? null
  const then =
    commits === null
      ? 'and the branch was rewritten since'
      : `and ${count(commits, 'commit')} came since`
  const label =
    way === 'label'
      ? ` The label ${inlineCode(approvalLabel)} is taken off.`
      : ''
  return `⚠️ **No longer approved:** ${people(approval)} approved ${what}, ${then}.${label}`
}

function whatCame(since: Since, { tailLines }: Detail): readonly string[] {
  if (since === null) return []
  if (since.diff === null) {
    return [
      'The approved commit is no longer in the fork, so nothing can be compared.',
    ]
  }
  const lines = since.diff.trimEnd().split('\n')
  const shown = lines
    .slice(0, tailLines)
    .map((line) => firstCharacters(line, lineCharacters))
  if (shown.length === 0) return []
  const more = lines.length - shown.length
  const text = more > 0 ? [...shown, `… ${more} more lines`] : shown
  const how = since.commits === null ? 'git range-diff' : 'git diff'
  return [
    details(
      `What changed since the approval (${how})`,
      fence(text.join('\n'), 'diff'),
    ),
  ]
}

function people({ by }: { readonly by: readonly string[] }): string {
  return by.map(inlineCode).join(', ')
}

function byWay(way: ApprovalWay): string {
  switch (way) {
    case 'review':
      return ' at this commit'
    case 'label':
      return ` at this commit, by the label ${inlineCode(approvalLabel)}`
    case 'dispatch':
      return ' at this commit, by starting the handoff'
  }
}

/** What the upstream pull request asks of this page: nothing more. `null` where there is none, or it was closed without a merge. */
export function upstreamLead({ around }: StagingFacts): string | null {
  const found = around?.upstreamPullRequest ?? null
  if (found === null || found.state === 'closed') return null
  return found.state === 'merged'
    ? `Merged upstream as pull request ${found.number}.`
    : `Upstream pull request ${found.number} is open${found.isDraft ? ' as a draft' : ''}.`
}

/** A page that went upstream without success says so, and asks on. */
export function upstreamClosed({ facts }: BodyInput): readonly string[] {
  const found = facts.around?.upstreamPullRequest ?? null
  if (found?.state !== 'closed') return []
  return [
    `⚠️ **Upstream pull request ${found.number} was closed without a merge.** What its reviewers said is where to go on.`,
  ]
}

/** How the spec is put away once the fix is upstream. */
export function archiveCommand({ search }: StagingFacts): string | null {
  return search.status === 'found' ? `chant archive ${search.spec.id}` : null
}

/** The run that made the package of this commit, as a link, or `null`. */
export function packageRun(facts: StagingFacts): string | null {
  const handedOver = facts.around?.handedOver ?? null
  if (handedOver === null) return null
  const { runId } = handedOver
  const page = runPage(facts.context, { id: runId, attempt: 1 })
  return link(`run ${runId}`, page)
}
