import type { Facts } from './facts.ts'
import { passesBranch, typesOf } from './events.ts'
import { handsOver, type ReadFile, readable } from './ours.ts'
import type { EventFilter } from './workflow.ts'

/** An event of a workflow file of ours, and whether it can fire for the fix branch from where the file lies. */
export type Way = {
  readonly path: string
  readonly event: string
  readonly filter: EventFilter
  /** `null` where it fires, else a clause that says why it never does. */
  readonly hindrance: string | null
}

/** Events that GitHub takes from the default branch alone (docs.github.com, "Events that trigger workflows"). */
const ofDefaultBranch: ReadonlySet<string> = new Set([
  'workflow_dispatch',
  'schedule',
  'repository_dispatch',
  'workflow_run',
  'issue_comment',
  'pull_request_target',
])

/** Every event of our files, the best place of each. */
export function waysOf(facts: Facts): readonly Way[] {
  const { head, onDefault, uncommitted, unpushed } = facts.workflows
  // What is about to be committed or pushed is judged as if it were: that it is not, is said elsewhere.
  const atHead = ours([...uncommitted, ...head])
  const atDefault = ours([
    ...unpushed,
    ...(onDefault ?? []),
    ...(facts.branch.isFix ? [] : [...uncommitted, ...head]),
  ])
  const files = new Map(
    [...atDefault, ...atHead].map((file) => [file.path, file]),
  )
  return [...files.keys()].flatMap((path) => {
    const placed = {
      head: atHead.find((file) => file.path === path),
      onDefault: atDefault.find((file) => file.path === path),
    }
    const events = new Set([
      ...(placed.head?.workflow.events.keys() ?? []),
      ...(placed.onDefault?.workflow.events.keys() ?? []),
    ])
    return [...events].flatMap((event) => wayOf(facts, { path, event, placed }))
  })
}

type Files = Parameters<typeof readable>[0]

function ours(files: Files): readonly ReadFile[] {
  return readable(files).filter(
    ({ isOurs, workflow }) => isOurs && !handsOver(workflow),
  )
}

type Placed = {
  readonly path: string
  readonly event: string
  readonly placed: {
    readonly head: ReadFile | undefined
    readonly onDefault: ReadFile | undefined
  }
}

function wayOf(facts: Facts, of: Placed): readonly Way[] {
  const { path, event, placed } = of
  const atHead = placed.head?.workflow.events.get(event)
  const atDefault = placed.onDefault?.workflow.events.get(event)
  const filter =
    (ofDefaultBranch.has(event) ? atDefault : atHead) ?? atDefault ?? atHead
  if (filter === undefined || event === 'workflow_call') return []
  const hindrance = hindranceOf(facts, { event, filter, atHead, atDefault })
  return [{ path, event, filter, hindrance }]
}

type Filters = {
  readonly event: string
  readonly filter: EventFilter
  readonly atHead: EventFilter | undefined
  readonly atDefault: EventFilter | undefined
}

function hindranceOf(facts: Facts, of: Filters): string | null {
  const { event, atDefault } = of
  if (ofDefaultBranch.has(event)) {
    return atDefault === undefined && facts.workflows.onDefault !== null
      ? `GitHub takes \`${event}\` from the default branch alone${facts.defaultBranch === null ? '' : ` (${facts.defaultBranch})`}, and the file is not there`
      : null
  }
  switch (event) {
    case 'push':
      return pushHindrance(facts, of)
    case 'pull_request':
    case 'pull_request_review':
      return pullRequestHindrance(facts, of)
    default:
      return null
  }
}

function pushHindrance(
  { branch }: Facts,
  { filter, atHead }: Filters,
): string | null {
  if (branch.name === null || !branch.isFix) return null
  if (atHead === undefined) {
    return `GitHub takes \`push\` from the pushed commit, and ${branch.name} does not hold the file`
  }
  return passesBranch(filter, branch.name)
    ? null
    : `the \`push\` filter (${filtersIn(filter)}) does not match ${branch.name}`
}

function filtersIn(filter: EventFilter): string {
  if (filter.branches !== null) return filter.branches.join(', ')
  if (filter.branchesIgnore !== null) {
    return `not ${filter.branchesIgnore.join(', ')}`
  }
  return 'tags only'
}

function pullRequestHindrance(facts: Facts, of: Filters): string | null {
  const { base, defaultBranch } = facts
  const { event, filter } = of
  if (!isInMerge(facts, of)) {
    return `GitHub takes \`${event}\` from the merge of the fix into ${base ?? 'its base'}, which does not hold the file (it lies on ${defaultBranch ?? 'the default branch'})`
  }
  if (base !== null && !passesBranch(filter, base)) {
    return `its filter (${filtersIn(filter)}) does not match the base ${base}`
  }
  const isPushed = typesOf(filter).includes('synchronize')
  return event === 'pull_request' && !isPushed
    ? 'its `types` leave out `synchronize`, which is what a push to a staging PR raises'
    : null
}

/** Whether the merge of the fix into its base holds a file of ours with this event. */
function isInMerge(
  { base, defaultBranch, workflows, branch }: Facts,
  { event, atHead }: Filters,
): boolean {
  if (base === defaultBranch || workflows.onBase === null) return true
  return (
    (branch.isFix && atHead !== undefined) ||
    ours(workflows.onBase).some(({ workflow }) => workflow.events.has(event))
  )
}
