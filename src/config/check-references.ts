import type { Problem } from './config-yaml.ts'
import { nearest } from './nearest.ts'
import { pathText, quotable, type Path } from './path-text.ts'
import type { ConfigFile } from './schema.ts'
import { kindOfStep } from './step-defaults.ts'

type LineOf = (path: Path) => number

/** What a schema cannot say of steps: one reproduction, and `needs` that point upwards. */
export function checkSteps(
  verify: ConfigFile['verify'],
  lineOf: LineOf,
): readonly Problem[] {
  const steps = Object.entries(verify ?? {})
  const ids = steps.map(([id]) => id)
  const needs = steps.flatMap(([id, step], index) =>
    typeof step === 'string'
      ? []
      : (step.needs ?? []).flatMap((needed, at) => {
          const path = ['verify', id, 'needs', at]
          const problem = problemOfNeed(needed, ids, index)
          if (problem === null) return []
          const message = `${pathText(path)} names ${problem}`
          return [{ line: lineOf(path), message }]
        }),
  )
  return [...needs, ...checkReproductions(steps, lineOf)]
}

function problemOfNeed(
  needed: string,
  ids: readonly string[],
  index: number,
): string | null {
  const at = ids.indexOf(needed)
  if (at < 0) return unknownStep(needed, ids)
  if (at === index) return 'the step itself'
  return at < index
    ? null
    : `\`${needed}\`, which stands below; steps run in order`
}

function checkReproductions(
  steps: readonly (readonly [string, string | { kind?: string | undefined }])[],
  lineOf: LineOf,
): readonly Problem[] {
  const [first, ...others] = steps
    .filter(([id, step]) => kindOf(id, step) === 'reproduction')
    .map(([id]) => id)
  return others.map((id) => ({
    line: lineOf(['verify', id]),
    message: `${pathText(['verify', id])} is a second reproduction step beside \`${first}\`; there can be one`,
  }))
}

function kindOf(
  id: string,
  step: string | { kind?: string | undefined },
): string {
  return (typeof step === 'string' ? undefined : step.kind) ?? kindOfStep(id)
}

/** Criteria that are bound to steps that are not there. */
export function checkCriteria(
  criteria: ConfigFile['criteria'],
  ids: readonly string[],
  lineOf: LineOf,
): readonly Problem[] {
  return Object.entries(criteria ?? {}).flatMap(([words, id]) => {
    if (ids.includes(id)) return []
    const path = ['criteria', words]
    const message = `${pathText(path)} names ${unknownStep(id, ids)}`
    return [{ line: lineOf(path), message }]
  })
}

function unknownStep(id: string, ids: readonly string[]): string {
  const near = nearest(id, ids)
  const known =
    ids.length === 0 ? 'there are no steps' : `the steps are ${ids.join(', ')}`
  const help = near === null ? known : `did you mean \`${near}\`?`
  return `\`${quotable(id, 40)}\`, which is no step; ${help}`
}
