import { sameName } from '../../context/resolve-context.ts'
import { fullName } from '../../context/run-context.ts'
import {
  type Check,
  error,
  note,
  type Outcome,
  type Problem,
  warn,
  when,
} from '../check.ts'
import type { Facts } from '../facts.ts'
import { forkName } from '../words.ts'

const origin: Check = {
  code: 'fork-remote',
  level: 'error',
  what: 'a remote is your fork, and not upstream itself',
  remedy: '`git remote set-url origin URL`',
  look: (facts) => {
    const { forkRemote, remotes } = facts.clone
    if (forkRemote === null) {
      return [
        error(
          'This clone has no remote, so there is no fork to push to',
          `\`git remote add origin ${facts.server.url}/YOU/PROJECT.git\``,
        ),
      ]
    }
    const elsewhere = pushedElsewhere(facts, forkRemote)
    if (elsewhere !== null) return [elsewhere]
    return when(
      isUpstream(facts, remotes.get(forkRemote)),
      error(
        `The remote ${forkRemote} is upstream itself: a push would go there, and not to your fork`,
        `\`git remote set-url ${forkRemote} ${facts.server.url}/YOU/${facts.fork?.name ?? 'PROJECT'}.git\``,
      ),
    )
  },
}

function isUpstream(
  { clone, fork, upstream }: Facts,
  url: string | undefined,
): boolean {
  const { upstreamRemote, remotes } = clone
  if (upstreamRemote === null) return false
  if (remotes.get(upstreamRemote) === url) return true
  return fork !== null && upstream !== null && sameName(fork, upstream)
}

function pushedElsewhere(
  { clone, fork }: Facts,
  remote: string,
): Problem | null {
  const target = clone.pushTargets.get(remote)
  if (target === undefined || fork === null || sameName(target, fork)) {
    return null
  }
  return error(
    `The remote ${remote} is fetched from ${fullName(fork)} and pushed to ${fullName(target)}, which is not your fork`,
    `\`git config --unset-all remote.${remote}.pushurl\``,
  )
}

const upstreamRemote: Check = {
  code: 'upstream-remote',
  level: 'note',
  what: 'a remote is upstream',
  remedy: '`git remote add upstream URL && git fetch upstream`',
  look: (facts) => {
    const { clone, online, server } = facts
    const parent =
      online?.repository.status === 'read'
        ? online.repository.value.parent
        : null
    const name = parent === null ? 'UPSTREAM/PROJECT' : fullName(parent)
    return when(
      clone.forkRemote !== null && clone.upstreamRemote === null,
      note(
        "No remote is upstream, so `verify` and `preview` compare with your fork's own base, which may be old",
        `\`git remote add upstream ${server.url}/${name}.git && git fetch upstream\``,
      ),
    )
  },
}

const ghDefault: Check = {
  code: 'gh-default',
  level: 'warn',
  what: '`gh` in this clone means the fork, and not upstream',
  remedy: '`gh repo set-default YOU/PROJECT`',
  look: (facts) => {
    const { forkRemote, upstreamRemote: upstream } = facts.clone
    if (forkRemote === null || upstream === null) return []
    return ghTarget(facts, forkRemote, upstream)
  },
}

function ghTarget(facts: Facts, fork: string, upstream: string): Outcome {
  const { ghResolved, hasGh } = facts.clone
  const isSetToUpstream = ghResolved.has(upstream)
  const isSet = isSetToUpstream || ghResolved.has(fork)
  // Where there is no `gh`, only a choice that one has made already says something.
  if (isSet ? !isSetToUpstream : !hasGh) return []
  const means =
    ghResolved.get(upstream) === 'base'
      ? 'is set to upstream'
      : 'takes the remote upstream before your fork where it cannot ask'
  return [
    warn(
      `\`gh\` ${means}, so \`gh pr create\` and \`gh workflow run\` without \`-R\` would aim at ${facts.upstream === null ? 'upstream' : fullName(facts.upstream)}`,
      `\`gh repo set-default ${forkName(facts)}\` (or \`git config remote.${fork}.gh-resolved base\`)`,
    ),
  ]
}

const shallow: Check = {
  code: 'clone-depth',
  level: 'warn',
  what: 'the clone has the whole history',
  remedy: '`git fetch --unshallow`',
  look: ({ clone }) =>
    when(
      clone.isShallow,
      warn(
        'This clone is shallow: the commit at which the fix left upstream may be missing, and `verify` and `preview` need it',
        `\`git fetch --unshallow ${clone.forkRemote ?? 'origin'}\``,
      ),
    ),
}

const credentials: Check = {
  code: 'stored-credentials',
  level: 'warn',
  what: "no credential stands in the clone's git configuration",
  remedy: '`git config --unset-all NAME`',
  look: ({ clone }) =>
    clone.credentials
      .map((key) => key.replace(/\/\/[^/@\s]{1,500}@/u, '//…@'))
      .map((name) =>
        warn(
          `The git configuration holds a credential (${name}), which every command that is run here can read`,
          name.startsWith('remote.')
            ? `\`git config ${name} URL-WITHOUT-PASSWORD\`, and let a credential helper keep it`
            : `\`git config --unset-all '${name}'\`; in a workflow \`persist-credentials: false\` at actions/checkout`,
        ),
      ),
}

/** Oldest git that all of the product works with, and oldest that can try a merge. */
const oldestGit = [2, 36] as const
const mergingGit = [2, 38] as const

const gitVersion: Check = {
  code: 'git-version',
  level: 'error',
  what: 'git is new enough',
  remedy: 'https://git-scm.com/downloads',
  look: ({ clone }) => {
    const { gitVersion: version } = clone
    if (version === null) return { unchecked: 'git does not say its version' }
    const where = 'install a newer one: https://git-scm.com/downloads'
    if (isOlder(version, oldestGit)) {
      return [
        error(`git ${version} is older than 2.36, which is needed`, where),
      ]
    }
    return when(
      isOlder(version, mergingGit),
      note(
        `git ${version} is older than 2.38, so whether the fix merges into upstream is not tried`,
        where,
      ),
    )
  },
}

const nodeVersion: Check = {
  code: 'node-version',
  level: 'error',
  what: 'Node is new enough',
  remedy: 'https://nodejs.org',
  look: ({ clone }) =>
    when(
      isOlder(clone.nodeVersion, [20, 0]),
      error(
        `Node ${clone.nodeVersion} is older than 20, which is needed`,
        'install a newer one: https://nodejs.org',
      ),
    ),
}

function isOlder(
  version: string,
  [major, minor]: readonly [number, number],
): boolean {
  const [first = 0, second = 0] = version.split('.').map(Number)
  return first < major || (first === major && second < minor)
}

/** Remotes, git, and what the clone holds. */
export const cloneChecks: readonly Check[] = [
  origin,
  upstreamRemote,
  ghDefault,
  shallow,
  credentials,
  gitVersion,
  nodeVersion,
]
