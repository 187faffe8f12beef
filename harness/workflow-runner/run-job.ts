import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { parse } from 'yaml'
import { parseFileCommands } from '../file-commands.ts'
import { type ActionResult, runAction } from '../run-action.ts'
import type { StagedFork } from '../staged-fork.ts'
import { type Artifacts, StepTrouble } from './artifacts.ts'
import { checkOut } from './checkout.ts'
import { holds, type Scope, textOf, textsOf } from './expressions.ts'
import type { Job, Step } from './workflow.ts'

/** How a job or a step ended. */
export type Result = 'success' | 'failure' | 'cancelled' | 'skipped'

/** The event of a run, with the commit that it is about. */
export type FiredEvent = {
  readonly name: string
  readonly payload: object
  /** `GITHUB_REF`. */
  readonly ref: string
  readonly sha: string
  /** Of a dispatch. */
  readonly inputs?: Readonly<Record<string, string>>
  /** Of a pull request. */
  readonly headRef?: string
}

/** What all jobs of a run have in common. */
export type RunSetting = {
  readonly stage: StagedFork
  readonly event: FiredEvent
  readonly runId: number
  readonly attempt: number
  readonly artifacts: Artifacts
  /** Folder for the files of this attempt. */
  readonly folder: string
  /** Whether somebody cancels the job with this name before our action starts. */
  readonly isCancelled: (job: string) => boolean
  /** Called before a job begins. */
  readonly before: (job: string) => void
}

/** How a job went. */
export type JobRun = {
  readonly result: Result
  readonly outputs: Readonly<Record<string, string>>
  /** Runs of our action, in order. */
  readonly actions: readonly ActionResult[]
  /** What its scripts printed. */
  readonly log: string
}

/** A job whose `if` held, with its name and what its expressions can name. */
export type JobRequest = {
  readonly job: Job
  readonly name: string
  readonly contexts: Readonly<Record<string, unknown>>
}

type StepState = {
  readonly outputs: Readonly<Record<string, string>>
  readonly outcome: Result
  readonly conclusion: Result
}

/** A job while it runs. */
type Running = JobRequest & {
  readonly setting: RunSetting
  readonly folder: string
  readonly workspace: string
  readonly temp: string
  readonly steps: Record<string, StepState>
  readonly actions: ActionResult[]
  log: string
  isFailed: boolean
  isCancelled: boolean
}

/** Runs the steps of a job on a machine of its own: workspace and temporary folder are empty. */
export async function runJob(
  setting: RunSetting,
  request: JobRequest,
): Promise<JobRun> {
  const folder = join(setting.folder, request.name.replaceAll(/[^\w.-]/gu, '_'))
  const running: Running = {
    ...request,
    setting,
    folder,
    workspace: join(folder, 'workspace'),
    temp: join(folder, 'temp'),
    steps: {},
    actions: [],
    log: '',
    isFailed: false,
    isCancelled: false,
  }
  mkdirSync(running.workspace, { recursive: true })
  mkdirSync(running.temp, { recursive: true })
  setting.before(request.name)
  setting.stage.fork.settings.permissions = request.job.permissions ?? {}
  for (const step of request.job.steps ?? []) await takeStep(running, step)
  return {
    result: resultOf(running),
    outputs: textsOf(request.job.outputs, scopeOf(running)),
    actions: running.actions,
    log: running.log,
  }
}

function resultOf({ isFailed, isCancelled }: Running): Result {
  if (isCancelled) return 'cancelled'
  return isFailed ? 'failure' : 'success'
}

async function takeStep(running: Running, step: Step): Promise<void> {
  const isOurs = isOwnAction(step.uses)
  if (isOurs && running.setting.isCancelled(running.name)) {
    running.isCancelled = true
  }
  if (!holds(step.if, scopeOf(running))) {
    remember(running, step, { outcome: 'skipped', outputs: {} })
    return
  }
  remember(running, step, await perform(running, step))
}

function remember(
  running: Running,
  { id }: Step,
  { outcome, outputs }: Pick<StepState, 'outcome' | 'outputs'>,
): void {
  if (outcome === 'failure') running.isFailed = true
  if (id === undefined) return
  running.steps[id] = { outputs, outcome, conclusion: outcome }
}

