/**
 * Finds the only one of some paths that ends in a shorter one with a folder:
 * `src/a.ts` for `packages/one/src/a.ts`. `null` where there are several or none.
 */
export function onlyPathEndingIn(
  paths: Iterable<string>,
): (path: string) => string | null {
  let byName: ReadonlyMap<string, readonly string[]> | null = null
  return (path) => {
    if (!path.includes('/')) return null
    byName ??= groupByName(paths)
    const sameName = byName.get(nameOf(path)) ?? []
    const [first, ...others] = sameName.filter((one) =>
      one.endsWith(`/${path}`),
    )
    return others.length === 0 ? (first ?? null) : null
  }
}

function groupByName(
  paths: Iterable<string>,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const path of paths) {
    const name = nameOf(path)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [path])
    else group.push(path)
  }
  return groups
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
