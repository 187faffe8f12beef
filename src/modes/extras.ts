import type { Inputs } from '../context/inputs.ts'
import type {
  GitHub,
  PullRequest,
  PullRequestChange,
} from '../io/github-port.ts'

/** What a person wants beside title and body. */
export type Wanted = {
  readonly github: GitHub
  readonly inputs: Pick<Inputs, 'labels' | 'assignees' | 'milestone'>
  /** Labels that come off. */
  readonly unlabelled?: readonly string[]
}

/** Labels, assignees and milestone that are wanted and not there yet, and labels without those that come off. */
export async function extrasFor(
  { github, inputs, unlabelled = [] }: Wanted,
  existing: PullRequest,
): Promise<PullRequestChange> {
  const kept = existing.labels.filter((name) => !unlabelled.includes(name))
  const labels = union(kept, inputs.labels)
  const assignees = union(existing.assignees, inputs.assignees)
  const milestone = await milestoneFor(github, inputs.milestone, existing)
  return {
    ...(isSame(labels, existing.labels) ? {} : { labels }),
    ...(assignees.length > existing.assignees.length ? { assignees } : {}),
    ...(milestone === null ? {} : { milestone }),
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return (
    one.length === other.length && one.every((name) => other.includes(name))
  )
}

/** Names compare as GitHub compares them: case does not count. */
function union(
  present: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  const known = new Set(present.map((name) => name.toLowerCase()))
  return [
    ...present,
    ...wanted.filter((name) => !known.has(name.toLowerCase())),
  ]
}

async function milestoneFor(
  github: GitHub,
  wanted: string | null,
  existing: PullRequest,
): Promise<number | null> {
  if (wanted === null || existing.milestone !== null) return null
  if (/^\d{1,9}$/u.test(wanted)) return Number(wanted)
  return github.milestoneNumber(wanted)
}
