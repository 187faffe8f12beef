import type { Inputs } from '../context/inputs.ts'
import type { GateId, GateLevel } from '../finding.ts'
import { sourced, type Sourced } from '../sourced.ts'
import type { SourceFile } from '../spec/spec.ts'
import { checkCriteria } from './check-references.ts'
import type { Config, StepConfig } from './config.ts'
import { defaultBranches, defaultGates, defaults } from './defaults.ts'
import { durationMs } from './duration.ts'
import {
  parseConfigFile,
  type ParsedConfig,
  parseVerifyInput,
} from './parse-config.ts'
import { presetSteps } from './presets.ts'
import { describeRepository } from './presets/preset.ts'
import type { ConfigFile } from './schema.ts'
import { completeStep } from './step-defaults.ts'

/** What a configuration is made of. */
export type ConfigSources = {
  readonly inputs: Pick<Inputs, 'config' | 'verify' | 'base' | 'upstream'>
  readonly file: SourceFile | null
  /** Files of `manifestPaths` that the head commit has. */
  readonly manifests: readonly SourceFile[]
  /** Every path of the head commit. */
  readonly paths: readonly string[]
}

/**
 * The configuration of a run: an input wins over the file, the file over the
 * default. Throws Refusal that lists everything that is wrong.
 */
export function resolveConfig(sources: ConfigSources): Config {
  const { inputs, file } = sources
  const parsed = file === null ? null : parseConfigFile(file)
  const written: ConfigFile = parsed?.value ?? {}
  const verify = resolveSteps(sources, parsed)
  return {
    ...resolveBranches(inputs, parsed),
    verify,
    criteria: resolveCriteria(parsed, verify, inputs.verify !== null),
    gates: resolveGates(written.gates ?? {}),
    requiresProof: written.gates?.proof === 'error',
    ...resolveRun(written),
    path: file?.path ?? null,
  }
}

function resolveBranches(
  inputs: ConfigSources['inputs'],
  parsed: ParsedConfig | null,
): Pick<Config, 'branches' | 'base' | 'upstream' | 'upstreamBase'> {
  const from = (
    key: 'base' | 'upstream' | 'upstream-base',
  ): Sourced<string> | null => {
    const value = parsed?.value[key]
    return parsed === null || value === undefined
      ? null
      : sourced(value, parsed.place([key]))
  }
  const branches = parsed?.value.branches
  return {
    branches:
      parsed === null || branches === undefined
        ? sourced(defaultBranches, 'default')
        : sourced(branches, parsed.place(['branches'])),
    base: fromInput('base', inputs.base) ?? from('base'),
    upstream: fromInput('upstream', inputs.upstream) ?? from('upstream'),
    upstreamBase: from('upstream-base'),
  }
}

function fromInput(
  name: 'base' | 'upstream',
  value: string | null,
): Sourced<string> | null {
  return value === null ? null : sourced(value, `input \`${name}\``)
}

function resolveSteps(
  { inputs, manifests, paths }: ConfigSources,
  parsed: ParsedConfig | null,
): Sourced<readonly StepConfig[]> {
  if (inputs.verify !== null) {
    const given = parseVerifyInput(inputs.verify)
    return sourced(configuredSteps(given), 'input `verify`')
  }
  if (parsed !== null && parsed.value.verify !== undefined) {
    return sourced(configuredSteps(parsed), parsed.place(['verify']))
  }
  return presetSteps(describeRepository(manifests, paths))
}

function configuredSteps(parsed: ParsedConfig): readonly StepConfig[] {
  return Object.entries(parsed.value.verify ?? {}).map(([id, step]) =>
    completeStep(id, step, {
      origin: 'configured',
      source: parsed.place(['verify', id]),
    }),
  )
}

/** With an input `verify`, the file may still bind criteria to the steps that the input replaces. */
function resolveCriteria(
  parsed: ParsedConfig | null,
  verify: Sourced<readonly StepConfig[]>,
  isReplaced: boolean,
): Config['criteria'] {
  if (parsed === null) return {}
  const ids = verify.value.map(({ id }) => id)
  const { criteria = {} } = parsed.value
  const own = Object.keys(parsed.value.verify ?? {})
  const known = isReplaced ? [...ids, ...own] : ids
  parsed.refuse(checkCriteria(criteria, known, parsed.lineOf))
  return Object.fromEntries(
    Object.entries(criteria).filter(([, id]) => ids.includes(id)),
  )
}

function resolveGates(
  written: Partial<Record<GateId, GateLevel | undefined>>,
): Config['gates'] {
  const gates: Record<GateId, GateLevel> = { ...defaultGates }
  for (const [id, level] of Object.entries(written)) {
    if (isGate(id) && level !== undefined) gates[id] = level
  }
  return gates
}

function isGate(id: string): id is GateId {
  return Object.hasOwn(defaultGates, id)
}

function resolveRun(
  written: ConfigFile,
): Pick<
  Config,
  | 'timeoutMs'
  | 'concurrency'
  | 'reuse'
  | 'checkRuns'
  | 'annotations'
  | 'env'
  | 'handoff'
> {
  return {
    timeoutMs: durationMs(written.timeout ?? defaults.timeout),
    concurrency: written.concurrency ?? defaults.concurrency,
    reuse: written.reuse ?? defaults.reuse,
    checkRuns: written['check-runs'] ?? defaults.checkRuns,
    annotations: { junit: written.annotations?.junit ?? [] },
    env: resolveEnv(written.env ?? {}),
    handoff: resolveHandoff(written.handoff ?? {}),
  }
}

function resolveEnv(written: NonNullable<ConfigFile['env']>): Config['env'] {
  return { pass: written.pass ?? [], set: written.set ?? {} }
}

function resolveHandoff(
  written: NonNullable<ConfigFile['handoff']>,
): Config['handoff'] {
  const { research, branch, squash, close } = defaults.handoff
  return {
    research: written.research ?? research,
    branch: written.branch ?? branch,
    squash: written.squash ?? squash,
    close: written.close ?? close,
  }
}
