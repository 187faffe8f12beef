import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Pushed } from '../../harness/fork-world.ts'
import type { ActionResult } from '../../harness/run-action.ts'
import type { RunOptions } from '../../harness/staged-fork.ts'
import type { Scene } from './scene.ts'

/** One leg of a matrix, as `plan` puts it out. */
export type MatrixLeg = {
  readonly id: string
  readonly step: string
  readonly shard: number
  readonly shards: number
  readonly 'runs-on': string
  readonly branch: string
}

/** What the jobs of one run left. */
export type Jobs = {
  readonly plan: ActionResult
  readonly legs: ReadonlyMap<string, ActionResult>
  readonly published: ActionResult
}

/** What happens between the jobs, and what their steps are given. */
export type JobOptions = {
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
  /** What is handed from the job that plans to the one that publishes. */
  readonly publishInputs?: (
    outputs: ActionResult['outputs'],
  ) => Readonly<Record<string, string>>
  readonly runId?: number
  readonly runAttempt?: number
  /** Of the job that publishes, where it is run again. */
  readonly publishAttempt?: number
  /** Ids of legs that are cancelled before they begin. */
  readonly cancelled?: readonly string[]
  /** Called with the folder of evidence files before they are published. */
  readonly tamper?: (evidence: string, plan: string) => void
}

/** The legs of a plan. */
export function matrixOf(plan: ActionResult): readonly MatrixLeg[] {
  const matrix = plan.outputs['matrix'] ?? '{"include":[]}'
  const { include }: { readonly include: readonly MatrixLeg[] } =
    JSON.parse(matrix)
  return include
}

/** Runs plan, every leg and publish as jobs of their own: each with a fresh checkout, and files handed on as artifacts. */
export async function runJobs(
  scene: Scene,
  pushed: Pushed,
  options: JobOptions = {},
): Promise<Jobs> {
  const { runAttempt = 1, cancelled = [] } = options
  const plan = await runJob(
    scene,
    pushed,
    options,
  )({
    inputs: { mode: 'plan' },
  })
  const artifacts = join(scene.root, `artifacts-${pushed.after.slice(0, 8)}`)
  const planFile = join(artifacts, 'plan.json')
  const evidence = join(artifacts, 'evidence')
  mkdirSync(evidence, { recursive: true })
  upload(plan.outputs['plan-path'], planFile)
  const legs = new Map<string, ActionResult>()
  for (const { id } of matrixOf(plan)) {
    if (cancelled.includes(id)) continue
    const leg = await runJob(
      scene,
      pushed,
      options,
    )({
      inputs: { mode: 'verify', token: '', plan: planFile, step: id },
      workspace: scene.checkout(pushed.after),
    })
    legs.set(id, leg)
    const folder = join(evidence, `staging-pr-${id}-${String(runAttempt)}`)
    upload(leg.outputs['evidence-path'], join(folder, `${id}.json`))
  }
  options.tamper?.(evidence, planFile)
  const published = await runJob(
    scene,
    pushed,
    options,
  )({
    runAttempt: options.publishAttempt ?? runAttempt,
    inputs: {
      mode: 'publish',
      plan: planFile,
      'evidence-dir': evidence,
      ...options.publishInputs?.(plan.outputs),
    },
    workspace: scene.checkout(pushed.after),
  })
  return { plan, legs, published }
}

type RunJob = (more: RunOptions) => Promise<ActionResult>

function runJob(
  scene: Scene,
  pushed: Pushed,
  {
    runId = 7_712_003_415,
    runAttempt = 1,
    inputs = {},
    environment = {},
  }: JobOptions,
): RunJob {
  return (more) =>
    scene.runOnPush(pushed, {
      runId,
      runAttempt,
      environment,
      ...more,
      inputs: { ...inputs, ...more.inputs },
    })
}

/** A file that was not written is not there to be uploaded. */
function upload(from: string | undefined, to: string): void {
  if (from !== undefined && existsSync(from)) cpSync(from, to)
}

/** Path of the evidence file of a leg among downloaded artifacts. */
export function legFile(evidence: string, id: string): string {
  const folder = readdirSync(evidence).find((name) =>
    name.startsWith(`staging-pr-${id}-`),
  )
  return join(evidence, folder ?? '', `${id}.json`)
}
