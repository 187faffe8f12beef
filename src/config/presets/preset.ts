import type { SourceFile } from '../../spec/spec.ts'
import type { StepFile } from '../step-schema.ts'

/** Steps that the manifests of one tool suggest. They hold nothing of one fix. */
export type Preset = {
  /** `cargo`, `npm`, `pnpm`, `yarn`, `go`, `python`. */
  readonly name: string
  /** Path of the manifest that chose it. */
  readonly manifest: string
  readonly steps: readonly (readonly [id: string, step: StepFile])[]
}

/** What presets are chosen by. */
export type Repository = {
  /** Text of a manifest at the root, or `null`. */
  readonly manifest: (path: string) => string | null
  /** Whether the head commit has this file. */
  readonly has: (path: string) => boolean
  readonly paths: readonly string[]
}

/** Answers from the manifests that were read and the paths of the commit. */
export function describeRepository(
  manifests: readonly SourceFile[],
  paths: readonly string[],
): Repository {
  const texts = new Map(manifests.map(({ path, text }) => [path, text]))
  const known = new Set([...paths, ...texts.keys()])
  return {
    manifest: (path) => texts.get(path) ?? null,
    has: (path) => known.has(path),
    paths,
  }
}
