import type { Config } from '../config/config.ts'
import { manifestPaths } from '../config/manifests.ts'
import { resolveConfig } from '../config/resolve-config.ts'
import type { Inputs } from '../context/inputs.ts'
import { Refusal } from '../errors.ts'
import { decodeUtf8 } from '../io/git/source-files.ts'
import { isBesideCode } from '../evidence/proof/original-versions.ts'
import { isStagingPath } from '../evidence/staging-paths.ts'
import type { SourceFile } from '../spec/spec.ts'
import type { History } from './history.ts'
import {
  configPlaces,
  type ConfigSource,
  readConfigAt,
  readConfigFile,
  readDocuments,
  type Sources,
} from './sources.ts'

/** Manifests choose a preset and are not read further. Bytes. */
const maxManifestBytes = 256 * 1024

/** Inputs that say something about the configuration. */
export type ConfigInputs = Pick<
  Inputs,
  'config' | 'verify' | 'base' | 'upstream'
>

/** A configuration, and whether the fix branch carries its file itself. */
export type FoundConfig = {
  readonly config: Config
  readonly isFromHead: boolean
}

/** The configuration of a head commit. Throws Refusal when it cannot be used. */
export async function readConfig(
  sources: Sources,
  inputs: ConfigInputs,
): Promise<FoundConfig> {
  return completeConfig(
    sources,
    inputs,
    await readConfigFile(sources, inputs.config),
  )
}

/** The same where its file has been read. Throws Refusal when it cannot be used. */
export async function completeConfig(
  sources: Sources,
  inputs: ConfigInputs,
  { file, isFromHead }: ConfigSource,
): Promise<FoundConfig> {
  return { config: await resolve(sources, inputs, file), isFromHead }
}

/**
 * The configuration that `source-ref`, or else the fork's default branch, has
 * beside the fix branch's own: what the branch changed of it is judged by this
 * one. `null` where there are no two, or where the other cannot be used.
 */
export async function readSourceConfig(
  sources: Sources,
  inputs: ConfigInputs,
  { config, isFromHead }: FoundConfig,
): Promise<Config | null> {
  if (!isFromHead || config.path === null) return null
  for (const { sha } of await configPlaces(sources)) {
    try {
      const file = await readConfigAt(sources, sha, config.path)
      if (file !== null) return await resolve(sources, inputs, file)
    } catch (error) {
      // A broken file there is not this branch's fault, and judges nothing.
      if (!(error instanceof Refusal)) throw error
    }
  }
  return null
}

/**
 * The configuration that only the branch has, as it was before the fix: at the
 * last commit before code of the branch changed, else its first version.
 * `null` where it is the head's, or cannot be used.
 */
export async function readFirstConfig(
  sources: Sources,
  inputs: ConfigInputs,
  of: FoundConfig & Pick<History, 'commits'>,
): Promise<Config | null> {
  const { path } = of.config
  if (!of.isFromHead || path === null) return null
  const versions = of.commits.flatMap(({ sha, changes }, index) =>
    changes.flatMap((change) =>
      change.path === path && change.blob !== null
        ? [{ sha, blob: change.blob, index }]
        : [],
    ),
  )
  const begun = of.commits.findIndex(({ changes }) =>
    changes.some(
      (change) =>
        !isBesideCode(change.path) &&
        !isStagingPath(change.path, { documents: [], configPath: path }),
    ),
  )
  const before = versions.filter(({ index }) => begun === -1 || index < begun)
  const sealed = before.at(-1) ?? versions[0]
  if (sealed === undefined || sealed.blob === versions.at(-1)?.blob) return null
  try {
    const file = await readConfigAt(sources, sealed.sha, path)
    return file === null ? null : await resolve(sources, inputs, file)
  } catch (error) {
    // A version that could not be used says nothing.
    if (!(error instanceof Refusal)) throw error
    return null
  }
}

async function resolve(
  sources: Sources,
  inputs: ConfigInputs,
  file: SourceFile | null,
): Promise<Config> {
  const commit = sources.head.sha
  const needsPreset = inputs.verify === null
  const entries = needsPreset ? await sources.files(commit) : []
  const manifests = needsPreset
    ? await readDocuments(sources, commit, {
        paths: manifestPaths,
        maxBytes: maxManifestBytes,
        decode: decodeUtf8,
      })
    : []
  return resolveConfig({
    inputs,
    file,
    manifests,
    paths: entries.map((entry) => entry.path),
  })
}
