import type { StepResult } from '../evidence.ts'
import { arrowProblems } from './arrows.ts'
import { biomeProblems } from './biome.ts'
import { boxedProblems } from './boxed.ts'
import { compactProblems, stylishProblems } from './eslint.ts'
import { pathFinder, type RanIn } from './find-path.ts'
import { formatterProblems } from './formatters.ts'
import { goTestProblems } from './go-test.ts'
import { javascriptProblems } from './javascript.ts'
import { lineProblems } from './lines.ts'
import { panicProblems } from './panics.ts'
import {
  type FindPath,
  type FoundProblem,
  type Problem,
  problemOf,
  type ProblemReader,
  type Told,
} from './problem.ts'
import { pytestProblems } from './pytest.ts'

/** The particular before the general: a line that one has read is not read again. */
const readers: readonly ProblemReader[] = [
  pytestProblems,
  goTestProblems,
  javascriptProblems,
  panicProblems,
  arrowProblems,
  boxedProblems,
  biomeProblems,
  formatterProblems,
  stylishProblems,
  compactProblems,
  lineProblems,
]

/** What is looked at and kept. A longer line holds no problem behind its beginning. */
const most = { lineCharacters: 2_000, problems: 1_000 } as const

/** As many problems as are kept, and how many more there are. */
export function keepProblems(
  all: readonly Problem[],
): Pick<StepResult, 'problems' | 'problemsLeftOut'> {
  return {
    problems: all.slice(0, most.problems),
    problemsLeftOut: Math.max(0, all.length - most.problems),
  }
}

/**
 * Reads the problems that compilers, linters, formatters and test runners
 * name with file and line from the sanitized output of a step, in the order in
 * which they are said. What is about no file of the head is left out, and so
 * is what is said again. Linear in the output.
 */
export function readProblems(
  output: string,
  ranIn: RanIn,
): readonly FoundProblem[] {
  const lines = output
    .split('\n')
    .map((line) => line.slice(0, most.lineCharacters))
  const find = pathFinder(ranIn)
  const told = [...saidOnce(lines, find)].sort(
    (one, other) => one.from - other.from,
  )
  const clear = found(told, find, false)
  const paths = new Set(clear.map(({ path }) => path))
  const vague = found(told, find, true).filter(({ path }) => !paths.has(path))
  return mergeProblems([...clear, ...vague])
}

function saidOnce(lines: readonly string[], find: FindPath): readonly Told[] {
  const taken = new Set<number>()
  return readers.flatMap((read) => {
    const fresh = read(lines, find).filter(({ from }) => !taken.has(from))
    for (const { from, to } of fresh) {
      for (let at = from; at <= to; at += 1) taken.add(at)
    }
    return fresh
  })
}

function found(
  told: readonly Told[],
  find: FindPath,
  isVague: boolean,
): readonly FoundProblem[] {
  return told
    .filter((one) => (one.isVague ?? false) === isVague)
    .flatMap((one) => problemOf(one, find) ?? [])
}

/** What a report says beside the output; a line of which the output tells an error is not told again. */
export function joinProblems(
  told: readonly FoundProblem[],
  reported: readonly FoundProblem[],
): readonly FoundProblem[] {
  const places = new Set(
    told
      .filter(({ level }) => level === 'error')
      .map(({ path, line }) => `${path}:${line}`),
  )
  const more = reported.filter(
    ({ path, line }) => !places.has(`${path}:${line}`),
  )
  return mergeProblems([...told, ...more])
}

/** Each once, by place, level and words. */
export function mergeProblems<Known extends Problem>(
  problems: readonly Known[],
): readonly Known[] {
  const seen = new Map<string, Known>()
  for (const problem of problems) {
    const { path, line, level, message } = problem
    const key = [path, line, level, message].join('\n')
    if (!seen.has(key)) seen.set(key, problem)
  }
  return [...seen.values()]
}
