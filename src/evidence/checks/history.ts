import { finding, type Finding } from '../../finding.ts'
import type { BranchCommit } from '../../plan/plan.ts'
import { named } from './named.ts'

/** Gate `history`: the commits could go upstream as they are. One finding for each kind that could not. */
export function checkHistory(
  commits: readonly BranchCommit[],
  mergeBase: string,
): readonly Finding[] {
  return kinds.flatMap(({ rule, isOne, words, remedy }) => {
    const found = commits.filter(isOne)
    if (found.length === 0) return []
    const amount = `${found.length} ${found.length === 1 ? words[0] : words[1]}`
    return [
      finding({
        rule,
        severity: 'error',
        message: `The branch holds ${amount}: ${named(found.map(shortSha))}.`,
        remedy: remedy(mergeBase.slice(0, 12)),
      }),
    ]
  })
}

type Kind = {
  readonly rule: Finding['rule']
  readonly isOne: (commit: BranchCommit) => boolean
  /** Singular and plural. */
  readonly words: readonly [string, string]
  readonly remedy: (mergeBase: string) => string
}

const kinds: readonly Kind[] = [
  {
    rule: 'history/unfinished',
    isOne: (commit) => isUnfinished(subjectOf(commit)),
    words: ['fixup or WIP commit', 'fixup or WIP commits'],
    remedy: (base) => `Fold them in: \`git rebase -i --autosquash ${base}\`.`,
  },
  {
    rule: 'history/merge',
    isOne: ({ parents }) => parents.length > 1,
    words: ['merge', 'merges'],
    remedy: () =>
      'Rebase instead: `git rebase` onto the base of upstream leaves merges out.',
  },
  {
    rule: 'history/bookkeeping',
    isOne: (commit) => isBookkeeping(subjectOf(commit)),
    words: ["commit of chant's bookkeeping", "commits of chant's bookkeeping"],
    remedy: (base) =>
      `Leave them out of the upstream PR: \`git rebase -i ${base}\`, and drop them.`,
  },
]

/** Subjects are read as far as they are shown anywhere. UTF-16 units. */
const subjectCharacters = 500

function subjectOf({ message }: BranchCommit): string {
  const start = message.slice(0, subjectCharacters).trimStart()
  return start.split('\n', 1)[0]?.trim() ?? ''
}

function isUnfinished(subject: string): boolean {
  return /^(?:(?:fixup|squash|amend)! |[[(]?wip\b)/iu.test(subject)
}

const bookkeeping =
  /^chant\([^()]{1,200}\): (?:finalize|update (?:spec )?status|approve|reject)\b/iu

/** What chant commits by itself, beside any code. */
const records = /^chant: (?:record agent transcript|add spec|archive)\b/iu

function isBookkeeping(subject: string): boolean {
  return bookkeeping.test(subject) || records.test(subject)
}

function shortSha({ sha }: BranchCommit): string {
  return sha.slice(0, 7)
}
