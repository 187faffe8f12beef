const maxCharacters = 512
const maxAlternatives = 64

/**
 * Whether a path matches a glob of `*`, `**`, `?` and `{a,b}`. Takes time in
 * the product of the two lengths at most, since patterns come from specs.
 * Square brackets stand for themselves: `app/[id]/page.tsx` is a usual path.
 */
export function matchesPattern(path: string, pattern: string): boolean {
  if (pattern.length > maxCharacters) return false
  const names = path.split('/')
  return alternatives(pattern).some((one) => matches(names, one.split('/')))
}

/** Whether a text is a pattern and no plain path. */
export function isPattern(text: string): boolean {
  return /[*?{]/u.test(text)
}

/** Every reading of `{a,b}`, innermost last; what goes over the bound is left as it stands. */
function alternatives(pattern: string): readonly string[] {
  const open: string[] = [pattern]
  const done: string[] = []
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const group = /\{([^{},]*(?:,[^{},]*)+)\}/u.exec(next)
    if (
      group?.[1] === undefined ||
      open.length + done.length > maxAlternatives
    ) {
      done.push(next)
      continue
    }
    const head = next.slice(0, group.index)
    const tail = next.slice(group.index + group[0].length)
    open.push(...group[1].split(',').map((word) => head + word + tail))
  }
  return done
}

/** Matches item by item; `**` stands for any number of folders. */
function matches(
  names: readonly string[],
  pattern: readonly string[],
): boolean {
  let open = new Set([0])
  for (const name of names) {
    const next = new Set<number>()
    for (const at of reach(open, pattern)) {
      const part = pattern[at]
      if (part === '**') next.add(at)
      else if (part !== undefined && matchesName(name, part)) next.add(at + 1)
    }
    open = next
  }
  return reach(open, pattern).has(pattern.length)
}

/** Positions that can be reached without a name, over `**`. */
function reach(
  open: ReadonlySet<number>,
  pattern: readonly string[],
): ReadonlySet<number> {
  const all = new Set(open)
  for (const at of all) if (pattern[at] === '**') all.add(at + 1)
  return all
}

/** One name against `*` and `?`: steps back to the last `*` only. */
function matchesName(name: string, pattern: string): boolean {
  let at = 0
  let star: { readonly pattern: number; name: number } | null = null
  let index = 0
  while (index < name.length) {
    if (pattern[at] === '*') {
      star = { pattern: at, name: index }
      at += 1
    } else if (pattern[at] === '?' || pattern[at] === name[index]) {
      at += 1
      index += 1
    } else if (star !== null) {
      star.name += 1
      index = star.name
      at = star.pattern + 1
    } else {
      return false
    }
  }
  return /^\**$/u.test(pattern.slice(at))
}
