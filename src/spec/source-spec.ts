import { locateInTree, type LocateRequest, type SpecTree } from './locate.ts'
import { readSpec } from './read-spec.ts'
import { resolveTrail } from './resolve-trail.ts'
import { specIdOf, specPlace } from './spec-id.ts'
import type { Spec } from './spec.ts'
import type { SourceSpec } from './trail.ts'

/** What the commit of `source-ref` has for a branch that carries its own spec, or `null`. */
export function findSourceSpec(
  tree: SpecTree,
  wanted: LocateRequest,
  own: Spec,
): SourceSpec | null {
  const spec = sameSpec(tree, own) ?? otherSpec(tree, wanted)
  if (spec === null) return null
  const { dependencies } = resolveTrail({ spec, trees: [tree], documents: [] })
  return { spec, at: tree.at, dependencies }
}

function sameSpec({ files }: SpecTree, { id, root }: Spec): Spec | null {
  const found = files
    .filter(({ path }) => specIdOf(path) === id)
    .filter(({ path }) => specPlace(path)?.root === root)
    .map(readSpec)
    .find(({ ok }) => ok)
  return found?.ok === true ? found.spec : null
}

/**
 * A spec that fits the branch by its issue as well, where another one was taken
 * because it names the branch; `null` where there is none that is still open.
 */
export function findBypassedSpec(
  tree: SpecTree,
  wanted: LocateRequest,
  { id }: Spec,
): Spec | null {
  const spec = otherSpec(tree, { ...wanted, branch: '' })
  if (spec === null || spec.id === id) return null
  return spec.criteria.unchecked === 0 ? null : spec
}

function otherSpec(tree: SpecTree, wanted: LocateRequest): Spec | null {
  const request = { ...wanted, specInput: null, changedPaths: [] }
  const found = locateInTree(request, tree)
  if (found?.status !== 'found') return null
  const { spec } = found
  const isOpen = !spec.archived && spec.status !== 'cancelled'
  return isOpen && spec.type === 'code' ? spec : null
}
