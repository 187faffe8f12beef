import { type Check, error, offline, when } from '../check.ts'
import type { Facts, WorkflowFile } from '../facts.ts'
import { lookAtJobs } from '../our-jobs.ts'
import { baseName, ourFiles } from '../ours.ts'
import { enumerate, forkName, word } from '../words.ts'

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

/** Our workflow files as files. */
export const workflowFileChecks: readonly Check[] = [
  unreadable,
  uncommitted,
  unpushed,
  disabled,
  guard,
]
