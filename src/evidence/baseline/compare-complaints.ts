import type { Baseline } from '../evidence.ts'
import { type Complaint, complaintText } from './complaint.ts'
import { type Tally, tally } from './tally.ts'

/** Whether the branch added or changed a line; for `null`, whether it changed the file at all. */
export type Touched = (path: string, line: number | null) => boolean

/** Complaints of both trees, and what the branch changed between them. */
export type ComplaintGrounds = {
  readonly before: readonly Complaint[]
  readonly after: readonly Complaint[]
  readonly touched: Touched
}

/**
 * Compares complaints by path and message. One that was there before at least
 * as often is known, unless it is about a line of the branch.
 */
export function compareComplaints({
  before,
  after,
  touched,
}: ComplaintGrounds): Baseline {
  const old = tally(before.map(keyOf))
  const groups = grouped(after)
  const fresh = new Set(
    [...groups].flatMap(([key, group]) =>
      newOnes(group, old.get(key) ?? 0, touched),
    ),
  )
  const isFresh = (one: Complaint): boolean => fresh.has(one)
  return {
    measure: 'complaints',
    fresh: after.filter(isFresh).map(complaintText),
    known: after.filter((one) => !isFresh(one)).map(complaintText),
    mended: gone(before, tally(after.map(keyOf))),
    lost: [],
    before: null,
  }
}

function keyOf({ path, identity }: Complaint): string {
  return `${path}\n${identity}`
}

function grouped(
  complaints: readonly Complaint[],
): ReadonlyMap<string, readonly Complaint[]> {
  const groups = new Map<string, Complaint[]>()
  for (const one of complaints) {
    const group = groups.get(keyOf(one))
    if (group === undefined) groups.set(keyOf(one), [one])
    else group.push(one)
  }
  return groups
}

/** Those about lines of the branch, and as many others as there are more than before. */
function newOnes(
  group: readonly Complaint[],
  before: number,
  touched: Touched,
): readonly Complaint[] {
  const isOurs = ({ path, lines }: Complaint): boolean =>
    path !== '' &&
    (lines.length === 0
      ? touched(path, null)
      : lines.some((line) => touched(path, line)))
  const others = group.filter((one) => !isOurs(one))
  return [...group.filter(isOurs), ...others.slice(before)]
}

function gone(before: readonly Complaint[], after: Tally): readonly string[] {
  return before
    .filter((one) => {
      const left = after.get(keyOf(one)) ?? 0
      after.set(keyOf(one), left - 1)
      return left <= 0
    })
    .map(complaintText)
}
