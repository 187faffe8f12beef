import { printableText } from '../text/printable.ts'
import { type DiffRun, readDiff } from './diff.ts'
import type { NewTest } from './plan.ts'
import { testLanguageOf } from './test-languages.ts'

const maxNameCharacters = 200

/**
 * Tests that a branch adds, in the order of its diff (`git diff -U0`). A test
 * whose name also stands in a removed line was moved, re-indented or has a
 * new signature; one whose body alone changed is not new either. Names are
 * one line of plain text; whether a command may see them is the plan's matter.
 */
export function newTestsIn(diff: string): readonly NewTest[] {
  const runs = readDiff(diff)
  const known = new Set(runs.flatMap(removedTests))
  return runs.flatMap((run) => {
    if (run.side !== 'added') return []
    const language = testLanguageOf(run.path)
    if (language === null) return []
    return language
      .declared(run.lines)
      .filter(({ name }) => isPresentable(name))
      .filter(({ name }) => !known.has(`${language.name} ${name}`))
      .map(({ name, line }) => ({ name, path: run.path, line }))
  })
}

function removedTests({ side, path, lines }: DiffRun): readonly string[] {
  const language = side === 'removed' ? testLanguageOf(path) : null
  if (language === null) return []
  return language.removed(lines).map((name) => `${language.name} ${name}`)
}

/** Nothing that a terminal or a page would hide or reorder. */
function isPresentable(name: string): boolean {
  return (
    name.trim() !== '' &&
    name.length <= maxNameCharacters &&
    !/[\t\n]/u.test(name) &&
    printableText(name) === name
  )
}
