import { finding, type Finding } from '../../finding.ts'
import type { BranchCommit } from '../../plan/plan.ts'
import { firstCharacters } from '../../text/truncate.ts'
import {
  refersUpstream,
  withoutReferences,
} from '../../text/upstream-references.ts'
import { named } from './named.ts'

/** Messages are looked at as far as this. UTF-16 units. */
const messageCharacters = 20_000

/** Lines that are shown in other words. */
const shownLines = 3

/**
 * Commit messages that refer to an issue by number or address: GitHub writes
 * that on upstream's thread when the commit is pushed to the fork, once for each
 * new SHA. It has happened when this runs; the next push can be spared.
 */
export function checkCommitMessages(
  commits: readonly BranchCommit[],
  mergeBase: string,
): readonly Finding[] {
  const meant = commits.filter(({ message }) =>
    refersUpstream(message.slice(0, messageCharacters)),
  )
  if (meant.length === 0) return []
  const shas = named(meant.map(({ sha }) => sha.slice(0, 7)))
  const [refers, is] =
    meant.length === 1
      ? ['The message of', 'refers']
      : ['The messages of', 'refer']
  return [
    finding({
      rule: 'commits/upstream-reference',
      severity: 'warn',
      message: `${refers} ${shas} ${is} to an issue by its number: GitHub says so on upstream's thread at each push of a new version.`,
      remedy: `Reword before the next push (\`git rebase -i ${mergeBase.slice(0, 12)}\`): ${rewordings(meant)}. What is written there already stays. \`staging-pr init --hooks\` keeps it from happening again.`,
    }),
  ]
}

function rewordings(commits: readonly BranchCommit[]): string {
  const lines = commits
    .flatMap(({ message }) =>
      message.slice(0, messageCharacters).split('\n').filter(refersUpstream),
    )
    .map((line) => `“${shown(withoutReferences(line).trim())}”`)
  return [...new Set(lines)].slice(0, shownLines).join(', ')
}

function shown(line: string): string {
  return line.length <= 120 ? line : `${firstCharacters(line, 120)}…`
}
