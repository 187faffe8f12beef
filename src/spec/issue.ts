import { type Sourced, sourced } from '../sourced.ts'
import type { Spec } from './spec.ts'

/**
 * The issue number that a branch name carries: `fix/issue-1234`,
 * `fix/1234-slug`, `issue-1234-slug`, `fix/gh-1234`. Dates, versions and
 * chant's own ids are no issue numbers.
 */
export function issueNumberInBranch(branch: string): number | null {
  for (const part of branch.split('/').reverse()) {
    const named =
      /(?:^|[-_.])(?:issues?|gh|bug)[-_#]?([1-9]\d{0,8})(?=$|[-_.])/iu.exec(
        part,
      )
    const leading = isDate(part)
      ? null
      : /^#?([1-9]\d{0,8})(?=$|[-_][a-z])/iu.exec(part)
    const digits = named?.[1] ?? leading?.[1]
    if (digits !== undefined) return Number(digits)
  }
  return null
}

/** `2026-01-28…`, `2026-01…` and `20260128`; a year alone is a number like any other. */
function isDate(part: string): boolean {
  return /^(?:19|20)\d{2}(?:-\d|\d{4}(?:$|-))/u.test(part)
}

/** Numbers of the labels `issue-N`. */
export function issueNumbersInLabels(
  labels: readonly string[],
): readonly number[] {
  return labels.flatMap((label) => {
    const digits = /^issue-([1-9]\d{0,8})$/u.exec(label)?.[1]
    return digits === undefined ? [] : [Number(digits)]
  })
}

/** Numbers that stand in a title as whole words after `#`, `issue` or `GH-`. */
export function issueNumbersInTitle(title: string): readonly number[] {
  const found = title.matchAll(
    /(?:#|\bissues?[ -]#?|\bgh-)([1-9]\d{0,8})(?![\w.]*\w)/giu,
  )
  return [...found].flatMap(([, digits]) =>
    digits === undefined ? [] : [Number(digits)],
  )
}

/** Where the number of the upstream issue may come from. */
export type IssueGrounds = {
  readonly input: number | null
  readonly branch: string
  readonly spec: Pick<Spec, 'labels' | 'title' | 'path'> | null
}

/** The upstream issue: input, branch name, label, title, in this order. */
export function findIssue({
  input,
  branch,
  spec,
}: IssueGrounds): Sourced<number> | null {
  if (input !== null) return sourced(input, 'input `issue`')
  const inBranch = issueNumberInBranch(branch)
  if (inBranch !== null) return sourced(inBranch, 'the branch name')
  if (spec === null) return null
  const [inLabel] = issueNumbersInLabels(spec.labels)
  if (inLabel !== undefined) return sourced(inLabel, `a label of ${spec.path}`)
  const [inTitle] = issueNumbersInTitle(spec.title ?? '')
  return inTitle === undefined
    ? null
    : sourced(inTitle, `the title of ${spec.path}`)
}
