import { type Check, error, warn } from '../check.ts'
import { typesOf } from '../events.ts'
import type { Facts } from '../facts.ts'
import { ourJobs, unique } from '../our-jobs.ts'
import { ourFiles, readable } from '../ours.ts'
import { type Way, waysOf } from '../ways.ts'
import { forkName } from '../words.ts'

/** Events that bring about a run for a branch that has no staging PR yet. */
const firstEvents: ReadonlySet<string> = new Set([
  'push',
  'workflow_dispatch',
  'schedule',
  'repository_dispatch',
])

const reachable: Check = {
  code: 'trigger',
  level: 'error',
  what: 'an event can set off a run for the fix branch, from where the file lies',
  remedy: '`staging-pr init --layout …`',
  look: (facts) => {
    const ways = waysOf(facts)
    if (ways.length === 0) return { unchecked: 'no workflow' }
    const firing = ways.filter(({ hindrance }) => hindrance === null)
    if (firing.some(({ event }) => firstEvents.has(event))) return []
    const [hindered] = ways.filter(
      ({ event, hindrance }) => firstEvents.has(event) && hindrance !== null,
    )
    const why = hindered ?? ways.find(({ hindrance }) => hindrance !== null)
    const message =
      why === undefined
        ? `Nothing sets off the first run of a branch: ${names(firing)} fires only once there is a staging PR`
        : `No event sets off the first run of ${facts.branch.name ?? 'the branch'}: ${why.hindrance ?? ''}`
    return [error(message, mendOf(facts, why))]
  },
}

function names(ways: readonly Way[]): string {
  return [...new Set(ways.map(({ event }) => `\`${event}\``))].join(', ')
}

function mendOf(facts: Facts, way: Way | undefined): string {
  const dispatch =
    '`staging-pr init --layout dispatch`, committed on the default branch of the fork'
  if (way === undefined)
    return `add \`workflow_dispatch\` with the input \`branch\`: ${dispatch}`
  if (way.event !== 'push') {
    return `commit ${way.path} on ${facts.defaultBranch ?? 'the default branch'} and push it; to have it on the fix branch: \`staging-pr init --layout push\``
  }
  return way.filter.branches !== null || way.filter.branchesIgnore !== null
    ? `add the branch to \`branches:\` under \`push:\` in ${way.path} (\`['fix/**', 'chant/**']\`), or ${dispatch}`
    : `commit ${way.path} on the fix branch, or ${dispatch}`
}

/** A dispatch beside a push on the fix branch is what `init` writes: it works as soon as the file is on the default branch. */
const never: Check = {
  code: 'trigger-never-fires',
  level: 'warn',
  what: 'no event of our workflows is one that can never fire in this layout',
  remedy: 'take the event out, or move the file',
  look: (facts) => {
    const ways = waysOf(facts)
    const isStaged = ways.some(
      ({ event, hindrance }) => hindrance === null && firstEvents.has(event),
    )
    if (!isStaged) return []
    const hindered = ways.filter(
      ({ event, hindrance }) =>
        hindrance !== null && event !== 'workflow_dispatch',
    )
    return hindered.map(({ path, event, hindrance }) =>
      warn(
        `${path}: \`${event}\` never fires here, since ${hindrance ?? ''}`,
        mirrorMend(facts, event) ??
          `take \`${event}\` out of ${path}, or put the file where it fires ("Which event fires" in the README)`,
      ),
    )
  },
}

function mirrorMend(facts: Facts, event: string): string | null {
  return event.startsWith('pull_request') && facts.base !== facts.defaultBranch
    ? '`staging-pr init --layout mirror --force` writes the second file that dispatches on each push'
    : null
}

const opened: Check = {
  code: 'pull-request-opened',
  level: 'warn',
  what: '`pull_request` is of types `synchronize, reopened`',
  remedy: '`types: [synchronize, reopened]`',
  look: (facts) =>
    unique(
      readable(ourFiles(facts)).flatMap(({ path, workflow }) => {
        const filter = workflow.events.get('pull_request')
        return filter !== undefined && typesOf(filter).includes('opened')
          ? [
              warn(
                `${path}: \`pull_request\` fires on \`opened\` too, and that run waits for an approval on the staging PR that the action itself opened`,
                'write `types: [synchronize, reopened]` under `pull_request:`',
              ),
            ]
          : []
      }),
    ),
}

