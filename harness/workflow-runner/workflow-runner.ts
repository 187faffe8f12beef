import { join } from 'node:path'
import {
  pullRequestPayload,
  pushPayload,
  workflowDispatchPayload,
} from '../../embedded-github/payloads.ts'
import type { Pushed } from '../fork-world.ts'
import { git } from '../git.ts'
import type { StagedFork } from '../staged-fork.ts'
import { type Artifacts, createArtifacts } from './artifacts.ts'
import type { FiredEvent, JobRun, Result } from './run-job.ts'
import { runJobs, worst } from './run-jobs.ts'
import { isFired, parseWorkflow, type Workflow } from './workflow.ts'

/** A run of a workflow, as the Actions tab shows it. */
export type WorkflowRun = {
  /** Path of the workflow file. */
  readonly path: string
  readonly workflow: Workflow
  readonly event: FiredEvent
  readonly id: number
  readonly attempt: number
  readonly artifacts: Artifacts
  /** Each job by its name, such as `staging-pr / verify (test)`. */
  readonly jobs: ReadonlyMap<string, JobRun>
  readonly result: Result
}

/** What happens while the jobs run. */
type RunsOptions = {
  /** Whether somebody cancels the job with this name. */
  readonly isCancelled?: (job: string) => boolean
  /** Called before a job begins. */
  readonly before?: (job: string, artifacts: Artifacts) => void
}

/** Fires events in a fork, and runs the jobs of the workflows that these find, at the commit where GitHub looks for them. */
export type WorkflowRunner = {
  push(pushed: Pushed, options?: RunsOptions): Promise<readonly WorkflowRun[]>
  /** A person, or a workflow, dispatches a workflow on the default branch. */
  dispatch(
    file: string,
    inputs: Readonly<Record<string, string>>,
    options?: RunsOptions,
  ): Promise<WorkflowRun>
  /** A push to the head of a pull request: `pull_request`, from the merge commit, and `pull_request_target`, from the default branch. */
  pullRequest(
    number: number,
    options?: RunsOptions & {
      /** `owner/name` of the head's repository where it is another one; `null` where that is gone. */
      readonly headRepository?: string | null
    },
  ): Promise<readonly WorkflowRun[]>
  /** A review of a pull request: `pull_request_review`, from the merge commit. */
  review(
    number: number,
    action: 'submitted' | 'dismissed',
    options?: RunsOptions,
  ): Promise<readonly WorkflowRun[]>
  /** What workflows dispatched by the API since it was last asked. */
  dispatched(options?: RunsOptions): Promise<readonly WorkflowRun[]>
  schedule(options?: RunsOptions): Promise<readonly WorkflowRun[]>
  /** "Re-run failed jobs": the same event and artifacts, another attempt; jobs that succeeded are kept. */
  rerunFailed(run: WorkflowRun, options?: RunsOptions): Promise<WorkflowRun>
  /** "Re-run all jobs": the same without keeping any. */
  rerunAll(run: WorkflowRun, options?: RunsOptions): Promise<WorkflowRun>
}

/** Makes a {@link WorkflowRunner} for a fork. */
export function createWorkflowRunner(stage: StagedFork): WorkflowRunner {
  let runs = 0
  let handled = 0
  const start = (
    event: FiredEvent,
    found: Found,
    options: RunsOptions = {},
  ) => {
    runs += 1
    const folder = join(stage.root, 'runs', String(runs))
    return attempt(stage, options, {
      ...found,
      event,
      id: 7_800_000_000 + runs,
      attempt: 1,
      artifacts: createArtifacts(join(folder, 'artifacts')),
      jobs: new Map(),
    })
  }
  const fire = async (
    event: FiredEvent,
    occasion: { readonly branch: string; readonly action?: string },
    options?: RunsOptions,
  ): Promise<readonly WorkflowRun[]> => {
    const all: WorkflowRun[] = []
    for (const found of workflowsAt(stage, event.sha)) {
      if (!isFired(found.workflow, { name: event.name, ...occasion })) continue
      all.push(await start(event, found, options))
    }
    return all
  }
  const dispatch: WorkflowRunner['dispatch'] = async (
    file,
    inputs,
    options,
  ) => {
    const path = `.github/workflows/${file}`
    const { fork } = stage
    const sha = defaultHead(stage)
    const found = workflowsAt(stage, sha).find((one) => one.path === path)
    if (found === undefined || !('workflow_dispatch' in found.workflow.on)) {
      throw new Error(`${path} on the default branch cannot be dispatched`)
    }
    const event: FiredEvent = {
      name: 'workflow_dispatch',
      ref: `refs/heads/${fork.defaultBranch}`,
      sha,
      inputs,
      payload: workflowDispatchPayload({
        repository: fork,
        ref: fork.defaultBranch,
        inputs,
      }),
    }
    return start(event, found, options)
  }
  return {
    push: (pushed, options) =>
      fire(
        {
          name: 'push',
          ref: `refs/heads/${pushed.branch}`,
          sha: pushed.after,
          payload: pushPayload({ repository: stage.fork, ...pushed }),
        },
        { branch: pushed.branch },
        options,
      ),
    dispatch,
    pullRequest: async (number, { headRepository, ...options } = {}) => {
      const both: WorkflowRun[] = []
      const events = pullRequestEvents(stage, number, headRepository)
      for (const event of events) {
        const occasion = { branch: event.base, action: 'synchronize' }
        both.push(...(await fire(event, occasion, options)))
      }
      return both
    },
    review: async (number, action, options) => {
      const [event] = pullRequestEvents(stage, number)
      if (event === undefined) return []
      const payload = { ...event.payload, action }
      const name = 'pull_request_review'
      const occasion = { branch: event.base, action }
      return fire({ ...event, name, payload }, occasion, options)
    },
    dispatched: async (options) => {
      const waiting = stage.fork.dispatches.slice(handled)
      handled += waiting.length
      const all: WorkflowRun[] = []
      for (const { workflow, body } of waiting) {
        const { inputs }: { readonly inputs: Record<string, string> } =
          JSON.parse(JSON.stringify(body))
        all.push(await dispatch(workflow, inputs, options))
      }
      return all
    },
    schedule: (options) =>
      fire(
        {
          name: 'schedule',
          ref: `refs/heads/${stage.fork.defaultBranch}`,
          sha: defaultHead(stage),
          payload: { schedule: '17 3 * * *' },
        },
        { branch: stage.fork.defaultBranch },
        options,
      ),
    rerunFailed: (run, options = {}) =>
      attempt(stage, options, { ...run, attempt: run.attempt + 1 }),
    rerunAll: (run, options = {}) =>
      attempt(stage, options, {
        ...run,
        attempt: run.attempt + 1,
        jobs: new Map(),
      }),
  }
}

