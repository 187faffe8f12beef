import { forkUrl } from '../context/resolve-context.ts'
import { cleanBranchOf } from '../handoff/clean-branch-name.ts'
import type { HandoffFact } from '../handoff/handoff-fact.ts'
import { pushTrouble } from '../handoff/push-trouble.ts'
import { pushBranch } from '../io/git/push-branch.ts'
import { forkAccess } from './checkout.ts'
import type { HandoffRun } from './hand-over.ts'
import type { Tried } from './try-on-upstream.ts'

/** What became of the clean branch. */
export type PushedBranch = {
  readonly facts: readonly HandoffFact[]
  readonly isTrouble: boolean
  /** Full SHA of the clean branch in the fork, or `null` where it is not there. */
  readonly sha: string | null
}

/** Pushes the clean branch to the fork where one was built and is green. A branch of that name that a person made or changed is left alone. */
export async function pushCleanBranch(
  run: HandoffRun,
  { clean }: Tried,
): Promise<PushedBranch> {
  if (clean === null) return { facts: [], isTrouble: false, sha: null }
  const { staging, around, handoff } = run
  const { side } = handoff
  const { context, github, inputs } = staging
  const branch = cleanBranchOf(context.branch)
  const held = heldBack(run, branch)
  if (held !== null) return held
  if (inputs.dryRun)
    return told(`${branch} was built and, in a dry run, not pushed.`)
  const there = await github.branchHead(branch)
  if (there === clean) {
    return {
      ...told(`${branch} is there already, as it was built.`),
      sha: clean,
    }
  }
  const isOurs = there === null || there.startsWith(around.cleanHead ?? '-')
  if (!isOurs) return notOurs(branch)
  if (!(await side.isUntouched())) return tampered(branch)
  const said = await pushBranch(
    side.repository,
    forkAccess(context.server, context.fork, inputs.token),
    { sha: clean, branch, expected: there },
  )
  if (said !== null) {
    const settings = `${forkUrl(context.server, context.fork)}/branches`
    const fact = pushTrouble({ branch, said, settings })
    return { facts: [fact], isTrouble: true, sha: null }
  }
  return {
    ...told(`${branch} was pushed to the fork, at \`${clean.slice(0, 7)}\`.`),
    sha: clean,
  }
}

/** A push without an approval of this commit would spread it, and one below an open pull request would mark that upstream. */
function heldBack({ around }: HandoffRun, branch: string): PushedBranch | null {
  if (around.approval.status !== 'approved') {
    return kept(
      `${branch} was built and not pushed: this commit is not approved.`,
      'Review and approve the staging PR, then hand it over again.',
    )
  }
  const upstream = around.upstreamPullRequest
  return upstream?.state === 'open' && upstream.headRef === branch
    ? kept(
        `${branch} was not pushed: upstream pull request ${upstream.number} is open from it, and its readers would see the push.`,
        'Push it from your clone when you mean to: staging-pr handoff --branch',
      )
    : null
}

function kept(message: string, remedy: string): PushedBranch {
  const fact = { message, remedy, isTrouble: true }
  return { facts: [fact], isTrouble: true, sha: null }
}

function told(message: string): PushedBranch {
  const fact = { message, remedy: null, isTrouble: false }
  return { facts: [fact], isTrouble: false, sha: null }
}

function notOurs(branch: string): PushedBranch {
  const fact: HandoffFact = {
    message: `${branch} is in the fork already, and the page does not know it for one that this action made, so it is left as it is.`,
    remedy: 'Delete or rename it, then start the handoff again.',
    isTrouble: true,
  }
  return { facts: [fact], isTrouble: true, sha: null }
}

function tampered(branch: string): PushedBranch {
  const fact: HandoffFact = {
    message: `${branch} was not pushed: a command of the steps changed the repository that it was built in.`,
    remedy: 'Build it on your machine: staging-pr handoff --branch',
    isTrouble: true,
  }
  return { facts: [fact], isTrouble: true, sha: null }
}
