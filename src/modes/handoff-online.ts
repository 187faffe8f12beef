import { approvalFacts, type StagingOnline } from '../handoff/approval-facts.ts'
import type { HandoffFact } from '../handoff/handoff-fact.ts'
import { issueFacts } from '../handoff/issue-facts.ts'
import { forkRemote } from '../io/git/branches.ts'
import { createGitHub } from '../io/github/create-github.ts'
import type { LocalRun } from './local-run.ts'
import { requireAccess } from './online-access.ts'
import { approvalOf, type Looked, openOne, upstreamOf } from './read-around.ts'
import type { Terminal } from './terminal.ts'

/** Longest wait for GitHub. Milliseconds. */
const timeoutMs = 20_000

/** Asks GitHub, by reads alone, who approved the staging PR and what became of the upstream issue. Throws {@link Refusal} without a token, GitHubTrouble where it does not answer. */
export async function readOnlineFacts(
  { repository, preparation: { context, issue } }: LocalRun,
  { environment, err }: Terminal,
): Promise<readonly HandoffFact[]> {
  const { server, branch, headSha } = context
  const remotes = await repository.remotes()
  const forkUrl = remotes.get(forkRemote(remotes)) ?? null
  const desk = { server, fork: forkUrl === null ? null : context.fork, forkUrl }
  const { token, fork } = requireAccess(environment, desk, 'handoff')
  const onWait = (message: string): void => err(`${message}\n`)
  const options = { token, server, fork, environment, timeoutMs, onWait }
  const github = await createGitHub(options)
  const state = await github.lookUp({ branch, headSha, readsStatus: false })
  const known = stagingOnline({ fork: state, headSha })
  const upstream = state.parent ?? context.upstream
  const found =
    issue === null ? null : await github.upstreamIssue(upstream, issue.value)
  const own = known.upstreamPullRequest?.number ?? null
  return [
    ...approvalFacts(known),
    ...(found === null ? [] : issueFacts(found, own)),
  ]
}

function stagingOnline(looked: Looked): StagingOnline {
  const { headSha } = looked
  const open = openOne(looked, null)
  return {
    approval: approvalOf(looked, open, null),
    staging:
      open === null
        ? null
        : { number: open.number, isAtHead: open.headSha === headSha },
    upstreamPullRequest: open === null ? null : upstreamOf(looked, open),
  }
}
