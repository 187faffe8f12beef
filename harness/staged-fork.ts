import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type EmbeddedGitHub,
  type RepositoryOptions,
  startEmbeddedGitHub,
} from '../embedded-github/embedded-github.ts'
import type { EmbeddedRepository } from '../embedded-github/embedded-repository.ts'
import {
  pullRequestPayload,
  pushPayload,
  workflowDispatchPayload,
} from '../embedded-github/payloads.ts'
import {
  type Files,
  type ForkWorld,
  makeForkWorld,
  type Pushed,
} from './fork-world.ts'
import { git } from './git.ts'
import { type ActionResult, type ActionRun, runAction } from './run-action.ts'
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts'

/** What a test or the demo sets of a run; the rest is as the runner would. */
export type RunOptions = {
  readonly inputs?: Readonly<Record<string, string>>
} & Partial<
  Pick<
    ActionRun,
    | 'environment'
    | 'event'
    | 'node'
    | 'onStart'
    | 'ref'
    | 'runAttempt'
    | 'runId'
    | 'workspace'
  >
>

/** What happened to a pull request; `submitted` and `dismissed` are of reviews. */
type PullRequestEvent = {
  readonly number: number
  readonly action?:
    | 'synchronize'
    | 'reopened'
    | 'closed'
    | 'labeled'
    | 'submitted'
    | 'dismissed'
}

/** A fork with its upstream on an embedded GitHub, the contributor's clone, and runs of the action in the fork. */
export type StagedFork = AsyncDisposable & {
  /** Folder that holds all of it. */
  readonly root: string
  readonly world: ForkWorld
  readonly github: EmbeddedGitHub
  readonly upstream: EmbeddedRepository
  readonly fork: EmbeddedRepository
  /** Runs the action as the push event would, on a checkout of the pushed commit. */
  runOnPush(pushed: Pushed, options?: RunOptions): Promise<ActionResult>
  /** Runs it as `workflow_dispatch` with the input `branch` would, on a checkout of the ref (the default branch). */
  runOnDispatch(
    dispatch: {
      readonly branch: string
      readonly ref?: string
      readonly sender?: string
    },
    options?: RunOptions,
  ): Promise<ActionResult>
  /** Runs it as `pull_request` or `pull_request_review` would; on a checkout of the head. */
  runOnPullRequest(
    event: PullRequestEvent,
    options?: RunOptions,
  ): Promise<ActionResult>
  /** A checkout as `actions/checkout` leaves it: origin is the fork on the server. */
  checkout(sha: string): string
}

/** What a {@link StagedFork} starts with. */
export type StagedForkOptions = {
  /** Content of upstream's first commit: files, or a folder to copy. */
  readonly content: Files | string
  /** Settings of the fork on the embedded GitHub. */
  readonly fork?: Partial<RepositoryOptions>
  /** Where it is made; a temporary folder by default, which is removed at the end. */
  readonly folder?: TemporaryFolder
}

/** Owner and name of the fork in every {@link StagedFork}. */
const forkName = { owner: 'contributor', name: 'keep' } as const

/** Makes upstream, fork and clone, and starts the embedded GitHub. */
export async function stageFork({
  content,
  fork: settings = {},
  folder = temporaryFolder('fork'),
}: StagedForkOptions): Promise<StagedFork> {
  const root = folder.path
  const world = makeForkWorld(join(root, 'world'), content)
  const github = await startEmbeddedGitHub()
  const upstream = github.addRepository({
    owner: 'upstream',
    name: 'keep',
    gitDirectory: world.upstream,
  })
  const fork = github.addRepository({
    ...forkName,
    gitDirectory: world.fork,
    parent: 'upstream/keep',
    ...settings,
  })
  const scene: Scene = { root, world, github, fork, count: { runs: 0 } }
  return {
    root,
    world,
    github,
    upstream,
    fork,
    checkout: (sha) => checkOut(scene, sha),
    runOnPush: (pushed, options = {}) => runOnPush(scene, pushed, options),
    runOnDispatch: (dispatch, options = {}) =>
      runOnDispatch(scene, dispatch, options),
    runOnPullRequest: (event, options = {}) =>
      runOnPullRequest(scene, event, options),
    [Symbol.asyncDispose]: async () => {
      await github.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

type Scene = Pick<StagedFork, 'root' | 'world' | 'github' | 'fork'> & {
  readonly count: { runs: number }
}

function checkOut({ world, fork }: Scene, sha: string): string {
  const directory = world.checkout(sha)
  git(directory, 'remote', 'set-url', 'origin', fork.url)
  return directory
}

function runOnPush(
  scene: Scene,
  pushed: Pushed,
  options: RunOptions,
): Promise<ActionResult> {
  const isDeletion = /^0+$/u.test(pushed.after)
  return start(scene, {
    event: {
      name: 'push',
      payload: pushPayload({ repository: scene.fork, ...pushed }),
    },
    ref: `refs/heads/${pushed.branch}`,
    sha: isDeletion ? headOf(scene, scene.fork.defaultBranch) : pushed.after,
    options,
  })
}

function runOnDispatch(
  scene: Scene,
  dispatch: {
    readonly branch: string
    readonly ref?: string
    readonly sender?: string
  },
  options: RunOptions,
): Promise<ActionResult> {
  const { branch, ref = scene.fork.defaultBranch } = dispatch
  return start(scene, {
    event: {
      name: 'workflow_dispatch',
      payload: workflowDispatchPayload({
        repository: scene.fork,
        ref,
        inputs: { branch },
        ...(dispatch.sender === undefined ? {} : { sender: dispatch.sender }),
      }),
    },
    ref: `refs/heads/${ref}`,
    sha: headOf(scene, ref),
    options: { ...options, inputs: { branch, ...options.inputs } },
  })
}

function runOnPullRequest(
  scene: Scene,
  event: PullRequestEvent,
  options: RunOptions,
): Promise<ActionResult> {
  const { number, action = 'synchronize' } = event
  const isReview = action === 'submitted' || action === 'dismissed'
  const pullRequest = scene.fork.pullRequestJson(number)
  return start(scene, {
    event: {
      name: isReview ? 'pull_request_review' : 'pull_request',
      payload: pullRequestPayload({
        repository: scene.fork,
        action,
        pullRequest,
      }),
    },
    ref: `refs/pull/${String(number)}/merge`,
    sha:
      scene.fork.pullRequests.find((one) => one.number === number)?.headSha ??
      '',
    options,
  })
}

function headOf({ world }: Scene, branch: string): string {
  return git(world.fork, 'rev-parse', `refs/heads/${branch}`)
}

type Start = Pick<ActionRun, 'event' | 'ref'> & {
  readonly sha: string
  readonly options: RunOptions
}

function start(scene: Scene, { event, ref, sha, options }: Start) {
  const { root, github, fork, count } = scene
  count.runs += 1
  const folder = join(root, `run-${String(count.runs)}`)
  mkdirSync(folder, { recursive: true })
  const { inputs, ...rest } = options
  return runAction({
    folder,
    workspace: options.workspace ?? checkOut(scene, sha),
    event,
    ref,
    repository: fork.fullName,
    server: {
      url: github.url,
      apiUrl: github.apiUrl,
      graphqlUrl: github.graphqlUrl,
    },
    runId: 7_000_000_000 + count.runs,
    ...rest,
    inputs: { token: fork.token, ...inputs },
  })
}
