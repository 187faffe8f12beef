import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Inputs } from '../context/inputs.ts'
import { Refusal } from '../errors.ts'
import type { Runner } from '../io/runner-port.ts'
import { parsePlanFile, type PlanFile } from '../plan/plan-file.ts'

/** Folder below the runner's temporary folder that holds the files of this action. */
export const ownFolder = 'staging-pr'

/** Larger plans were not written by a run. Bytes. */
const maxBytes = 16 * 1024 * 1024

/** Reads the plan of this run. Throws {@link Refusal}. */
export async function readPlan(
  runner: Runner,
  inputs: Pick<Inputs, 'plan'>,
): Promise<PlanFile> {
  const path =
    inputs.plan ?? join(runner.temporaryFolder, ownFolder, 'plan.json')
  const plan = parsePlanFile(await readText(path), path)
  const { id } = runner.run
  if (plan.run.id === (id || null)) return plan
  throw new Refusal(
    `${path} is the plan of run ${plan.run.id ?? '(none)'}, and this is run ${id || '(none)'}.`,
    { remedy: 'Download the artifact of this run, not of another one.' },
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
