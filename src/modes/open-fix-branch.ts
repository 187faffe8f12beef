import { defaultBranches } from '../config/defaults.ts'
import { matchesBranchPatterns } from '../context/branch-patterns.ts'
import type { BranchEvent } from '../context/trigger-event.ts'
import type { Inputs } from '../context/inputs.ts'
import { BranchRefusal, Refusal } from '../errors.ts'
import type { ForkState, GitHub } from '../io/github-port.ts'
import { type Checkout, requireCommit } from './checkout.ts'
import { type Ended, noFixBranch } from './outcome.ts'
import type { FoundConfig } from './read-config.ts'
import {
  type ConfigSource,
  openSources,
  readConfigFile,
  type Sources,
} from './sources.ts'
import type { FixBranchRun, StagingRun } from './staging-run.ts'

/** The head of the fix branch, and the fork's state where it had to be asked for already. */
type Head = { readonly sha: string; readonly fork: ForkState | null }

/** What a sweep has asked for already. */
type Known = { readonly github: GitHub; readonly fork: ForkState }

/** A fix branch with its configuration and its fork, or the reason why there is nothing to do. */
export async function openFixBranch(
  staging: StagingRun,
  known: Known | null = null,
): Promise<FixBranchRun | Ended> {
  const { inputs, event, checkout } = staging
  const head = await findHead(staging)
  if (!(await hasHead(checkout, head, event.branch))) {
    return noFixBranch(event.branch, defaultBranches)
  }
  const sources = openSources(
    checkout,
    { sha: head.sha, from: event.branch },
    { given: inputs.sourceRef, defaultBranch: event.defaultBranch },
  )
  const source = await readConfigFile(sources, inputs.config)
  if (
    source.file === null &&
    !matchesBranchPatterns(event.branch, defaultBranches)
  ) {
    return noFixBranch(event.branch, defaultBranches)
  }
  const found = await readFound(sources, inputs, source)
  const patterns = found.config.branches.value
  if (!matchesBranchPatterns(event.branch, patterns)) {
    return noFixBranch(event.branch, patterns)
  }
  return {
    status: 'open',
    ...staging,
    ...(known ?? (await ask(staging, head, found.config.timeoutMs))),
    headSha: head.sha,
    sources,
    found,
    config: found.config,
  }
}

async function readFound(
  sources: Sources,
  inputs: Inputs,
  source: ConfigSource,
): Promise<FoundConfig> {
  const { completeConfig } = await import('./read-config.ts')
  try {
    return await completeConfig(sources, inputs, source)
  } catch (error) {
    const isOwn = source.isFromHead && inputs.verify === null
    if (isOwn && error instanceof Refusal) throw BranchRefusal.of(error)
    throw error
  }
}

async function ask(
  staging: StagingRun,
  head: Head,
  timeoutMs: number,
): Promise<Known> {
  const github = await connect(staging, timeoutMs)
  const fork = head.fork ?? (await look(staging, github, head.sha))
  return { github, fork }
}

/** Without the commit there is no configuration either, so the default patterns say whether that is trouble. */
async function hasHead(
  checkout: Checkout,
  { sha }: Head,
  branch: string,
): Promise<boolean> {
  try {
    await requireCommit(checkout, { sha, branch })
    return true
  } catch (error) {
    // A branch that is none of ours may be gone by now.
    const isOurs = matchesBranchPatterns(branch, defaultBranches)
    if (isOurs || !(error instanceof Refusal)) throw error
    return false
  }
}

async function findHead(staging: StagingRun): Promise<Head> {
  const { event } = staging
  if (event.headSha !== null) return { sha: event.headSha, fork: null }
  const fork = await look(staging, await connect(staging), null)
  if (fork.branchSha !== null) return { sha: fork.branchSha, fork }
  throw new Refusal(`The fork has no branch ${event.branch}.`, {
    remedy: `Push it first (\`git push origin ${event.branch}\`), or correct the input \`branch\`.`,
  })
}

/** Connects to the fork. Waits for GitHub no longer than the run may take, once the configuration says how long that is. */
export async function connect(
  {
    runner,
    inputs,
    event,
    pace,
  }: Pick<StagingRun, 'runner' | 'inputs' | 'pace'> & {
    readonly event: Pick<BranchEvent, 'owner' | 'name'>
  },
  timeoutMs?: number,
): Promise<GitHub> {
  if (inputs.token === null) {
    throw new Refusal(
      'input `token` is empty, so the fork cannot be reached.',
      {
        remedy:
          'Leave the input out: then the token of the workflow is used. Or pass a token for the fork.',
      },
    )
  }
  requireAddress(runner.server.apiUrl)
  const { createGitHub } = await import('../io/github/create-github.ts')
  return createGitHub({
    token: inputs.token,
    server: runner.server,
    fork: event,
    environment: runner.environment,
    redact: runner.redact,
    interruption: runner.interruption,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(pace === undefined ? {} : { pace }),
    onWait: (message) => runner.log.info(message),
  })
}

function requireAddress(apiUrl: string): void {
  if (URL.canParse(apiUrl)) return
  const found = JSON.stringify(apiUrl.slice(0, 200))
  throw new Refusal(`GITHUB_API_URL is no address: ${found}.`, {
    remedy: 'The runner sets it; do not set it in `env`.',
  })
}

async function look(
  { event, runner }: StagingRun,
  github: GitHub,
  headSha: string | null,
): Promise<ForkState> {
  const fork = await github.lookUp({
    branch: event.branch,
    headSha,
    readsStatus: runner.run.attempt > 1,
  })
  if (event.repositoryId === null || event.repositoryId === fork.fork.id) {
    return fork
  }
  throw new Refusal(
    `The event is of repository ${event.repositoryId}, but ${event.owner}/${event.name} is repository ${fork.fork.id ?? '(unknown)'}.`,
    {
      remedy:
        'The repository was renamed or replaced while the run waited. Push again.',
    },
  )
}
