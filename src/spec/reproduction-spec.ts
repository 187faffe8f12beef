import type { SpecTree } from './locate.ts'
import { readSpec } from './read-spec.ts'
import { specIdOf } from './spec-id.ts'
import type { SourceFile, Spec } from './spec.ts'

/** Specs followed at most, so that a circle or a crowd ends. */
const maxFollowed = 200

/**
 * The spec that describes the reproduction test: a task in the chain of
 * `depends_on` and `informed_by` whose label or title speaks of a reproduction.
 * The nearest one wins; `null` when the chain has none.
 */
export function findReproductionSpec(
  spec: Spec,
  trees: readonly SpecTree[],
): Spec | null {
  const known = indexById(trees)
  const seen = new Set([spec.id])
  const open: Spec[] = [spec]
  for (
    let next = open.shift();
    next !== undefined && seen.size < maxFollowed;
    next = open.shift()
  ) {
    for (const id of named(next)) {
      const file = known.get(id)
      if (file === undefined || seen.has(id)) continue
      seen.add(id)
      const reading = readSpec(file)
      if (!reading.ok) continue
      if (describesReproduction(reading.spec)) return reading.spec
      open.push(reading.spec)
    }
  }
  return null
}

function named({ dependsOn, informedBy }: Spec): readonly string[] {
  const specs = informedBy.filter((entry) =>
    /\.chant\/(?:specs|archive)\//u.test(entry),
  )
  return [
    ...dependsOn.map((entry) =>
      entry.includes('/') ? specIdOf(entry) : entry,
    ),
    ...specs.map(specIdOf),
  ]
}

function describesReproduction({ type, labels, title }: Spec): boolean {
  const words = [...labels, title ?? '']
  return type === 'task' && words.some((text) => /\breproduc/iu.test(text))
}

/** The first commit's files win, as everywhere. */
function indexById(
  trees: readonly SpecTree[],
): ReadonlyMap<string, SourceFile> {
  const known = new Map<string, SourceFile>()
  for (const { files } of trees) {
    for (const file of files) {
      const id = specIdOf(file.path)
      if (!known.has(id)) known.set(id, file)
    }
  }
  return known
}