function scopeOf(running: Running): Scope {
  const { contexts, steps, temp, isFailed, isCancelled } = running
  return {
    contexts: {
      ...contexts,
      steps,
      runner: { temp, os: 'Linux' },
      env: {},
      job: { status: resultOf(running) },
    },
    status: {
      success: !isFailed && !isCancelled,
      failure: isFailed,
      cancelled: isCancelled,
    },
  }
}

type Performed = Pick<StepState, 'outcome' | 'outputs'>

async function perform(running: Running, step: Step): Promise<Performed> {
  const scope = scopeOf(running)
  if (step.run !== undefined) return runScript(running, step, scope)
  const inputs = textsOf(step.with, scope)
  if (isOwnAction(step.uses)) return runOwn(running, step, { inputs, scope })
  try {
    use(running, step.uses ?? '', inputs)
    return { outcome: 'success', outputs: {} }
  } catch (error) {
    if (!(error instanceof StepTrouble)) throw error
    running.log += `${error.message}\n`
    return { outcome: 'failure', outputs: {} }
  }
}

function isOwnAction(uses = ''): boolean {
  return uses.startsWith('OWNER/staging-pr@')
}

function use(
  { setting, workspace }: Running,
  uses: string,
  inputs: Readonly<Record<string, string>>,
): void {
  const { stage, event, artifacts } = setting
  const { path = '' } = inputs
  const located = { ...inputs, path: path && resolve(workspace, path) }
  switch (uses.replace(/@.*/su, '')) {
    case 'actions/checkout':
      checkOut({ stage, workspace, sha: event.sha, inputs })
      return
    case 'actions/upload-artifact':
      artifacts.upload(located)
      return
    case 'actions/download-artifact':
      artifacts.download(located)
      return
    default:
      throw new Error(`there is no ${uses} here`)
  }
}

type Metadata = {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
}

const metadata: Metadata = parse(
  readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'),
)

/** Our action as it is built, with the defaults of `action.yml` for what the step does not give. */
async function runOwn(
  running: Running,
  step: Step,
  {
    inputs,
    scope,
  }: {
    readonly inputs: Readonly<Record<string, string>>
    readonly scope: Scope
  },
): Promise<Performed> {
  const { setting, workspace, folder } = running
  const { stage, event, runId, attempt } = setting
  const defaults = Object.entries(metadata.inputs).map(([name, input]) => [
    name,
    textOf(input.default ?? '', scope),
  ])
  const result = await runAction({
    folder,
    workspace,
    event,
    ref: event.ref,
    repository: stage.fork.fullName,
    server: serverOf(stage),
    inputs: { ...Object.fromEntries(defaults), ...inputs },
    runId,
    runAttempt: attempt,
    environment: { GITHUB_SHA: event.sha, ...textsOf(step.env, scope) },
  })
  running.actions.push(result)
  running.log += result.stdout
  return {
    outcome: result.exitCode === 0 ? 'success' : 'failure',
    outputs: result.outputs,
  }
}

function serverOf({ github: { url, apiUrl, graphqlUrl } }: StagedFork) {
  return { url, apiUrl, graphqlUrl }
}

async function runScript(
  running: Running,
  step: Step,
  scope: Scope,
): Promise<Performed> {
  const { setting, workspace, folder, temp } = running
  const { stage, event, runId, attempt } = setting
  const script = join(folder, 'script.sh')
  const output = join(folder, 'script-output')
  writeFileSync(script, textOf(step.run, scope))
  writeFileSync(output, '')
  const options =
    step.shell === 'bash'
      ? ['--noprofile', '--norc', '-eo', 'pipefail']
      : ['-e']
  const child = spawn('bash', [...options, script], {
    cwd: workspace,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: stage.github.apiUrl,
      GITHUB_SERVER_URL: stage.github.url,
      GITHUB_REPOSITORY: stage.fork.fullName,
      GITHUB_REF: event.ref,
      GITHUB_SHA: event.sha,
      GITHUB_RUN_ID: String(runId),
      GITHUB_RUN_ATTEMPT: String(attempt),
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: temp,
      ...textsOf(step.env, scope),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  const printed = await Promise.all([text(child.stdout), text(child.stderr)])
  running.log += printed.join('')
  return {
    outcome: (await ended) === 0 ? 'success' : 'failure',
    outputs: parseFileCommands(readFileSync(output, 'utf8')),
  }
}
