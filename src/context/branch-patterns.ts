import picomatch from 'picomatch'

/** Whether a branch is a fix branch by the configured patterns; a leading `!` excludes. */
export function matchesBranchPatterns(
  branch: string,
  patterns: readonly string[],
): boolean {
  const included = patterns.filter((pattern) => !pattern.startsWith('!'))
  const excluded = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => pattern.slice(1))
  const matches = (pattern: string): boolean =>
    picomatch.isMatch(branch, pattern, { dot: true })
  return included.some(matches) && !excluded.some(matches)
}
