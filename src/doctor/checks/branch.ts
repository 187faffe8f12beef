import { matchesBranchPatterns } from '../../context/branch-patterns.ts'
import { defaultBranches } from '../../config/defaults.ts'
import {
  type Check,
  error,
  noFixBranch,
  note,
  type Outcome,
  type Problem,
  warn,
  when,
} from '../check.ts'
import type { Facts, PushTarget } from '../facts.ts'
import { count, word } from '../words.ts'

/** Looks at the fix branch, where one is checked out. */
function ofFix(facts: Facts, look: (name: string) => Outcome): Outcome {
  const { name, isFix } = facts.branch
  return name === null || !isFix ? noFixBranch : look(name)
}

const fixBranch: Check = {
  code: 'fix-branch',
  level: 'error',
  what: 'HEAD is on a branch',
  remedy: '`git switch fix/issue-1234`',
  look: ({ branch }) =>
    when(
      branch.name === null,
      error(
        'HEAD is detached, so there is no fix branch',
        '`git switch fix/issue-1234`',
      ),
    ),
}

const pattern: Check = {
  code: 'branch-pattern',
  level: 'error',
  what: 'the name of the fix branch matches `branches` of the configuration',
  remedy: '`git branch -m fix/issue-1234`, or `branches:`',
  look: (facts) =>
    ofFix(facts, (name) => {
      const patterns = facts.config.config?.branches.value ?? defaultBranches
      return when(
        !matchesBranchPatterns(name, patterns),
        error(
          `${name} matches no pattern of \`branches\` (${patterns.join(', ')}), so a run ends without doing anything`,
          `\`git branch -m fix/issue-1234\`, or add it to \`branches:\` in .github/staging-pr.yml`,
        ),
      )
    }),
}

const issue: Check = {
  code: 'branch-issue',
  level: 'warn',
  what: 'the number of the upstream issue is known, where commands use it',
  remedy: '`git branch -m fix/issue-1234`',
  look: (facts) =>
    ofFix(facts, (name) => {
      const steps = facts.config.config?.verify.value ?? []
      const users = steps.filter(({ run }) => run.includes('$ISSUE'))
      if (facts.branch.issue !== null) return []
      const message = `Neither ${name} nor its spec says the number of the upstream issue`
      const rename = `\`git branch -m ${word(`${name.split('/', 1)[0] ?? 'fix'}/issue-1234`)}\`, or the label \`issue-1234\` in the spec`
      const isAsked = users.some(({ origin }) => origin === 'configured')
      const problem: Problem = isAsked
        ? warn(
            `${message}, so ${users.map(({ id }) => `\`${id}\``).join(', ')} will be skipped`,
            rename,
          )
        : note(`${message}, so the body does not name it`, rename)
      return [problem]
    }),
}

const pushTarget: Check = {
  code: 'push-target',
  level: 'warn',
  what: 'a bare `git push` of the branch goes to the fork, and to a branch of its own',
  remedy:
    '`git push -u origin NAME`, or `git config branch.NAME.pushRemote origin`',
  look: (facts) =>
    ofFix(facts, (name) => {
      const { push } = facts.branch
      if (push === null) return []
      const where = strayOf(facts, push)
      return where === null
        ? []
        : [
            warn(
              `\`git push\` of ${name} goes to ${where}, and not to a branch of its own in your fork`,
              mendPush(facts, name, push),
            ),
          ]
    }),
}

/** Where a push goes astray, or `null`. */
function strayOf(facts: Facts, { remote, branch }: PushTarget): string | null {
  const { remotes, upstreamRemote } = facts.clone
  const upstream =
    upstreamRemote === null ? undefined : remotes.get(upstreamRemote)
  if (upstream !== undefined && (remotes.get(remote) ?? remote) === upstream) {
    return `${branch === null ? 'upstream' : `${branch} of upstream`} (the remote ${remote})`
  }
  const isShared =
    branch !== null && [facts.defaultBranch, facts.base].includes(branch)
  return isShared ? `${branch} (the remote ${remote})` : null
}

function mendPush(facts: Facts, name: string, { isSet }: PushTarget): string {
  const fork = facts.clone.forkRemote ?? 'origin'
  return isSet
    ? `\`git config branch.${word(name)}.pushRemote ${fork}\``
    : `\`git push -u ${fork} ${word(name)}\`, after which a bare \`git push\` goes there too`
}

const messages: Check = {
  code: 'commit-messages',
  level: 'warn',
  what: 'no commit message of the branch refers to an upstream thread',
  remedy: '`git rebase -i`, before the first push',
  look: (facts) =>
    ofFix(facts, () => {
      const { referring } = facts.branch
      const [first = ''] = referring
      return when(
        referring.length > 0,
        warn(
          `${count(referring.length, 'commit message')} of the branch (${referring
            .slice(0, 3)
            .map((sha) => sha.slice(0, 7))
            .join(
              ', ',
            )}) name an issue or pull request by number or address: pushed, that puts an event on the thread upstream which cannot be taken back`,
          `reword before you push: \`git rebase -i ${first.slice(0, 12)}~1\` (what is pushed already stays upstream)`,
        ),
      )
    }),
}

/** The fix branch itself. */
export const branchChecks: readonly Check[] = [
  fixBranch,
  pattern,
  issue,
  pushTarget,
  messages,
]
