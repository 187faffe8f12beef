import { fullName } from '../../context/run-context.ts'
import { sameName } from '../../context/resolve-context.ts'
import {
  type Check,
  error,
  offline,
  type Outcome,
  type Problem,
  warn,
  when,
} from '../check.ts'
import type { Facts, RepositorySettings } from '../facts.ts'
import { online } from '../online.ts'
import { ourJobs } from '../our-jobs.ts'
import { forkName, forkPage } from '../words.ts'

function ofRepository(
  facts: Facts,
  look: (settings: RepositorySettings) => Outcome,
): Outcome {
  return online(facts, ({ repository }) => repository, look)
}

const token: Check = {
  code: 'token',
  level: 'error',
  what: 'GitHub takes `GITHUB_TOKEN`, and it sees the fork',
  remedy: '`GITHUB_TOKEN=$(gh auth token) staging-pr doctor --online`',
  look: (facts) => {
    if (facts.online === null) return offline
    const { repository, tokenKind } = facts.online
    const again = '`GITHUB_TOKEN=$(gh auth token) staging-pr doctor --online`'
    if (repository.status === 'read') {
      return when(
        repository.value.mayPush === false && tokenKind !== 'of a workflow',
        warn(
          `The token (${tokenKind}) may not push to ${forkName(facts)}, so it is not of its owner and several settings stay unseen`,
          `take your own: ${again}`,
        ),
      )
    }
    if (repository.code === 401) {
      return [
        error(
          `GitHub does not accept the token (${tokenKind}): nothing online could be checked`,
          again,
        ),
      ]
    }
    return repository.code === 404
      ? [
          error(
            `The token (${tokenKind}) finds no ${forkName(facts)}: the fork is private to it, or was renamed or deleted`,
            `look at ${forkPage(facts, '')} and correct the remote, or take your own token: ${again}`,
          ),
        ]
      : { unchecked: repository.why }
  },
}

const fork: Check = {
  code: 'fork',
  level: 'error',
  what: 'the repository is a fork, and is not archived',
  remedy: '`gh repo fork`, or the input `upstream: owner/name`',
  look: (facts) =>
    ofRepository(facts, ({ isFork, isArchived }) => [
      ...(isFork || namesUpstream(facts)
        ? []
        : [
            error(
              `${forkName(facts)} is not a fork, and the action refuses to work there`,
              `push to your fork instead (\`gh repo fork ${forkName(facts)} --remote\`), or name the original where this repository stands for one: \`with: { upstream: owner/name }\``,
            ),
          ]),
      ...(isArchived
        ? [
            error(
              `${forkName(facts)} is archived, so nothing can be written and no workflow runs`,
              forkPage(facts, 'settings'),
            ),
          ]
        : []),
    ]),
}

function namesUpstream(facts: Facts): boolean {
  const { config } = facts.config
  return (
    (config !== null && config.upstream !== null) ||
    ourJobs(facts).some(({ job }) =>
      [job, ...job.steps].some((part) => part.with.has('upstream')),
    )
  )
}

const parent: Check = {
  code: 'upstream-parent',
  level: 'warn',
  what: "the remote of upstream is the fork's parent",
  remedy: '`git remote set-url upstream URL`',
  look: (facts) =>
    ofRepository(facts, ({ parent: found }) => {
      const { upstream, clone, server } = facts
      const isOther =
        found !== null && upstream !== null && !sameName(found, upstream)
      if (!isOther || namesUpstream(facts)) return []
      const remote = clone.upstreamRemote ?? 'upstream'
      return [
        warn(
          `The remote ${remote} is ${fullName(upstream)}, but the fork's parent is ${fullName(found)}: here and in the fork different commits are compared`,
          `\`git remote set-url ${remote} ${server.url}/${fullName(found)}.git\``,
        ),
      ]
    }),
}

const defaultBranch: Check = {
  code: 'default-branch',
  level: 'warn',
  what: "the clone knows the fork's default branch",
  remedy: '`git remote set-head origin --auto`',
  look: (facts) =>
    ofRepository(facts, ({ defaultBranch: found }) =>
      when(
        found !== null && found !== facts.defaultBranch,
        warn(
          `The fork's default branch is ${found ?? ''}, and this clone takes it for ${facts.defaultBranch ?? 'unknown'}: what is said here of the workflow there is about another branch`,
          `\`git fetch ${facts.clone.forkRemote ?? 'origin'} && git remote set-head ${facts.clone.forkRemote ?? 'origin'} --auto\``,
        ),
      ),
    ),
}

const pullRequests: Check = {
  code: 'pull-requests-enabled',
  level: 'error',
  what: 'pull requests are switched on in the fork',
  remedy: 'Settings → General → Features → Pull requests',
  look: (facts) =>
    ofRepository(facts, ({ hasPullRequests }) =>
      when(
        !hasPullRequests,
        error(
          'Pull requests are switched off in the fork, so there can be no staging PR',
          `Settings → General → Features → Pull requests: ${forkPage(facts, 'settings')}`,
        ),
      ),
    ),
}

const squash: Check = {
  code: 'squash-description',
  level: 'warn',
  what: "merging in the fork does not take the pull request's description into the commit message",
  remedy: 'Settings → General → Pull Requests → default commit message',
  look: (facts) =>
    ofRepository(facts, ({ squashMessage, mergeMessage }) => {
      if (squashMessage === null && mergeMessage === null) {
        return { unchecked: 'GitHub shows this setting to owners only' }
      }
      const ways = [
        ...(squashMessage === 'PR_BODY' ? ['squash'] : []),
        ...(mergeMessage === 'PR_BODY' ? ['merge'] : []),
      ]
      return ways.map((way): Problem =>
        warn(
          `A ${way} in the fork takes the description of the pull request as its commit message: the whole body of the staging PR would go into the history that you push upstream`,
          `Settings → General → Pull Requests → "Default commit message" or "Default to pull request title": ${forkPage(facts, 'settings')}`,
        ),
      )
    }),
}

/** The fork's settings, as GitHub tells them. */
export const forkChecks: readonly Check[] = [
  token,
  fork,
  parent,
  defaultBranch,
  pullRequests,
  squash,
]
