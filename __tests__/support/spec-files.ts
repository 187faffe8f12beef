import { readSpec } from '../../src/spec/read-spec.ts'
import type { RefusedSpec, SourceFile, Spec } from '../../src/spec/spec.ts'

/** A spec file in the active folder unless a path is given. */
export function specFile(
  text: string,
  path = '.chant/specs/005-fork-fix.md',
): SourceFile {
  return { path, text, blob: null }
}

/** Reads a spec that chant loads. */
export function loaded(text: string, path?: string): Spec {
  const reading = readSpec(specFile(text, path))
  if (!reading.ok) throw new Error(reading.refused.message)
  return reading.spec
}

/** Reads a spec that chant refuses. */
export function refused(text: string, path?: string): RefusedSpec {
  const reading = readSpec(specFile(text, path))
  if (reading.ok) throw new Error('chant loads this spec')
  return reading.refused
}
