import { type Check, note, type Problem, warn } from '../check.ts'
import { passesBranch, typesOf } from '../events.ts'
import type { Facts, WorkflowFile } from '../facts.ts'
import { baseName, type ReadFile, readable } from '../ours.ts'
import { rightsOf, writesOf } from '../rights.ts'
import { enumerate, forkName, word } from '../words.ts'

/** A workflow of upstream's, and what sets it off in the fork. */
type SetOff = {
  readonly path: string
  readonly by: readonly string[]
  readonly isScheduled: boolean
  readonly writes: readonly string[]
}

const upstreamWorkflows: Check = {
  code: 'upstream-workflows',
  level: 'warn',
  what: "none of upstream's own workflows is set off in the fork",
  remedy: '`gh workflow disable NAME -R YOU/PROJECT`',
  look: (facts) => {
    const set = setOff(facts)
    const grave = set.filter(
      ({ isScheduled, writes }) => isScheduled || writes.length > 0,
    )
    const rest = set.filter((one) => !grave.includes(one))
    return [
      ...grave.map((one) => graveProblem(facts, one)),
      ...(rest.length > 0 ? [restProblem(facts, rest)] : []),
    ]
  },
}

function graveProblem(facts: Facts, one: SetOff): Problem {
  const rights =
    one.writes.length > 0
      ? ` with a token that may write ${enumerate(one.writes)}`
      : ''
  return warn(
    `Upstream's workflow ${one.path} is set off in your fork by ${enumerate(one.by)}${rights}`,
    `\`gh workflow disable ${word(baseName(one.path))} -R ${forkName(facts)}\``,
  )
}

/** Those that only read cost minutes and nothing else: one line for all of them. */
function restProblem(facts: Facts, rest: readonly SetOff[]): Problem {
  const names = rest.map(({ path }) => baseName(path))
  const by = [...new Set(rest.flatMap((one) => one.by))]
  const [only = ''] = names
  const command =
    names.length === 1
      ? `\`gh workflow disable ${word(only)} -R ${forkName(facts)}\``
      : `\`for w in ${names.map(word).join(' ')}; do gh workflow disable "$w" -R ${forkName(facts)}; done\``
  return note(
    `Upstream's ${enumerate(names)} ${names.length === 1 ? 'runs' : 'run'} in your fork too, set off by ${enumerate(by)}, with a token that only reads`,
    `leave ${names.length === 1 ? 'it' : 'them'} on, or ${command}`,
  )
}

function setOff(facts: Facts): readonly SetOff[] {
  const { head, onDefault, onBase } = facts.workflows
  const found = new Map<string, SetOff>()
  const look = (
    files: readonly WorkflowFile[],
    reasons: (file: ReadFile) => readonly string[],
  ): void => {
    for (const file of readable(files)) {
      if (file.isOurs || isOff(facts, file.path)) continue
      const by = reasons(file)
      if (by.length > 0) add(found, file, { facts, by })
    }
  }
  look(head, (file) => byPush(facts, file))
  look(onBase ?? head, (file) => byPullRequest(facts, file))
  look(onDefault ?? head, byDefaultBranch)
  return [...found.values()].sort((one, other) => weight(other) - weight(one))
}

function weight({ writes, isScheduled }: SetOff): number {
  return Number(writes.length > 0) * 2 + Number(isScheduled)
}

function add(
  found: Map<string, SetOff>,
  { path, workflow }: ReadFile,
  { facts, by }: { readonly facts: Facts; readonly by: readonly string[] },
): void {
  const known = found.get(path)
  const writes = workflow.jobs.flatMap((job) =>
    writesOf(rightsOf(facts, workflow, job)),
  )
  found.set(path, {
    path,
    by: [...new Set([...(known?.by ?? []), ...by])],
    isScheduled:
      (known?.isScheduled ?? false) || by.some((one) => one === schedule),
    writes: [...new Set([...(known?.writes ?? []), ...writes])],
  })
}

function isOff({ online }: Facts, path: string): boolean {
  if (online?.workflows.status !== 'read') return false
  return (online.workflows.value.get(path) ?? 'active') !== 'active'
}

const schedule = 'its schedule'

function byPush({ branch }: Facts, { workflow }: ReadFile): readonly string[] {
  const push = workflow.events.get('push')
  const isPushed =
    push !== undefined &&
    branch.name !== null &&
    branch.isFix &&
    passesBranch(push, branch.name)
  return [
    ...(isPushed ? ['a push of the fix branch'] : []),
    ...(workflow.events.has('create') ? ['the first push of a branch'] : []),
  ]
}

const raised: ReadonlySet<string> = new Set([
  'opened',
  'synchronize',
  'reopened',
])

function byPullRequest(
  { base }: Facts,
  { workflow }: ReadFile,
): readonly string[] {
  const filter = workflow.events.get('pull_request')
  if (filter === undefined || (base !== null && !passesBranch(filter, base))) {
    return []
  }
  return typesOf(filter).some((type) => raised.has(type))
    ? ['the staging PR (where it waits for your approval at first)']
    : []
}

function byDefaultBranch({
  workflow: { events },
}: ReadFile): readonly string[] {
  const target = events.get('pull_request_target')
  return [
    ...(target !== undefined && typesOf(target).some((type) => raised.has(type))
      ? ['a push to the staging PR']
      : []),
    ...(events.has('schedule') ? [schedule] : []),
    ...(events.has('workflow_run') ? ['the end of another workflow'] : []),
  ]
}

/** What else runs in the fork. */
export const upstreamWorkflowChecks: readonly Check[] = [upstreamWorkflows]
