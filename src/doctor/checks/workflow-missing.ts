import { matchesBranchPatterns } from '../../context/branch-patterns.ts'
import { defaultBranches } from '../../config/defaults.ts'
import {
  type Check,
  error,
  type Outcome,
  type Problem,
  warn,
} from '../check.ts'
import type { Facts } from '../facts.ts'
import { ourFiles } from '../ours.ts'
import { enumerate, forkPage, word } from '../words.ts'

type Elsewhere = Facts['workflows']['elsewhere']

const write =
  '`staging-pr init --layout dispatch` (or push, mirror: see "Which event fires" in the README), then commit and push it'

const missing: Check = {
  code: 'workflow-missing',
  level: 'error',
  what: "a workflow of the fork's calls the action",
  remedy: '`staging-pr init --layout push|dispatch|mirror`',
  look: (facts) => (ourFiles(facts).length > 0 ? [] : lookElsewhere(facts)),
}

/** The clone may take another branch for the default one than GitHub does. */
function lookElsewhere(facts: Facts): Outcome {
  const { elsewhere } = facts.workflows
  const told = toldDefault(facts)
  // That the clone does not know it is said by `default-branch`.
  if (elsewhere.some(({ branch }) => branch === told)) return []
  const patterns = facts.config.config?.branches.value ?? defaultBranches
  const homes = elsewhere.filter(
    ({ branch }) => !matchesBranchPatterns(branch, patterns),
  )
  if (told === null && homes.length > 0) return [perhapsHere(facts, homes)]
  const [other] = elsewhere
  return [other === undefined ? nowhere(facts) : onAnother(facts, other)]
}

/** The default branch as GitHub says it, or `null`. */
function toldDefault({ online }: Facts): string | null {
  return online?.repository.status === 'read'
    ? online.repository.value.defaultBranch
    : null
}

function taken({ defaultBranch }: Facts): string {
  return defaultBranch ?? 'the default branch'
}

function askAgain({ clone }: Facts): string {
  const remote = clone.forkRemote ?? 'origin'
  return `\`git fetch ${remote} && git remote set-head ${remote} --auto\``
}

function perhapsHere(facts: Facts, homes: Elsewhere): Problem {
  const places = enumerate(
    homes.slice(0, 3).map(({ branch, path }) => `${branch} (${path})`),
  )
  return warn(
    `No workflow calls the action here or on ${taken(facts)}, which this clone takes for the default branch; in the fork ${places} ${homes.length === 1 ? 'has' : 'have'} one`,
    `if that is the default branch now: ${askAgain(facts)}; if not, choose it on ${forkPage(facts, 'settings')}, or ${write}`,
  )
}

function onAnother(facts: Facts, { branch, path }: Elsewhere[number]): Problem {
  const ref = `${facts.clone.forkRemote ?? 'origin'}/${branch}`
  return error(
    `No workflow calls the action, neither here nor on ${taken(facts)} of the fork, so nothing runs; ${branch} has one`,
    `take it along: \`git checkout ${word(ref)} -- ${word(path)}\`, then commit and push it; or ${write}`,
  )
}

function nowhere(facts: Facts): Problem {
  const isSure = toldDefault(facts) === facts.defaultBranch
  return error(
    `No workflow calls the action, neither here nor on ${taken(facts)} of the fork, so nothing runs`,
    isSure
      ? write
      : `${write}; where ${taken(facts)} is not the default branch any more: ${askAgain(facts)}`,
  )
}

/** Whether there is a workflow at all. */
export const workflowMissingChecks: readonly Check[] = [missing]
