import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Inputs } from '../context/inputs.ts'
import { Refusal } from '../errors.ts'
import type { Runner } from '../io/runner-port.ts'
import { sha256 } from './hashes.ts'
import { parsePlanFile, type PlanFile } from '../plan/plan-file.ts'

/** Folder below the runner's temporary folder that holds the files of this action. */
export const ownFolder = 'staging-pr'

/** Larger plans were not written by a run. Bytes. */
const maxBytes = 16 * 1024 * 1024

/** Reads the plan of this run. Throws {@link Refusal}. */
export async function readPlan(
  runner: Runner,
  inputs: Pick<Inputs, 'plan' | 'planHash'>,
): Promise<PlanFile> {
  const path =
    inputs.plan ?? join(runner.temporaryFolder, ownFolder, 'plan.json')
  const text = await readText(path)
  requireHash(text, path, inputs.planHash)
  const plan = parsePlanFile(text, path)
  const { id, attempt } = runner.run
  requireAttempt(plan, { path, attempt: id ? attempt : null })
  if (plan.run.id === (id || null)) return plan
  throw new Refusal(
    `${path} is the plan of run ${plan.run.id ?? '(none)'}, and this is run ${id || '(none)'}.`,
    { remedy: 'Download the artifact of this run, not of another one.' },
  )
}

/** Outputs of a job cannot be changed by another one, as artifacts can. */
function requireHash(text: string, path: string, hash: string | null): void {
  if (hash === null || sha256(text) === hash) return
  throw new Refusal(
    `${path} is not the plan that \`plan-hash\` stands for: it was changed, or is of another run.`,
    {
      remedy:
        'Run all jobs again. If it comes back, a command of this branch, or another step of its jobs, replaces the artifact of the plan.',
    },
  )
}

/** A run that is repeated may work with the plan of an earlier attempt, from the first on. */
function requireAttempt(
  { run }: PlanFile,
  { path, attempt }: { readonly path: string; readonly attempt: number | null },
): void {
  const isFit =
    run.attempt === attempt ||
    (run.attempt !== null &&
      attempt !== null &&
      run.attempt >= 1 &&
      run.attempt <= attempt)
  if (isFit) return
  throw new Refusal(
    `${path} is the plan of attempt ${run.attempt ?? '(none)'}, and this is attempt ${attempt ?? '(none)'} of the run.`,
    { remedy: 'Run all jobs again, so that there is a plan of this attempt.' },
  )
}

async function readText(path: string): Promise<string> {
  const remedy =
    'Run the job with `mode: plan` first, upload the file at its output `plan-path` as an artifact, and download it here; the input `plan` says where it lies.'
  try {
    const stat = await lstat(path)
    if (!stat.isFile()) throw new Error('it is no regular file')
    if (stat.size > maxBytes)
      throw new Error(`it has more than ${maxBytes} bytes`)
    return await readFile(path, 'utf8')
  } catch (cause) {
    // Whatever keeps the file from being read, the person can do the same about it.
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Refusal(`The plan cannot be read: ${reason}`, { remedy, cause })
  }
}
