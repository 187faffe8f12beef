import { sameName } from '../context/resolve-context.ts'
import { fullName } from '../context/run-context.ts'
import { Refusal } from '../errors.ts'
import { checkHistory } from '../evidence/checks/history.ts'
import { commitMessage } from '../handoff/commit-message.ts'
import type { MessageFacts } from '../handoff/handoff-facts.ts'
import { commitsForUpstream, ownMessage } from '../handoff/own-messages.ts'
import { type CleanSource, makeCleanBranch } from '../io/git/clean-branch.ts'
import { everForkOnlyPaths } from './fork-only-paths.ts'
import type { LocalRun } from './local-run.ts'

/** The commits for upstream, which no ref names yet, or what keeps them from upstream's latest. */
export type BuiltBranch =
  | {
      readonly status: 'made'
      readonly sha: string
      /** Messages of its commits, oldest first. */
      readonly messages: readonly string[]
    }
  | {
      readonly status: 'conflicts'
      readonly paths: readonly string[]
      /** The commit of the fix branch that conflicts; `null` where all are made one. */
      readonly commit: { readonly sha: string; readonly subject: string } | null
    }

/**
 * Builds the clean branch on upstream's latest, as one commit or as the
 * branch's own by `handoff.squash`. Nothing is written to a ref. Throws
 * {@link Refusal} where upstream is not known, where a merge is among the
 * branch's own commits, and where nothing is left for upstream.
 */
export async function buildCleanBranch(
  { repository, preparation }: LocalRun,
  facts: MessageFacts,
): Promise<BuiltBranch> {
  const { history, config } = preparation
  requireUpstream(preparation)
  const built = await makeCleanBranch(repository, {
    mergeBase: history.mergeBase.sha,
    upstream: history.upstream.sha,
    leftOut: everForkOnlyPaths(preparation),
    sources: config.handoff.squash
      ? [{ sha: preparation.context.headSha, message: commitMessage(facts) }]
      : ownSources(preparation, facts),
  })
  if (built.status === 'conflicts') {
    const { paths, source } = built
    const commit = config.handoff.squash ? null : named(source)
    return { status: 'conflicts', paths, commit }
  }
  const messages = built.commits.map(({ source }) => source.message)
  if (messages.length === 0) throw nothingLeft(history.upstream.from)
  return { status: 'made', sha: built.sha, messages }
}

/** Throws {@link Refusal} where the clone takes the fork for upstream: a pull request would go there. */
export function requireOtherUpstream({
  context: { upstream, fork, server },
}: LocalRun['preparation']): void {
  if (!sameName(upstream, fork)) return
  throw new Refusal(
    'This clone does not know which repository is upstream: it has no remote for it.',
    {
      remedy: `git remote add upstream ${server.url}/OWNER/PROJECT.git && git fetch upstream`,
    },
  )
}

/** Throws {@link Refusal} where the clone does not know upstream's base: the fork's may hold what is the fork's. */
export function requireUpstream({
  history,
  context,
}: LocalRun['preparation']): void {
  const { upstream, fork, server } = context
  // A clone that has no remote for upstream takes the fork for it.
  const isForks =
    sameName(upstream, fork) &&
    history.upstream.from.startsWith(`${fullName(fork)} `)
  if (history.upstream.reached && !isForks) return
  throw new Refusal("This clone does not know upstream's base.", {
    remedy: `Add it and fetch it: git remote add upstream ${server.url}/OWNER/PROJECT.git && git fetch upstream. Or name it: --base REF.`,
  })
}

/** Messages of the commits for upstream, as far as the fix branch alone tells. */
export function messagesForUpstream(
  { preparation }: LocalRun,
  facts: MessageFacts,
): readonly string[] {
  const { config, history } = preparation
  if (config.handoff.squash) return [commitMessage(facts)]
  return commitsForUpstream(history.commits, everForkOnlyPaths(preparation))
    .filter(({ parents }) => parents.length === 1)
    .map(({ message }) => ownMessage(message, facts))
}

/** What to look at in the branch's own commits before they go upstream, a line each. */
export function looksAtOwnCommits(
  preparation: LocalRun['preparation'],
): readonly string[] {
  const { config, history } = preparation
  if (config.handoff.squash) return []
  const forkOnly = everForkOnlyPaths(preparation)
  const commits = commitsForUpstream(history.commits, forkOnly)
  return checkHistory(commits, history.mergeBase.sha)
    .filter(({ rule }) => rule !== 'history/merge')
    .map(({ message, remedy }) => `${message} ${remedy ?? ''}`.trim())
}

function ownSources(
  { history, context }: LocalRun['preparation'],
  facts: MessageFacts,
): readonly CleanSource[] {
  const merge = history.commits.find(({ parents }) => parents.length > 1)
  if (merge === undefined) {
    return history.commits.map(({ sha, message }) => ({
      sha,
      message: ownMessage(message, facts),
    }))
  }
  throw new Refusal(
    `${context.branch} holds the merge ${merge.sha.slice(0, 7)}, which cannot go upstream as a commit of its own.`,
    {
      remedy: `Rebase the branch, which leaves merges out (git rebase ${history.upstream.sha.slice(0, 12)}), and verify it again. Or let it be one commit: handoff: {squash: true}.`,
    },
  )
}

function named({ sha, message }: CleanSource): {
  readonly sha: string
  readonly subject: string
} {
  return { sha, subject: message.split('\n', 1)[0] ?? '' }
}

function nothingLeft(from: string): Refusal {
  return new Refusal(`Nothing is left of the branch for ${from}.`, {
    remedy:
      'What it changes is for the fork alone, or is upstream already: look at git diff between both.',
  })
}
