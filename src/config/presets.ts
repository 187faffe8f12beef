import type { StepConfig } from './config.ts'
import { type Sourced, sourced } from '../sourced.ts'
import { cargoPreset } from './presets/cargo.ts'
import { goPreset } from './presets/go.ts'
import { nodePreset } from './presets/node.ts'
import type { Preset, Repository } from './presets/preset.ts'
import { pythonPreset } from './presets/python.ts'
import { completeStep } from './step-defaults.ts'

const presets = [cargoPreset, nodePreset, goPreset, pythonPreset] as const

/**
 * The steps that the manifests at the root suggest. With several tools every
 * one has its say, in the order above: an id that is taken gets the tool's
 * name in front (`npm-test`), and the reproduction step is that of the first,
 * since there can be one.
 */
export function presetSteps(
  repository: Repository,
): Sourced<readonly StepConfig[]> {
  const chosen = presets.flatMap((choose) => choose(repository) ?? [])
  const steps = new Map<string, StepConfig>()
  for (const preset of chosen) {
    for (const [id, written] of preset.steps) {
      if (id === 'reproduction' && steps.has(id)) continue
      const free = steps.has(id) ? `${preset.name}-${id}` : id
      const source = sourceOf(preset)
      const step = completeStep(id, written, { origin: 'preset', source })
      steps.set(free, { ...step, id: free })
    }
  }
  const source =
    chosen.length === 0 ? 'default' : chosen.map(sourceOf).join(' and ')
  return sourced([...steps.values()], source)
}

function sourceOf({ name, manifest }: Preset): string {
  return `preset ${name} (\`${manifest}\`)`
}
