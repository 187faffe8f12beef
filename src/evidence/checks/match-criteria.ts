import type { Criterion, Spec } from '../../spec/spec.ts'

/** What became of the criteria of an earlier version of a spec. */
export type CriteriaMatch = {
  readonly removed: readonly Criterion[]
  readonly reworded: readonly {
    readonly before: Criterion
    readonly after: Criterion
  }[]
}

type Specs = Pick<Spec, 'criteria'>

/** Share of words in common that makes another wording of the same criterion. */
const alike = 0.5

/** The same for a criterion that kept its place among the others. */
const alikeInPlace = 0.34

/** Criteria compared word by word; more, changed at once, are no rewording. */
const mostCompared = 200

/**
 * Finds each criterion of the first version in the present one: by its text,
 * whatever its white space, else by its words. Twice the words in common over
 * the words of both must be at least a half, or a third in the same place; a
 * place alone is not enough, since a criterion that another one took the place
 * of is gone. Each present criterion answers for one earlier one at most.
 */
export function matchCriteria(first: Specs, spec: Specs): CriteriaMatch {
  const { old, fresh } = withoutEqual(first, spec)
  const pairs = pairsOf(
    old.slice(0, mostCompared),
    fresh.slice(0, mostCompared),
  )
  const taken = new Set<Placed>()
  const reworded: { before: Criterion; after: Criterion }[] = []
  for (const { before, after } of pairs) {
    if (taken.has(before) || taken.has(after)) continue
    taken.add(before)
    taken.add(after)
    reworded.push({ before: before.criterion, after: after.criterion })
  }
  return {
    removed: old
      .filter((one) => !taken.has(one))
      .map(({ criterion }) => criterion),
    reworded: reworded.sort((a, b) => a.after.line - b.after.line),
  }
}

type Placed = { readonly criterion: Criterion; readonly index: number }

function withoutEqual(
  first: Specs,
  spec: Specs,
): { readonly old: readonly Placed[]; readonly fresh: readonly Placed[] } {
  const present = new Map<string, Placed[]>()
  for (const placed of placedIn(spec)) {
    const same = present.get(keyOf(placed))
    if (same === undefined) present.set(keyOf(placed), [placed])
    else same.push(placed)
  }
  const old = placedIn(first).filter(
    (placed) => present.get(keyOf(placed))?.pop() === undefined,
  )
  const fresh = [...present.values()].flat()
  return { old, fresh: fresh.sort((a, b) => a.index - b.index) }
}

function placedIn({ criteria }: Specs): readonly Placed[] {
  return criteria.items.map((criterion, index) => ({ criterion, index }))
}

function keyOf({ criterion }: Placed): string {
  return criterion.text.replace(/\s+/gu, ' ').trim()
}

type Pair = {
  readonly before: Placed
  readonly after: Placed
  readonly weight: number
}

/** Pairs that are alike, most alike first. */
function pairsOf(
  old: readonly Placed[],
  fresh: readonly Placed[],
): readonly Pair[] {
  const after = fresh.map((one) => ({ one, words: wordsOf(one) }))
  const pairs = old.flatMap((before) => {
    const words = wordsOf(before)
    return after.flatMap((other) => {
      const weight = likeness(words, other.words)
      const isInPlace = before.index === other.one.index
      const isAlike = weight >= (isInPlace ? alikeInPlace : alike)
      return isAlike ? [{ before, after: other.one, weight }] : []
    })
  })
  return pairs.sort((a, b) => b.weight - a.weight)
}

/** Words that say nothing of what is asked for. */
const fillers: ReadonlySet<string> = new Set(
  'a an and are as at be by for in is it of on or that the this to with'.split(
    ' ',
  ),
)

const mostWords = 100

function wordsOf({ criterion }: Placed): ReadonlySet<string> {
  const words = criterion.text.toLowerCase().match(/[\p{L}\p{N}_]{1,60}/gu)
  return new Set(
    (words ?? []).filter((word) => !fillers.has(word)).slice(0, mostWords),
  )
}

function likeness(
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
): number {
  if (one.size === 0 || other.size === 0) return 0
  const common = [...one].filter((word) => other.has(word)).length
  return (2 * common) / (one.size + other.size)
}
