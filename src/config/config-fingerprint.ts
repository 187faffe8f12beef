import { at } from '../context/decode.ts'
import type { Config, StepConfig } from './config.ts'

/**
 * The effective configuration as canonical text: equal for equal
 * configurations, wherever their values were written.
 */
export function configFingerprint(config: Config): string {
  const { path: _path, ...rest } = config
  const values = {
    ...rest,
    branches: config.branches.value,
    base: config.base?.value ?? null,
    upstream: config.upstream?.value ?? null,
    upstreamBase: config.upstreamBase?.value ?? null,
    verify: config.verify.value.map(({ source: _source, ...step }) => step),
  }
  return JSON.stringify(canonical(values))
}

/** One step of it as canonical text, wherever it was written. */
export function stepFingerprint({
  source: _source,
  ...step
}: StepConfig): string {
  return JSON.stringify(canonical(step))
}

/** Keys in the order of their code units; lists as they are. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const names = Object.keys(value).toSorted()
  return Object.fromEntries(
    names.map((name) => [name, canonical(at(value, name))]),
  )
}
