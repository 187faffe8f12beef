import type { RunContext } from '../context/run-context.ts'
import { fullName } from '../context/run-context.ts'
import {
  forkUrl,
  requireFixBranch,
  resolveUpstream,
} from '../context/resolve-context.ts'
import { Refusal } from '../errors.ts'
import {
  decodeOriginals,
  type KnownOriginals,
} from '../evidence/proof/known-originals.ts'
import type { ForkState } from '../io/github-port.ts'
import { readRegion } from '../pull-request/region.ts'
import { forkBranch } from './checkout.ts'
import { type History, readHistory } from './history.ts'
import type { Ended } from './outcome.ts'
import { prepare } from './prepare.ts'
import { readAround } from './read-around.ts'
import type { ContextualRun, FixBranchRun, PreparedRun } from './staging-run.ts'

/** Reads and plans one fix branch; `ended` where it has nothing to stage. Runs nothing. */
export async function prepareFixBranch(
  run: FixBranchRun,
): Promise<PreparedRun | Ended> {
  const context = await resolveContext(run)
  const staging: ContextualRun = { ...run, context }
  const history = await readStagingHistory(staging)
  if (history === null) {
    return {
      status: 'ended',
      notice: `${context.branch} has no commits beyond ${context.base} yet; there is nothing to stage.`,
    }
  }
  const preparation = await prepare(run.sources, {
    context,
    found: run.found,
    history,
    inputs: run.inputs,
    knownOriginals: originalsOn(run.fork),
  })
  const around = await readAround(staging, history)
  return { status: 'prepared', staging, preparation, around }
}

/** What earlier runs left on open staging PRs of the branch. */
function originalsOn({ pullRequests }: ForkState): KnownOriginals {
  return new Map(
    pullRequests.flatMap(({ state, body }) => {
      const reading = state === 'open' ? readRegion(body) : null
      const word = reading?.status === 'found' ? reading.marker.originals : null
      return word === null ? [] : [...decodeOriginals(word)]
    }),
  )
}

async function resolveContext(run: FixBranchRun): Promise<RunContext> {
  const { runner, inputs, event, fork, config } = run
  const upstream = resolveUpstream(fork, config.upstream)
  const base =
    config.base?.value ??
    event.base ??
    (await defaultBase(run, upstream.defaultBranch))
  requireFixBranch(event.branch, base)
  if (fork.fork.defaultBranch === event.branch && inputs.base === null) {
    throw new Refusal(
      `${event.branch} is the default branch of the fork, so it cannot be a fix branch.`,
    )
  }
  return {
    server: runner.server,
    run: runner.run,
    fork: fork.fork,
    upstream,
    branch: event.branch,
    base,
    headSha: run.headSha,
  }
}

/** The fork's branch named like upstream's default branch, else the fork's default branch. */
async function defaultBase(
  { checkout, fork, event }: FixBranchRun,
  upstreamDefault: string | null,
): Promise<string> {
  const own = fork.fork.defaultBranch ?? event.defaultBranch ?? 'main'
  if (upstreamDefault === null || upstreamDefault === own) return own
  const twin = await forkBranch(checkout, upstreamDefault)
  return twin === null ? own : upstreamDefault
}

/** `null` when the branch adds nothing to its base. */
async function readStagingHistory(run: ContextualRun): Promise<History | null> {
  const { context, checkout, config, runner } = run
  const { upstream } = context
  const history = await readHistory(checkout, {
    headSha: context.headSha,
    branch: context.branch,
    base: context.base,
    upstream,
    upstreamBase: config.upstreamBase?.value ?? null,
    upstreamUrl: `${runner.server.url}/${fullName(upstream)}.git`,
    comparedWith: null,
  })
  if (!(await addsCommits(run, history))) return null
  refuseForeignCommits(run, history)
  return history
}

/** The merge base with upstream tells in most cases, without another look at git. */
async function addsCommits(
  { context, checkout }: ContextualRun,
  { base, mergeBase }: History,
): Promise<boolean> {
  if (context.headSha === base.sha) return false
  if (mergeBase.sha === base.sha) return mergeBase.sha !== context.headSha
  const { repository } = checkout
  return (await repository.countCommits(base.sha, context.headSha)) > 0
}

/**
 * A pull request that contains upstream's own commits is shown on upstream's
 * pages of these commits, so it is not created. One that exists already is
 * still kept up to date.
 */
function refuseForeignCommits(
  { context, fork }: ContextualRun,
  { foreignCommits, upstream }: History,
): void {
  const exists = fork.pullRequests.some(
    ({ state, baseRef }) => state === 'open' && baseRef === context.base,
  )
  if (foreignCommits === 0 || exists) return
  const commits =
    foreignCommits === 1 ? '1 commit' : `${foreignCommits} commits`
  const repository = fullName(context.fork)
  throw new Refusal(
    `${context.base} of ${repository} is behind ${upstream.from}: the staging PR would contain ${commits} of upstream's own, and GitHub would show it on upstream's pages of them.`,
    {
      remedy: `Bring the fork up to date, then push again or re-run: \`gh repo sync ${repository} --branch ${context.base}\`, or press "Sync fork".`,
      url: `${forkUrl(context.server, context.fork)}/tree/${context.base}`,
    },
  )
}
