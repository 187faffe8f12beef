import { checkHistory } from '../evidence/checks/history.ts'
import type { BranchCommit } from '../plan/plan.ts'
import { isTestSupport } from '../plan/test-path.ts'
import { oneLine } from '../pull-request/cut.ts'
import { withoutReferences } from '../text/upstream-references.ts'
import { commitsForUpstream } from './own-messages.ts'

/** Longer subjects are no subjects. UTF-16 units. */
const mostCharacters = 200

/**
 * The subject of the one commit that changes code beside tests, documentation
 * and files for the fork alone, without references; `null` where there are
 * several such commits, or where it says nothing of the change.
 */
export function ownSubjectOf(
  commits: readonly BranchCommit[],
  forkOnly: readonly string[],
): string | null {
  const left = new Set(forkOnly)
  const changing = commitsForUpstream(commits, forkOnly).filter(({ changes }) =>
    changes.some(({ path }) => !left.has(path) && isCode(path)),
  )
  const [commit, ...others] = changing
  if (commit === undefined || others.length > 0) return null
  if (checkHistory([commit], commit.sha).length > 0) return null
  const [first = ''] = commit.message.trimStart().split('\n', 1)
  const subject = withoutNumbers(oneLine(first.slice(0, mostCharacters + 1)))
  return subject.length <= mostCharacters && isTelling(subject) ? subject : null
}

function isCode(path: string): boolean {
  return (
    !isTestSupport(path) &&
    !/(?:^|\/)docs?\/|\.(?:md|mdx|rst|adoc)$/iu.test(path)
  )
}

/** References in words, with what leads to them, and what stays; a tool's name for its spec. */
const taken: readonly (readonly [RegExp, string])[] = [
  [/^chant\([^()]{1,100}\): /iu, ''],
  [
    /^(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see|for):? (?:upstream )?(?:issue|bug|pull request|pr|discussion) \d{1,10}(?: of [\w.-]{1,100}\/[\w.-]{1,100})?$/iu,
    '',
  ],
  [
    /^(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see|for):? (?:upstream )?(?:issue|bug|pull request|pr|discussion) \d{1,10}(?: of [\w.-]{1,100}\/[\w.-]{1,100})?(?:\s?[:,–—-] ?|\s)/iu,
    'Fix: ',
  ],
  [
    / ?\((?:(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see|for):? )?(?:upstream )?(?:issue|bug|pull request|pr|discussion) \d{1,10}(?: of [\w.-]{1,100}\/[\w.-]{1,100})?\)/giu,
    '',
  ],
  [
    /[,;:]? (?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see|for):? (?:upstream )?(?:issue|bug|pull request|pr|discussion) \d{1,10}(?: of [\w.-]{1,100}\/[\w.-]{1,100})?$/iu,
    '',
  ],
  [/\.$/u, ''],
]

function withoutNumbers(subject: string): string {
  return taken
    .reduce(
      (text, [pattern, instead]) => text.replace(pattern, instead),
      withoutReferences(subject),
    )
    .trim()
}

/** `fix: ` and its like, as conventional commits begin. */
export const conventionalPrefix =
  /^(?:fix|feat|chore|docs|refactor|perf|test|tests|build|ci|style|revert)(?:\([^()]{1,60}\))?!?: ?/iu

const generic =
  /^(?:fix(?:e[sd]|ing)?|bug ?fix|hotfix|patch|updat(?:e|es|ed|ing)|chang(?:e|es|ed)|add(?:ed)?|ma[dk]e|work(?:ing)?|works|try|more|some|misc|minor|stuff|done|final|finish(?:ed)?|clean ?up|review|address|apply|save|checkpoint|progress|tmp|temp|todo|test|initial|first|commit|implement(?:ation)?|solution|solve|resolve[sd]?)(?: (?:it|this|that|the|a|all|bugs?|issues?|problems?|things?|stuff|code|tests?|again|more|up|work|works|changes?|fix(?:es)?|review|comments?|feedback|commit|suggestions?|files?|step|\d{1,10}))*[.!…]*$/iu

/** It says more than that something was done, and nothing of chant or of a merge. */
function isTelling(subject: string): boolean {
  const words = subject.replace(conventionalPrefix, '')
  return (
    /\S \S/u.test(words) &&
    !generic.test(words) &&
    !/^(?:merge|revert|by|in|for|with)\b/iu.test(words) &&
    !/^(?:update|create|add|delete|rename) \S+\.\w{1,5}$/iu.test(words) &&
    !/\bchant\b/iu.test(words)
  )
}
