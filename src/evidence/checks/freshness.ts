import { finding, type Finding } from '../../finding.ts'
import { named } from './named.ts'

/** How a fix branch stands to the branch that it will be merged into. */
export type Freshness = {
  /** Commits of upstream's base that the branch lacks; `null` when that was not looked at. */
  readonly behind: number | null
  /** Paths on which a merge with upstream's base conflicts; `null` when no merge was tried. */
  readonly conflicts: readonly string[] | null
  /** Upstream's base in words: `upstreamorg/project main`. */
  readonly upstream: string
}

/** Gate `freshness`: the branch can be merged upstream as it stands. What was not looked at is not complained of. */
export function checkFreshness(freshness: Freshness): readonly Finding[] {
  return [...checkBehind(freshness), ...checkConflicts(freshness)]
}

const remedy =
  'Rebase it before the upstream PR: `git fetch upstream`, then `git rebase` onto the base of upstream.'

function checkBehind({ behind, upstream }: Freshness): readonly Finding[] {
  if (behind === null || behind <= 0) return []
  const commits = behind === 1 ? '1 commit' : `${behind} commits`
  const message = `The fix branch is ${commits} behind ${upstream}.`
  return [
    finding({ rule: 'freshness/behind', severity: 'error', message, remedy }),
  ]
}

function checkConflicts({
  conflicts,
  upstream,
}: Freshness): readonly Finding[] {
  if (conflicts === null || conflicts.length === 0) return []
  const message = `A merge with ${upstream} conflicts in ${named(conflicts)}.`
  const path = conflicts.length === 1 ? (conflicts[0] ?? null) : null
  return [
    finding({
      rule: 'freshness/conflict',
      severity: 'error',
      message,
      remedy,
      path,
    }),
  ]
}
