import { join } from 'node:path'
import { defaultConfigPath } from '../context/inputs.ts'
import type { ConfigFacts, WorkflowFile } from '../doctor/facts.ts'
import { callsUs, ourSteps, readable } from '../doctor/ours.ts'
import { Refusal } from '../errors.ts'
import { readOwnText } from './doctor-files.ts'
import { readConfig } from './read-config.ts'
import { readConfigAt, type Sources } from './sources.ts'

/** Configuration files are small. Bytes. */
const maxConfigBytes = 64 * 1024

/** Value of an input as our workflows write it, the first that is no expression. */
export function inputIn(
  files: readonly WorkflowFile[],
  name: 'base' | 'config' | 'source-ref',
): string | null {
  const given = readable(files)
    .filter(({ isOurs }) => isOurs)
    .flatMap(({ workflow }) => workflow.jobs)
    .flatMap((job) => [
      ...(callsUs(job) ? [job.with] : []),
      ...ourSteps(job).map((step) => step.with),
    ])
    .map((values) => values.get(name) ?? '')
    .find((value) => value !== '' && !value.includes('${{'))
  return given ?? null
}

/** Reads the configuration as a run would, and what is wrong with it. */
export async function readConfigFacts(
  sources: Sources,
  given: string | null,
): Promise<ConfigFacts> {
  const path = given ?? defaultConfigPath
  const { repository } = sources.checkout
  const [atHead, elsewhere, inWorkTree] = await Promise.all([
    textAt(sources, sources.head.sha, path),
    sources
      .defaultBranch()
      .then((place) =>
        place === null ? null : textAt(sources, place.sha, path),
      ),
    readOwnText(join(repository.topLevel, path), maxConfigBytes),
  ])
  const committed = atHead ?? elsewhere
  const shared = {
    path,
    misplaced: committed === null ? await findMisplaced(sources) : [],
    isUncommitted: inWorkTree !== null && inWorkTree !== committed,
    differs: ![atHead, elsewhere].includes(null) && atHead !== elsewhere,
  }
  try {
    const inputs = { ...noInputs, config: given }
    const { config } = await readConfig(sources, inputs)
    return { ...shared, config, faults: [] }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...shared, config: null, faults: error.message.split('\n') }
  }
}

/** Where people put it, too. */
const otherConfigPaths = [
  '.github/staging-pr.yaml',
  '.github/staging_pr.yml',
  '.github/workflows/staging-pr.config.yml',
  '.staging-pr.yml',
  'staging-pr.yml',
  'staging-pr.yaml',
]

async function findMisplaced(
  sources: Sources,
): Promise<ConfigFacts['misplaced']> {
  const entries = await sources.files(sources.head.sha)
  return entries
    .map(({ path }) => path)
    .filter((path) => otherConfigPaths.includes(path))
    .map((path) => ({ path, meant: defaultConfigPath }))
}

const noInputs = {
  config: null,
  verify: null,
  base: null,
  upstream: null,
} as const

async function textAt(
  sources: Sources,
  commit: string,
  path: string,
): Promise<string | null> {
  try {
    return (await readConfigAt(sources, commit, path))?.text ?? null
  } catch (error) {
    // Too large or no text: the reader of the configuration says so.
    if (error instanceof Refusal) return null
    throw error
  }
}
