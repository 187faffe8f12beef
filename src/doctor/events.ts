import picomatch from 'picomatch'
import type { EventFilter } from './workflow.ts'

/** Whether a push or pull request of this branch passes the filters (docs.github.com, "Workflow syntax", `on.<push|pull_request>.<branches>`). */
export function passesBranch(filter: EventFilter, branch: string): boolean {
  const { branches, branchesIgnore, tags } = filter
  if (branches !== null) return matchesInOrder(branches, branch)
  if (branchesIgnore !== null) return !matchesInOrder(branchesIgnore, branch)
  return tags === null
}

/** The last pattern that matches decides; a leading `!` takes out again. */
function matchesInOrder(patterns: readonly string[], branch: string): boolean {
  return patterns.reduce((matched, pattern) => {
    const isExclusion = pattern.startsWith('!')
    const plain = isExclusion ? pattern.slice(1) : pattern
    return matchesPattern(plain, branch) ? !isExclusion : matched
  }, false)
}

/** GitHub's `**` takes any text, also beside other text. */
function matchesPattern(pattern: string, branch: string): boolean {
  const stem = pattern.replace(/\*\*$/u, '')
  if (stem !== pattern && !/[*?+[\]!]/u.test(stem)) {
    return branch.startsWith(stem)
  }
  return (
    pattern.length <= 250 && picomatch.isMatch(branch, pattern, { dot: true })
  )
}

/** Types of `pull_request` and `pull_request_target` where a workflow names none. */
const usualTypes = ['opened', 'synchronize', 'reopened'] as const

/** Activity types of a pull request that fire. */
export function typesOf({ types }: EventFilter): readonly string[] {
  return types ?? usualTypes
}
