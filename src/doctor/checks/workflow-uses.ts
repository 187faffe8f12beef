import { type Check, error, note, type Problem, warn } from '../check.ts'
import { passesBranch } from '../events.ts'
import type { Facts, WorkflowFile } from '../facts.ts'
import { unique } from '../our-jobs.ts'
import {
  callsUs,
  isOurAction,
  ourFiles,
  type ReadFile,
  readable,
  handsOver,
} from '../ours.ts'
import { enumerate, word } from '../words.ts'

/** Account that `init` writes where it does not know who publishes the action. */
const unknownOwner = 'OWNER'

const placeholder: Check = {
  code: 'placeholder',
  level: 'error',
  what: 'our workflows name the account that publishes the action, where `init` could only write `OWNER`',
  remedy: '`uses: ACCOUNT/staging-pr@COMMIT # VERSION`',
  look: (facts) =>
    unique(
      readable(ourFiles(facts)).flatMap(({ path, workflow }) =>
        workflow.jobs
          .flatMap((job) => [job.uses, ...job.steps.map(({ uses }) => uses)])
          .filter((uses) => uses !== null)
          .filter((uses) => uses.startsWith(`${unknownOwner}/`))
          .map((uses) =>
            error(
              `${path} has \`uses: ${uses}\`, where OWNER is a placeholder: GitHub finds no such action, so no run can start`,
              `in ${path}, write ${insteadOf(facts, uses)}`,
            ),
          ),
      ),
    ),
}

/** The line that is right, as far as this copy of the command line knows where it comes from. */
function insteadOf({ release }: Facts, uses: string): string {
  const [path = '', ref = ''] = uses.split('@')
  const inside = path.slice(unknownOwner.length)
  const action = `/${(release?.repository ?? 'ACCOUNT/staging-pr').split('/')[1] ?? ''}`
  if (release === null || !inside.startsWith(action)) {
    return `\`uses: ACCOUNT${inside}@${ref}\` with the account that publishes it for ACCOUNT`
  }
  const name = `${release.repository}${inside.slice(action.length)}`
  return `\`uses: ${name}@${release.ref} # ${release.note}\``
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
  look: (facts) => [...sameEvent(facts), ...twoEvents(facts)],
}

function stages({ workflow }: ReadFile): boolean {
  if (handsOver(workflow)) return false
  return workflow.jobs.some(
    (job) => callsUs(job) || job.steps.some(({ uses }) => isOurAction(uses)),
  )
}

/** Our files that a push of the fix branch sets off, by what would be pushed. */
function setOffByPush({ workflows, branch }: Facts): readonly ReadFile[] {
  const name = branch.isFix ? branch.name : null
  return staging([...workflows.head, ...workflows.uncommitted]).filter(
    ({ workflow }) => {
      const push = workflow.events.get('push')
      return push !== undefined && passesBranch(push, name ?? 'fix/issue-1234')
    },
  )
}

/** Our files of the default branch that a push to a staging PR sets off. */
function setOffByPullRequest({ workflows }: Facts): readonly ReadFile[] {
  return staging(workflows.onDefault ?? []).filter(({ workflow }) =>
    workflow.events.has('pull_request'),
  )
}

/** One of each path: what is about to be committed wins. */
function staging(files: readonly WorkflowFile[]): readonly ReadFile[] {
  const byPath = new Map(readable(files).map((file) => [file.path, file]))
  return [...byPath.values()].filter(stages)
}

function sameEvent(facts: Facts): readonly Problem[] {
  const events = [
    { event: 'push', files: setOffByPush(facts) },
    { event: 'pull_request', files: setOffByPullRequest(facts) },
  ]
  return events.flatMap(({ event, files }) => {
    const [kept, ...others] = files.map(({ path }) => path).toSorted()
    return kept === undefined || others.length === 0
      ? []
      : [
          warn(
            `A push of the branch sets off ${enumerate([kept, ...others])}, each by \`${event}\`: every step runs ${others.length === 1 ? 'twice' : `${others.length + 1} times`}, and the runs write the same staging PR`,
            `keep one: \`git rm ${others.map(word).join(' ')}\``,
          ),
        ]
  })
}

function twoEvents(facts: Facts): readonly Problem[] {
  const [one] = setOffByPush(facts)
  const [other] = setOffByPullRequest(facts)
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
}

/** What our workflow files use, and how often. */
export const workflowUsesChecks: readonly Check[] = [placeholder, twice, pinned]
