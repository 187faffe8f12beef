/** Where a spec file lies, read from its path. */
export type SpecPlace = {
  /** Folder that holds `.chant`, `""` for the repository root, else with a trailing slash. */
  readonly root: string
  /** File name without `.md`. */
  readonly id: string
  readonly archived: boolean
}

/**
 * The place of a spec file, or `null` for any other path. Active specs lie
 * anywhere below `.chant/specs`, archived ones in `.chant/archive` or one
 * folder below it.
 */
export function specPlace(path: string): SpecPlace | null {
  if (!path.endsWith('.md')) return null
  const names = path.split('/')
  const at = names.findIndex(
    (name, index) => name === '.chant' && isSpecFolder(names[index + 1]),
  )
  if (at === -1) return null
  const archived = names[at + 1] === 'archive'
  const depth = names.length - at - 2
  if (depth < 1 || (archived && depth > 2)) return null
  const root = names.slice(0, at).map((name) => `${name}/`)
  return { root: root.join(''), id: idOfPath(path), archived }
}

function isSpecFolder(name: string | undefined): boolean {
  return name === 'specs' || name === 'archive'
}

/** File name without its last extension, which is a spec's id. */
export function idOfPath(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}
