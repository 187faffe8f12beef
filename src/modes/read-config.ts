import type { Config } from '../config/config.ts'
import { manifestPaths } from '../config/manifests.ts'
import { resolveConfig } from '../config/resolve-config.ts'
import { defaultConfigPath, type Inputs } from '../context/inputs.ts'
import { decodeUtf8 } from '../io/git/source-files.ts'
import { readConfigFile, readDocuments, type Sources } from './sources.ts'

/** Manifests choose a preset and are not read further. Bytes. */
const maxManifestBytes = 256 * 1024

/** The configuration of a head commit. Throws Refusal when it cannot be used. */
export async function readConfig(
  sources: Sources,
  inputs: Pick<Inputs, 'config' | 'verify' | 'base' | 'upstream'>,
): Promise<Config> {
  const path = inputs.config ?? defaultConfigPath
  const file = await readConfigFile(sources, {
    value: path,
    mayBeAbsent: path === defaultConfigPath,
  })
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
