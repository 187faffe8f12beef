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
import type { Facts } from '../facts.ts'
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
  what: 'a bare `git push` of the branch goes to the fork',
  remedy: '`git config branch.NAME.pushRemote origin`',
  look: (facts) =>
    ofFix(facts, (name) => {
      const { pushRemote } = facts.branch
      const { upstreamRemote, forkRemote } = facts.clone
      return when(
        pushRemote !== null && pushRemote === upstreamRemote,
        warn(
          `\`git push\` of ${name} goes to upstream (the remote ${pushRemote ?? ''}), and not to your fork`,
          `\`git config branch.${word(name)}.pushRemote ${forkRemote ?? 'origin'}\``,
        ),
      )
    }),
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

const hooks: Check = {
  code: 'hooks',
  level: 'note',
  what: 'the commit-msg hook is installed, where messages refer to upstream',
  remedy: '`staging-pr init --hooks`',
  look: ({ branch, clone }) =>
    when(
      branch.referring.length > 0 && !clone.hasHook,
      note(
        'The hook that keeps such messages from being committed is not installed',
        '`staging-pr init --hooks`',
      ),
    ),
}

/** The fix branch itself. */
export const branchChecks: readonly Check[] = [
  fixBranch,
  pattern,
  issue,
  pushTarget,
  messages,
  hooks,
]
