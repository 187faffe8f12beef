import type { Config } from '../../src/config/config.ts'
import {
  type ConfigSources,
  resolveConfig,
} from '../../src/config/resolve-config.ts'
import { Refusal } from '../../src/errors.ts'
import type { SourceFile } from '../../src/spec/spec.ts'

const configPath = '.github/staging-pr.yml'

export const noInputs: ConfigSources['inputs'] = {
  config: null,
  verify: null,
  base: null,
  upstream: null,
}

export function makeFile(path: string, text: string): SourceFile {
  return { path, text, blob: null }
}

export function configOf(
  text: string | null,
  overrides: Partial<ConfigSources> = {},
): Config {
  return resolveConfig({
    inputs: noInputs,
    file: text === null ? null : makeFile(configPath, text),
    manifests: [],
    paths: [],
    ...overrides,
  })
}

/** Message of the refusal, without the name of the file in front of each line. */
export function refusalOf(make: () => unknown): string {
  try {
    make()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.message.replaceAll(`\`${configPath}\` `, '')
  }
  throw new Error('nothing was refused')
}

/** Commands by step id of a repository without a configuration. */
export function presetOf(
  files: Readonly<Record<string, string>>,
  paths: readonly string[] = [],
): Readonly<Record<string, string>> {
  const { verify } = repositoryConfig(files, paths)
  return Object.fromEntries(verify.value.map(({ id, run }) => [id, run]))
}

export function repositoryConfig(
  files: Readonly<Record<string, string>>,
  paths: readonly string[] = [],
): Config {
  return configOf(null, {
    manifests: Object.entries(files).map(([path, text]) =>
      makeFile(path, text),
    ),
    paths: [...Object.keys(files), ...paths],
  })
}