type Found = { readonly path: string; readonly workflow: Workflow }

/** The workflow files of a commit of the fork. */
function workflowsAt({ world }: StagedFork, sha: string): readonly Found[] {
  const folder = '.github/workflows/'
  const listed = git(world.fork, 'ls-tree', '-r', '--name-only', sha, folder)
  return listed
    .split('\n')
    .filter((path) => /\.ya?ml$/u.test(path))
    .map((path) => ({
      path,
      workflow: parseWorkflow(git(world.fork, 'show', `${sha}:${path}`)),
    }))
}

function defaultHead({ world, fork }: StagedFork): string {
  return git(world.fork, 'rev-parse', `refs/heads/${fork.defaultBranch}`)
}

/** One attempt of a run: jobs that succeeded before are kept. */
async function attempt(
  stage: StagedFork,
  { isCancelled = () => false, before }: RunsOptions,
  run: Omit<WorkflowRun, 'result'>,
): Promise<WorkflowRun> {
  const { fork, github } = stage
  const { event, workflow } = run
  const branch = event.ref.replace(/^refs\/(?:heads|pull)\//u, '')
  const usual = fork.settings.permissions
  const { runs, needs } = await runJobs(
    {
      stage,
      event,
      runId: run.id,
      attempt: run.attempt,
      artifacts: run.artifacts,
      folder: join(run.artifacts.folder, '..', String(run.attempt)),
      isCancelled,
      before: (job) => before?.(job, run.artifacts),
    },
    {
      workflow,
      contexts: {
        github: {
          event_name: event.name,
          event: event.payload,
          ref: event.ref,
          ref_name: branch,
          head_ref: event.headRef ?? '',
          sha: event.sha,
          repository: fork.fullName,
          run_id: String(run.id),
          run_attempt: String(run.attempt),
          server_url: github.url,
          api_url: github.apiUrl,
          token: fork.token,
        },
        inputs: event.inputs ?? {},
        vars: {},
        secrets: {},
      },
      prefix: '',
      granted: null,
      kept: new Map(
        [...run.jobs].filter(([, { result }]) => result === 'success'),
      ),
    },
  )
  fork.settings.permissions = usual
  const results = Object.values(needs).map(({ result }) => result)
  return { ...run, jobs: runs, result: worst(results) }
}

type PullRequestEvent = FiredEvent & { readonly base: string }

function pullRequestEvents(
  stage: StagedFork,
  number: number,
  headRepository: string | null = stage.fork.fullName,
): readonly PullRequestEvent[] {
  const { fork } = stage
  const shown: { readonly head: { readonly repo: object } } = JSON.parse(
    JSON.stringify(fork.pullRequestJson(number)),
  )
  const { head } = shown
  const repo =
    headRepository === null ? null : { ...head.repo, full_name: headRepository }
  const pull = fork.pullRequests.find((one) => one.number === number)
  if (pull === undefined) throw new Error(`there is no ${String(number)}`)
  const { baseRef: base, headRef, headSha } = pull
  const withHead = { ...shown, number, head: { ...head, repo } }
  const same = {
    payload: pullRequestPayload({
      repository: fork,
      action: 'synchronize',
      pullRequest: withHead,
    }),
    headRef,
    base,
  }
  return [
    {
      ...same,
      name: 'pull_request',
      ref: `refs/pull/${String(number)}/merge`,
      sha: mergeCommit(stage, { number, base, head: headSha }),
    },
    {
      ...same,
      name: 'pull_request_target',
      ref: `refs/heads/${fork.defaultBranch}`,
      sha: defaultHead(stage),
    },
  ]
}

/** GitHub's test merge, from which `pull_request` takes the workflow. */
function mergeCommit(
  { world }: StagedFork,
  of: { readonly number: number; readonly base: string; readonly head: string },
): string {
  const base = git(world.fork, 'rev-parse', `refs/heads/${of.base}`)
  const tree = git(world.fork, 'merge-tree', '--write-tree', base, of.head)
  const parents = ['-p', base, '-p', of.head]
  const sha = git(world.fork, 'commit-tree', tree, ...parents, '-m', 'Merge')
  const ref = `refs/pull/${String(of.number)}/merge`
  git(world.fork, 'update-ref', ref, sha)
  return sha
}
