import type { Baseline, StepResult } from '../evidence.ts'
import type { FoundProblem, Problem } from './problem.ts'

/**
 * The problems of a step that are worth telling: a step that passed has
 * warnings at most, and what the baseline knows to be older than the branch
 * is left out, as far as that can be told.
 */
export function newProblems(
  problems: readonly FoundProblem[],
  { status, baseline }: Pick<StepResult, 'status' | 'baseline'>,
  workingDirectory: string,
): readonly Problem[] {
  const isOld = baseline === null ? () => false : oldBy(baseline)
  const folder = workingDirectory.replace(/^\.\/?|\/$/gu, '')
  return problems
    .filter(({ level }) => status !== 'passed' || level === 'warning')
    .filter((problem) => !isOld(problem, folder))
    .map(withoutTest)
}

function withoutTest(found: FoundProblem): Problem {
  const { path, line, column, endLine, level, message, rule } = found
  return { path, line, column, endLine, level, message, rule }
}

type IsOld = (problem: FoundProblem, folder: string) => boolean

function oldBy(baseline: Baseline): IsOld {
  switch (baseline.measure) {
    case 'tests':
      return oldByTests(baseline)
    case 'complaints':
      return oldByPlaces(baseline)
    case 'exit-status':
      return () => false
  }
}

/** Names in a baseline stand behind their file, package or binary. */
function oldByTests({ known, fresh }: Baseline): IsOld {
  const isAmong = (names: readonly string[], test: string): boolean =>
    names.some((name) => name === test || name.endsWith(test))
  return ({ test }) =>
    test !== null && isAmong(known, test) && !isAmong(fresh, test)
}

/** Complaints stand in a baseline as `path:line: message`, or `path: message`. */
function oldByPlaces({ known, fresh }: Baseline): IsOld {
  const old = new Set(known.flatMap((text) => placeOf(text) ?? []))
  for (const text of fresh) old.delete(placeOf(text) ?? '')
  return ({ path, line }, folder) =>
    pathsFrom(path, folder).some(
      (name) =>
        old.has(`${name}:${line}`) || (line === 1 && old.has(`${name}:`)),
    )
}

function placeOf(text: string): string | null {
  const [, path, line] = /^([^:\n]{1,500}):(\d{1,9})?:? /u.exec(text) ?? []
  return path === undefined ? null : `${path}:${line ?? ''}`
}

/** Tools name paths from the folder of the step, or from the root. */
function pathsFrom(path: string, folder: string): readonly string[] {
  return folder !== '' && path.startsWith(`${folder}/`)
    ? [path, path.slice(folder.length + 1)]
    : [path]
}
