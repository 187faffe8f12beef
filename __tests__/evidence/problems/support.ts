import { readFileSync } from 'node:fs'
import type {
  FoundProblem,
  Problem,
} from '../../../src/evidence/problems/problem.ts'
import type { RanIn } from '../../../src/evidence/problems/find-path.ts'
import { readProblems } from '../../../src/evidence/problems/read-problems.ts'
import { onlyPathEndingIn } from '../../../src/text/path-ending.ts'

/** Folder in which the recorded tools ran. */
const root = '/home/you/project'

/** Files of the projects whose output was recorded. */
const recorded = [
  'src/lib.rs',
  'calc.py',
  'tests/test_a.py',
  'tests/test_b.py',
  'tests/test_c.py',
  'src/a.ts',
  'src/a.test.mjs',
  'src/h.mjs',
  'src/b.test.js',
]

/** A tree that has some files. */
export function ranIn(
  files: readonly string[] = recorded,
  workingDirectory = '.',
): RanIn {
  const known = new Set(files)
  return {
    root,
    workingDirectory,
    has: (path) => known.has(path),
    endingIn: onlyPathEndingIn(known),
  }
}

/** What a tool printed when it was run on a small project, ANSI sequences removed. */
export function output(name: string): string {
  return readFileSync(new URL(`outputs/${name}`, import.meta.url), 'utf8')
}

/** `src/a.ts:3:5-7 error TS2322: message` */
export function shown(problem: Problem | FoundProblem): string {
  const { path, line, column, endLine, level, rule, message } = problem
  const place = [path, line, ...(column === null ? [] : [column])].join(':')
  const end = endLine === null ? '' : `-${endLine}`
  const name = rule === null ? '' : `${rule}: `
  return `${place}${end} ${level} ${name}${message}`
}

/** Problems of a recorded output. */
export function recordedProblems(name: string): readonly string[] {
  return readProblems(output(name), ranIn()).map(shown)
}

/** Problems of some lines in a tree that has the files. */
export function problemsIn(
  lines: readonly string[],
  files: readonly string[],
  workingDirectory = '.',
): readonly string[] {
  return readProblems(lines.join('\n'), ranIn(files, workingDirectory)).map(
    shown,
  )
}
