import { type Check, error, note, offline, warn, when } from '../check.ts'
import type { Facts, WorkflowFile } from '../facts.ts'
import { lookAtJobs } from '../our-jobs.ts'
import { baseName, ourFiles, readable } from '../ours.ts'
import { enumerate, forkName, word } from '../words.ts'

const missing: Check = {
  code: 'workflow-missing',
  level: 'error',
  what: "a workflow of the fork's calls the action",
  remedy: '`staging-pr init --layout push|dispatch|mirror`',
  look: (facts) =>
    when(
      ourFiles(facts).length === 0,
      error(
        `No workflow calls the action, neither here nor on ${facts.defaultBranch ?? 'the default branch'} of the fork, so nothing runs`,
        '`staging-pr init --layout dispatch` (or push, mirror: see "Which event fires" in the README), then commit and push it',
      ),
    ),
}

const unreadable: Check = {
  code: 'workflow-readable',
  level: 'error',
  what: 'our workflow files are valid YAML with events and jobs',
  remedy: 'correct the file',
  look: (facts) => {
    const faults = new Map(
      ourFiles(facts).flatMap(({ path, workflow }) =>
        typeof workflow === 'string' ? [[path, workflow] as const] : [],
      ),
    )
    return [...faults].map(([path, fault]) =>
      error(
        `${path} cannot be read (${fault}), and GitHub does not start it`,
        `correct it, or write it anew: \`staging-pr init --layout dispatch --force\``,
      ),
    )
  },
}

function paths(files: readonly WorkflowFile[]): readonly string[] {
  return [...new Set(files.map(({ path }) => path))]
}

const uncommitted: Check = {
  code: 'workflow-uncommitted',
  level: 'error',
  what: 'our workflow files are committed',
  remedy: '`git add … && git commit`',
  look: ({ workflows: { uncommitted: files } }) => {
    const names = paths(files)
    return when(
      names.length > 0,
      error(
        `${enumerate(names)} ${names.length === 1 ? 'is' : 'are'} not committed as in the work tree, and GitHub takes workflows from commits`,
        `\`git add ${names.map(word).join(' ')} && git commit -m "Add the staging PR workflow"\`, on the branch that the layout asks for`,
      ),
    )
  },
}

const unpushed: Check = {
  code: 'workflow-unpushed',
  level: 'error',
  what: 'our workflow files of the default branch are pushed',
  remedy: '`git push origin main`',
  look: ({ workflows, defaultBranch, clone }) => {
    const names = paths(workflows.unpushed)
    return when(
      names.length > 0,
      error(
        `${enumerate(names)} on ${defaultBranch ?? 'the default branch'} of this clone ${names.length === 1 ? 'is' : 'are'} not pushed to the fork as committed`,
        `\`git push ${clone.forkRemote ?? 'origin'} ${word(defaultBranch ?? 'main')}\``,
      ),
    )
  },
}

const disabled: Check = {
  code: 'workflow-disabled',
  level: 'error',
  what: 'our workflows are switched on in the fork',
  remedy: '`gh workflow enable NAME -R YOU/PROJECT`',
  look: (facts) => {
    if (facts.online === null) return offline
    const { workflows: states } = facts.online
    if (states.status === 'not-read') return { unchecked: states.why }
    return paths(ourFiles(facts)).flatMap((path) => {
      const state = states.value.get(path) ?? 'active'
      return state === 'active'
        ? []
        : [
            error(
              `${path} is switched off in the fork (${state}), so it never runs`,
              `\`gh workflow enable ${word(baseName(path))} -R ${forkName(facts)}\``,
            ),
          ]
    })
  },
}

const guard: Check = {
  code: 'workflow-guard',
  level: 'error',
  what: 'no `if:` of our jobs asks for another repository',
  remedy: 'take the condition out',
  look: (facts) =>
    lookAtJobs(facts, ({ file, job }) => {
      const asked = namedRepository(job.condition)
      return asked === null || isFork(facts, asked)
        ? []
        : [
            error(
              `${file.path}, job \`${job.id}\` runs in ${asked} alone (its \`if:\`), and not in ${forkName(facts)}`,
              'take that condition out',
            ),
          ]
    }),
}

/** A fork that is not known may be any. */
function isFork({ fork }: Facts, asked: string): boolean {
  if (fork === null) return true
  const names = [fork.owner, `${fork.owner}/${fork.name}`]
  return names.some((name) => name.toLowerCase() === asked.toLowerCase())
}

/** Repository or owner to which a condition compares its own. */
function namedRepository(condition: string | null): string | null {
  if (condition?.includes('||') === true) return null
  const found =
    /github\.repository(?:_owner)?\s{0,5}==\s{0,5}'([\w./-]{1,200})'/u.exec(
      condition ?? '',
    )
  return found?.[1] ?? null
}

const pinned: Check = {
  code: 'pinned',
  level: 'error',
  what: 'what our workflows use is pinned to a commit, or is a release of ours',
  remedy: '`uses: OWNER/NAME@COMMIT # VERSION`',
  look: (facts) => {
    const mustPin =
      facts.online?.actions.status === 'read' &&
      facts.online.actions.value.mustPin
    const moving = new Set(
      readable(ourFiles(facts)).flatMap(({ workflow }) =>
        workflow.jobs
          .flatMap((job) => [job.uses, ...job.steps.map(({ uses }) => uses)])
          .filter((uses) => uses !== null)
          .filter((uses) => isMoving(uses, mustPin)),
      ),
    )
    if (moving.size === 0) return []
    const names = enumerate([...moving])
    return [
      mustPin
        ? error(
            `The fork lets workflows use commits only, and ours use ${names}`,
            'name each by its commit: `uses: OWNER/NAME@COMMIT # VERSION`',
          )
        : note(
            `Our workflows use ${names}: whoever can move that tag or branch changes what runs beside your token`,
            'name each by its commit: `uses: OWNER/NAME@COMMIT # VERSION`',
          ),
    ]
  },
}

/** A version of ours is what `init` writes. */
function isMoving(uses: string, mustPin: boolean): boolean {
  const [path = '', ref = ''] = uses.split('@')
  if (path.startsWith('./') || path.startsWith('docker://')) return false
  if (/^[0-9a-f]{40}$/u.test(ref)) return false
  const isOurs = path.split('/')[1] === 'staging-pr'
  return mustPin || !(isOurs && /^v\d/u.test(ref))
}

const twice: Check = {
  code: 'workflow-twice',
  level: 'warn',
  what: 'one workflow stages a push, not two',
  remedy: '`git rm` the one that is not meant',
  look: (facts) => {
    const fired = readable(facts.workflows.onDefault ?? [])
      .filter(({ isOurs }) => isOurs)
      .filter(({ workflow }) => workflow.events.has('pull_request'))
    const pushed = readable(facts.workflows.head)
      .filter(({ isOurs }) => isOurs)
      .filter(({ workflow }) => workflow.events.has('push'))
    const [one] = pushed
    const [other] = fired
    return one === undefined || other === undefined
      ? []
      : [
          warn(
            `A push of the branch sets off \`push\` (${one.path}) and \`pull_request\` (${other.path} on ${facts.defaultBranch ?? 'the default branch'}), so every step runs twice`,
            one.path === other.path
              ? `take one of the two events out of ${one.path}`
              : `\`git rm ${word(one.path)}\` on the branch`,
          ),
        ]
  },
}

/** Our workflow files as files. */
export const workflowFileChecks: readonly Check[] = [
  missing,
  unreadable,
  uncommitted,
  unpushed,
  disabled,
  guard,
  twice,
  pinned,
]