const byPaths: Check = {
  code: 'trigger-paths',
  level: 'warn',
  what: 'our workflows fire whatever files a push changes',
  remedy: 'take `paths:` out',
  look: (facts) =>
    unique(
      readable(ourFiles(facts)).flatMap(({ path, workflow: { events } }) =>
        ['push', 'pull_request'].flatMap((event) =>
          (events.get(event)?.paths ?? null) === null
            ? []
            : [
                warn(
                  `${path}: \`${event}\` fires for some paths only, so a push that changes others leaves the staging PR as it was`,
                  `take \`paths\` out under \`${event}:\``,
                ),
              ],
        ),
      ),
    ),
}

const both: Check = {
  code: 'trigger-twice',
  level: 'warn',
  what: '`push` and `pull_request` do not stand in one workflow',
  remedy: 'take one of them out',
  look: (facts) =>
    unique(
      readable(ourFiles(facts)).flatMap(({ path, workflow: { events } }) =>
        events.has('push') && events.has('pull_request')
          ? [
              warn(
                `${path} fires on \`push\` and on \`pull_request\`: every push to a staging PR runs everything twice`,
                'take one of the two out',
              ),
            ]
          : [],
      ),
    ),
}

/** Events on which the action refuses to run commands of the project. */
const unsafeEvents = ['pull_request_target', 'workflow_run', 'issue_comment']

const unsafe: Check = {
  code: 'trigger-unsafe',
  level: 'error',
  what: 'the action is not called on an event that holds the secrets of the default branch',
  remedy: '`staging-pr init --layout mirror`',
  look: (facts) =>
    unique(
      ourJobs(facts).flatMap(({ file }) =>
        unsafeEvents
          .filter((event) => file.workflow.events.has(event))
          .map((event) =>
            error(
              `${file.path} calls the action on \`${event}\`, where it refuses to run: that event holds a write token and the secrets of the default branch`,
              '`staging-pr init --layout mirror --force` writes a file for that event which only dispatches',
            ),
          ),
      ),
    ),
}

const dispatchInput: Check = {
  code: 'dispatch-branch',
  level: 'error',
  what: '`workflow_dispatch` has the input `branch`, unless it is a sweep',
  remedy: '`inputs: { branch: … }`',
  look: (facts) =>
    unique(
      ourJobs(facts).flatMap(({ file: { path, workflow } }) => {
        const filter = workflow.events.get('workflow_dispatch')
        const isSweep = workflow.events.has('schedule')
        return filter === undefined ||
          isSweep ||
          filter.inputs.includes('branch')
          ? []
          : [
              error(
                `${path}: \`workflow_dispatch\` has no input \`branch\`, so a dispatch stages the branch that it is started on and \`gh workflow run ${path.slice(path.lastIndexOf('/') + 1)} -R ${forkName(facts)} -f branch=…\` is refused`,
                'add `inputs: { branch: { description: Fix branch to stage, required: true } }` under `workflow_dispatch:`',
              ),
            ]
      }),
    ),
}

const dispatcher: Check = {
  code: 'dispatch-target',
  level: 'error',
  what: 'the job that dispatches the workflow may do so',
  remedy: '`permissions: { actions: write }`',
  look: (facts) =>
    unique(
      readable(ourFiles(facts)).flatMap(({ path, workflow }) =>
        workflow.jobs
          .filter((job) =>
            job.steps.some(({ run }) => run?.includes('/dispatches') === true),
          )
          .flatMap((job) => {
            const given = job.permissions ?? workflow.permissions
            const may =
              given?.all === 'write' || given?.named.get('actions') === 'write'
            return may
              ? []
              : [
                  error(
                    `${path}, job \`${job.id}\` dispatches a workflow and lacks \`actions: write\`, so GitHub refuses it`,
                    'add `actions: write` under `permissions:` of the job',
                  ),
                ]
          }),
      ),
    ),
}

/** What sets off our workflows. */
export const triggerChecks: readonly Check[] = [
  reachable,
  never,
  opened,
  byPaths,
  both,
  unsafe,
  dispatchInput,
  dispatcher,
]
