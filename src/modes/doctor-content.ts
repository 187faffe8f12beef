import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultConfigPath } from '../context/inputs.ts'
import type { ConfigFacts, SpecFacts, WorkflowFile } from '../doctor/facts.ts'
import { callsUs, ourSteps, readable } from '../doctor/ours.ts'
import { Refusal } from '../errors.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { chantFilePaths } from '../spec/chant-files.ts'
import type { SpecSearch } from '../spec/trail.ts'
import { type Branches, isFixBranch } from './doctor-branches.ts'
import { readOwnText } from './doctor-files.ts'
import { readConfig } from './read-config.ts'
import { readConfigAt, type Sources } from './sources.ts'
import { readSpecTrail } from './spec-trail.ts'
import { foldersToShare } from './specs.ts'

/** Configuration files are small. Bytes. */
const maxConfigBytes = 64 * 1024

/** Path of the configuration that our workflows name, else the usual one. */
export function configPathIn(files: readonly WorkflowFile[]): string | null {
  const given = readable(files)
    .filter(({ isOurs }) => isOurs)
    .flatMap(({ workflow }) => workflow.jobs)
    .flatMap((job) => [
      ...(callsUs(job) ? [job.with] : []),
      ...ourSteps(job).map((step) => step.with),
    ])
    .map((values) => values.get('config') ?? '')
    .find((path) => path !== '' && !path.includes('${{'))
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
  const shared = {
    path,
    isUncommitted:
      inWorkTree !== null && inWorkTree !== (atHead ?? elsewhere ?? null),
    differs: atHead !== null && elsewhere !== null && atHead !== elsewhere,
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

/** Where specs are, whether one is the branch's, and the number of the issue. */
export async function readSpecFacts(
  sources: Sources,
  branches: Branches,
): Promise<{ readonly spec: SpecFacts; readonly issue: number | null }> {
  const { repository } = sources.checkout
  const sourceRef = await sources.sourceRef()
  const isOther = sourceRef !== null && sourceRef.sha !== sources.head.sha
  const counts = {
    atHead: await countSpecs(sources, sources.head.sha),
    atSource: isOther ? await countSpecs(sources, sourceRef.sha) : 0,
    inWorkTree: await countInWorkTree(repository),
    sourceRef: sourceRef?.from ?? null,
  }
  if (!isFixBranch(branches)) {
    return { spec: { ...counts, faults: [], isFound: false }, issue: null }
  }
  try {
    const { search, issue } = await readSpecTrail(sources, {
      inputs: { spec: null, issue: null },
      branch: sources.head.from,
      changedPaths: await changedPaths(repository, branches),
    })
    const spec = {
      ...counts,
      faults: faultsOf(search),
      isFound: search.status === 'found',
    }
    return { spec, issue: issue?.value ?? null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const fault = error.message
      .split('\n')
      .map((line) => line.trim())
      .join(' ')
    return { spec: { ...counts, faults: [fault], isFound: false }, issue: null }
  }
}

function faultsOf(search: SpecSearch): readonly string[] {
  return search.status === 'refused'
    ? [
        `The spec ${search.refused.path} is refused as chant would refuse it (${search.refused.message})`,
      ]
    : []
}

async function changedPaths(
  repository: GitRepository,
  { head, commits }: Branches,
): Promise<readonly string[]> {
  const from = commits.upstream ?? commits.onBase
  const shared = from === null ? null : await repository.mergeBase(from, head)
  if (shared === null) return []
  const changes = await repository.changes(shared, head)
  return changes.map(({ path }) => path)
}

async function countSpecs(sources: Sources, commit: string): Promise<number> {
  const entries = await sources.files(commit)
  return chantFilePaths(entries.map(({ path }) => path)).length
}

/** Spec files in the work tree, whatever git is told to ignore. */
async function countInWorkTree({ topLevel }: GitRepository): Promise<number> {
  const folders = await foldersToShare(topLevel)
  const names = await Promise.all(
    folders
      .filter((folder) => folder.endsWith('/specs'))
      .map((folder) =>
        readdir(join(topLevel, folder), { recursive: true }).catch(() => []),
      ),
  )
  return names.flat().filter((name) => name.endsWith('.md')).length
}
