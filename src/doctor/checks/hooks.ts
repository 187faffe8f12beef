import { type Check, note, type Problem, warn } from '../check.ts'
import type { Facts, HookFacts } from '../facts.ts'
import { enumerate } from '../words.ts'

const hooks: Check = {
  code: 'hooks',
  level: 'warn',
  what: 'git runs the hooks that `init --hooks` installed, and they are there where messages refer to upstream',
  remedy: '`staging-pr init --hooks`',
  look: (facts) => {
    const { installed, elsewhere } = facts.clone.hooks
    if (elsewhere !== null) return bypassed(facts.clone.hooks, elsewhere)
    return installed.length === 0
      ? notInstalled(facts)
      : halfInstalled(facts.clone.hooks)
  },
}

/** Hooks of another folder are their owner's matter where ours were never installed. */
function bypassed(
  { installed, called }: HookFacts,
  elsewhere: string,
): readonly Problem[] {
  const silent = installed.filter((name) => !called.includes(name))
  return silent.length === 0
    ? []
    : [
        warn(
          `git does not run the ${nounOf(silent)} that \`init --hooks\` installed: it looks for hooks in ${elsewhere} (\`core.hooksPath\`)`,
          'call them from there (`staging-pr init --hooks --print` shows both), or let git look in the clone again: `git config --unset core.hooksPath` (`--global` where it is set for you)',
        ),
      ]
}

function halfInstalled({
  installed,
  notExecutable,
}: HookFacts): readonly Problem[] {
  const absent = all.filter((name) => !installed.includes(name))
  const again = '`staging-pr init --hooks`'
  return [
    ...(notExecutable.length === 0
      ? []
      : [
          warn(
            `git does not run the ${nounOf(notExecutable)} that \`init --hooks\` installed, since ${notExecutable.length === 1 ? 'it is no executable file' : 'they are no executable files'}`,
            again,
          ),
        ]),
    ...(absent.length === 0
      ? []
      : [
          note(
            `Of the hooks that keep an unfit push from happening, ${enumerate(absent)} is not installed`,
            again,
          ),
        ]),
  ]
}

const all = ['commit-msg', 'pre-push'] as const

function nounOf(names: readonly string[]): string {
  return `${names.length === 1 ? 'hook' : 'hooks'} ${enumerate(names)}`
}

function notInstalled({ branch }: Facts): readonly Problem[] {
  return branch.referring.length === 0
    ? []
    : [
        note(
          'The hook that keeps such messages from being committed is not installed',
          '`staging-pr init --hooks`',
        ),
      ]
}

/** The git hooks of the clone. */
export const hookChecks: readonly Check[] = [hooks]
