import type { StepConfig } from './config.ts'
import { type Sourced, sourced } from '../sourced.ts'
import { cargoPreset } from './presets/cargo.ts'
import { goPreset } from './presets/go.ts'
import { nodePreset } from './presets/node.ts'
import type { Preset, Repository } from './presets/preset.ts'
import { pythonPreset } from './presets/python.ts'
import { completeStep } from './step-defaults.ts'
import type { StepFile } from './step-schema.ts'

const presets = [cargoPreset, nodePreset, goPreset, pythonPreset] as const

/** A step as a preset writes it. */
export type SuggestedStep = {
  /** Free of others: an id that is taken gets the tool's name in front (`npm-test`). */
  readonly id: string
  /** Its id in the preset. */
  readonly ownId: string
  readonly step: StepFile
  /** Name of the preset, and what chose it. */
  readonly preset: string
  readonly source: string
}

/**
 * The steps that the manifests at the root suggest. With several tools every
 * one has its say, in the order above; the reproduction step is that of the
 * first, since there can be one.
 */
export function suggestedSteps(
  repository: Repository,
): readonly SuggestedStep[] {
  const steps = new Map<string, SuggestedStep>()
  for (const preset of presets.flatMap((choose) => choose(repository) ?? [])) {
    for (const [ownId, step] of preset.steps) {
      if (ownId === 'reproduction' && steps.has(ownId)) continue
      const id = steps.has(ownId) ? `${preset.name}-${ownId}` : ownId
      const source = sourceOf(preset)
      steps.set(id, { id, ownId, step, preset: preset.name, source })
    }
  }
  return [...steps.values()]
}

/** The same, complete. */
export function presetSteps(
  repository: Repository,
): Sourced<readonly StepConfig[]> {
  const steps = suggestedSteps(repository)
  const sources = [...new Set(steps.map(({ source }) => source))]
  return sourced(
    steps.map(({ id, ownId, step, source }) => ({
      ...completeStep(ownId, step, { origin: 'preset', source }),
      id,
    })),
    sources.length === 0 ? 'default' : sources.join(' and '),
  )
}

function sourceOf({ name, manifest }: Preset): string {
  return `preset ${name} (\`${manifest}\`)`
}
