import { finding, type Finding } from '../../finding.ts'
import type { BranchCommit } from '../../plan/plan.ts'
import type { Spec } from '../../spec/spec.ts'
import { named } from './named.ts'

/**
 * Gate `commits`: what the spec lists under `commits` is in the branch. One
 * note for entries that are no SHA, one for commits that are elsewhere; never
 * more than a note, since a rebase alone changes every SHA.
 */
export function checkCommits(
  spec: Spec,
  commits: readonly BranchCommit[],
): readonly Finding[] {
  const given = spec.commits.map((entry) => entry.trim().toLowerCase())
  const words = given.filter((entry) => !isSha(entry))
  const away = given.filter((entry) => isSha(entry) && !isIn(entry, commits))
  return [
    ...note(spec, words, {
      rule: 'commits/no-sha',
      one: 'is no commit SHA',
      many: 'are no commit SHAs',
      remedy: 'chant writes them when it finalizes the spec.',
    }),
    // A branch whose commits are not known holds none that could be missed.
    ...note(spec, commits.length === 0 ? [] : away, {
      rule: 'commits/elsewhere',
      one: 'is no commit of this branch (rebased?)',
      many: 'are no commits of this branch (rebased?)',
      remedy: 'Update `commits` in the spec, or leave it out.',
    }),
  ]
}

function isSha(entry: string): boolean {
  return /^[0-9a-f]{7,64}$/u.test(entry)
}

function isIn(entry: string, commits: readonly BranchCommit[]): boolean {
  return commits.some(({ sha }) => sha.startsWith(entry))
}

type Words = {
  readonly rule: Finding['rule']
  readonly one: string
  readonly many: string
  readonly remedy: string
}

function note(
  { path }: Spec,
  entries: readonly string[],
  { rule, one, many, remedy }: Words,
): readonly Finding[] {
  if (entries.length === 0) return []
  const verb = entries.length === 1 ? one : many
  const message = `\`commits\` of the spec names ${named(entries)}, which ${verb}.`
  return [finding({ rule, severity: 'note', message, remedy, path, line: 1 })]
}
