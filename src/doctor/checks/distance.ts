import { type Check, error, noFixBranch, warn, when } from '../check.ts'
import type { Facts } from '../facts.ts'
import { count, forkName } from '../words.ts'

const base: Check = {
  code: 'base',
  level: 'error',
  what: 'the fork has the base of the staging PR',
  remedy: '`base:` in `.github/staging-pr.yml`',
  look: (facts) => {
    const { workflows } = facts
    if (workflows.onDefault === null) {
      return { unchecked: 'nothing of the fork was fetched yet' }
    }
    return when(
      facts.base !== null && workflows.onBase === null,
      error(
        `The fork has no branch ${facts.base ?? ''}, which the configuration names as the base of the staging PR`,
        `correct \`base:\` in ${facts.config.path}, or \`git fetch ${facts.clone.forkRemote ?? 'origin'}\` where it is new`,
      ),
    )
  },
}

const behind: Check = {
  code: 'base-behind',
  level: 'warn',
  what: "the fork's base has upstream's newest commits",
  remedy: '`gh repo sync YOU/PROJECT --branch main`',
  look: (facts) => {
    const distance = newestDistance(facts)
    if (distance === null) return { unchecked: 'no upstream to compare with' }
    const { base, upstreamBase } = facts
    return when(
      distance.behind > 0,
      warn(
        `${base ?? 'The base'} of the fork is ${count(distance.behind, 'commit')} behind ${upstreamBase ?? 'upstream'} of upstream: a branch that is cut from upstream would bring upstream's own commits into the staging PR, and then nothing is created`,
        syncCommand(facts, distance.ahead > 0),
      ),
    )
  },
}

/** GitHub's own comparison, else by the refs of the clone. */
function newestDistance(facts: Facts): {
  readonly behind: number
  readonly ahead: number
} | null {
  const comparison = facts.online?.comparison
  return comparison?.status === 'read' ? comparison.value : facts.distance
}

/** A base with a commit of its own is not fast-forwarded. */
function syncCommand(facts: Facts, hasOwn: boolean): string {
  const base = facts.base ?? 'main'
  const { forkRemote, upstreamRemote: remote } = facts.clone
  const sync = `\`gh repo sync ${forkName(facts)} --branch ${base}\``
  if (!hasOwn) return sync
  return `\`git switch ${base} && git fetch ${remote ?? 'upstream'} && git merge ${remote ?? 'upstream'}/${facts.upstreamBase ?? base} && git push ${forkRemote ?? 'origin'} ${base}\``
}

const foreign: Check = {
  code: 'upstream-commits',
  level: 'error',
  what: "the staging PR would hold no commits of upstream's own",
  remedy: '`gh repo sync YOU/PROJECT --branch main`',
  look: (facts) => {
    if (!facts.branch.isFix) return noFixBranch
    const { distance } = facts
    if (distance === null) return { unchecked: 'no upstream to compare with' }
    return when(
      distance.foreign > 0,
      error(
        `The branch was cut from a newer upstream than ${facts.base ?? 'the base'} of the fork: the staging PR would hold ${count(distance.foreign, 'commit')} of upstream's own and show on their pages there, so nothing is created`,
        syncCommand(facts, distance.ahead > 0),
      ),
    )
  },
}

/** How far fork and upstream are apart. */
export const distanceChecks: readonly Check[] = [base, behind, foreign]
