import { finding, type Finding } from '../../../finding.ts'
import type { DiffLine } from '../../../plan/diff.ts'
import type { ChangedText } from '../../../plan/plan.ts'
import { beginsGroup, plainLines } from '../../../plan/test-blocks.ts'
import { testLanguageOf } from '../../../plan/test-languages.ts'
import { isTestFile, isTestSupport } from '../../../plan/test-path.ts'
import type { ExplainedChange } from '../../explain-changes.ts'
import type { Hunk } from '../../hunks.ts'
import { code, named } from '../named.ts'
import {
  changedTestsIn,
  type PlacedTest,
  type TestVersions,
} from './compare-versions.ts'

/** What existing tests are compared by. */
export type ChangedTestsGrounds = {
  readonly versions: TestVersions
  readonly texts: readonly ChangedText[]
  readonly hunks: readonly Hunk[]
  readonly files: readonly ExplainedChange[]
  /** Files of whose tests something is said already. */
  readonly told: ReadonlySet<string>
}

/**
 * Existing tests that the branch changes, one finding a file: a test that keeps
 * its name may show less than before in many ways, so a person looks at each.
 * New tests, imports and helpers that nothing used before are none.
 */
export function checkChangedTests(
  grounds: ChangedTestsGrounds,
): readonly Finding[] {
  const { texts, files } = grounds
  return [
    ...hiddenTests(grounds.versions),
    ...enclosedTests(grounds.versions),
    ...texts.flatMap((text) => checkFile(text, grounds)),
    ...files.flatMap(checkFixture),
  ]
}

/** In Python, a second function of one name in one place takes the first one's. */
function hiddenTests({
  before,
  after,
  pairs,
}: TestVersions): readonly Finding[] {
  const paired = new Set(pairs.values())
  const old = new Set(before.map(placeOf))
  return after.flatMap((test) => {
    const isNew = !paired.has(test) && old.has(placeOf(test))
    if (!isNew || !test.path.endsWith('.py') || test.indent > 0) return []
    return [
      finding({
        rule: 'test-integrity/deleted',
        severity: 'error',
        message: `The test ${code(test.name)} is declared a second time in ${code(test.path)}, so that only one of the two runs.`,
        remedy: 'Give the new one a name of its own.',
        path: test.path,
        line: test.line,
      }),
    ]
  })
}

/** Classes in which pytest and unittest look for tests. */
const testClass = /^class \w{0,100}Test|^class Test/u

/** Tests that something was put around in which they may not run: a function that nobody calls, a condition. */
function enclosedTests({ pairs }: TestVersions): readonly Finding[] {
  return [...pairs].flatMap(([old, now]) => {
    const known = new Set(old.within)
    const head = now.within.find(
      (one) => !known.has(one) && !testClass.test(one),
    )
    if (head === undefined || now.within.length <= old.within.length) return []
    return [
      finding({
        rule: 'test-integrity/deleted',
        severity: 'error',
        message: `The test ${code(now.name)} in ${code(now.path)} stands within ${code(head)} now, where it may not run.`,
        remedy: 'Take it out again, or show that it runs.',
        path: now.path,
        line: now.line,
      }),
    ]
  })
}

function placeOf({ path, key, indent }: PlacedTest): string {
  return `${indent} ${key} ${path}`
}

function checkFile(
  text: ChangedText,
  grounds: ChangedTestsGrounds,
): readonly Finding[] {
  const { path } = text
  const changed = grounds.told.has(path)
    ? []
    : changedTestsIn(path, grounds.versions)
  const outside = changedOutside(text, grounds)
  if (changed.length === 0 && outside === null) return []
  const names = named(changed.map(({ name }) => name))
  const tests = `the existing test${changed.length === 1 ? ` ${names} is` : `s ${names} are`} changed`
  const rest = `lines that belong to no test are changed, which its tests may rest on`
  const parts = [
    ...(changed.length === 0 ? [] : [tests]),
    ...(outside === null ? [] : [rest]),
  ]
  return [
    finding({
      rule: 'test-integrity/changed',
      severity: 'warn',
      message: `In ${code(path)}, ${parts.join(', and ')}.`,
      remedy: 'See whether the tests still show what they showed.',
      path,
      line: changed[0]?.line ?? outside,
    }),
  ]
}

/**
 * Line of the first change of an existing file of tests that is in none of its
 * tests and not harmless; `null` where there is none.
 */
function changedOutside(
  { path, before, after }: ChangedText,
  { hunks, versions }: ChangedTestsGrounds,
): number | null {
  if (before === null || after === null || !isTestSupport(path)) return null
  if (testLanguageOf(path) === null) return null
  const own = hunks.filter((hunk) => hunk.path === path)
  const gone = own.flatMap(({ removed }) =>
    outsideOf(removed, versions.before, path),
  )
  const fresh = own.flatMap(({ added }) =>
    outsideOf(added, versions.after, path),
  )
  const words = new Set(before.match(word) ?? [])
  const stays = new Set(after.match(word) ?? [])
  const moved = new Set(fresh.map(({ text }) => plainOf(text, path)))
  const lost = gone.find(
    ({ text }) => !moved.has(plainOf(text, path)) && !isImport(text, stays),
  )
  if (lost !== undefined) return fresh[0]?.line ?? 1
  const known = new Set(gone.map(({ text }) => plainOf(text, path)))
  return firstTelling(
    fresh.filter(({ text }) => !known.has(plainOf(text, path))),
    words,
  )
}

const word = /[\p{L}_$][\p{L}\p{N}_$]{0,99}/gu

function plainOf(text: string, path: string): string {
  return plainLines([text], path).join('')
}

/** Lines of code that are in no test. */
function outsideOf(
  lines: readonly DiffLine[],
  tests: readonly PlacedTest[],
  path: string,
): readonly DiffLine[] {
  const own = tests.filter((test) => test.path === path)
  return lines.filter(
    ({ text, line }) =>
      plainOf(text, path) !== '' &&
      !/^[\s)\]}(;,]*$/u.test(text) &&
      own.every(({ first, last }) => line < first || line > last),
  )
}

/** Taken out or rewritten without a name that was imported: harmless where all of its names are still there. */
function isImport(text: string, stays: ReadonlySet<string>): boolean {
  if (!importing.test(text)) return false
  return (text.match(word) ?? []).every((name) => stays.has(name))
}

const importing =
  /^\s{0,20}(?:(?:pub )?use |import\b|from |export .{0,200} from |mod |extern crate |package )|^\s{0,20}(?:const|let|var) .{1,300}= ?(?:await )?(?:require|import)\(/u

const declaring =
  /^(?:export )?(?:default )?(?:pub(?:\([a-z: ]{1,40}\))? )?(?:async )?(?:const|let|var|static|function\*?|def|class|fn|func|type|struct|enum|impl|trait|interface|macro_rules!)\b\W{0,9}([\p{L}_$][\p{L}\p{N}_$]{0,99})?/u

const assigning = /^([A-Za-z_]\w{0,99})(?::[^=]{1,99})? ?= ?[^=]/u

/** Attributes, ends of brackets, and names in a list of imports. */
const part = /^(?:@|#\[|[)\]}]|[\w$]{1,99}(?: as [\w$]{1,99})?,$)/u

/** The first added line that may act on tests that were there: neither an import nor a part of a new declaration. */
function firstTelling(
  lines: readonly DiffLine[],
  words: ReadonlySet<string>,
): number | null {
  let inside: { readonly line: number; readonly indent: number } | null = null
  for (const { text, line } of lines) {
    const code = text.trim()
    const indent = text.length - text.trimStart().length
    const isDeeper =
      inside !== null && line > inside.line && indent > inside.indent
    if (isDeeper || importing.test(text)) continue
    inside = null
    if (part.test(code)) continue
    if (!declaresAnew(code, words)) return line
    inside = { line, indent }
  }
  return null
}

/** Whether a line begins something under a name that the file did not have. */
function declaresAnew(code: string, words: ReadonlySet<string>): boolean {
  if (beginsGroup(code)) return true
  const found = declaring.exec(code) ?? assigning.exec(code)
  const name = found?.[1]
  return found !== null && (name === undefined || !words.has(name))
}

/** What existing tests read or compare with. */
function checkFixture({ file, reason }: ExplainedChange): readonly Finding[] {
  const { path, status, removed } = file
  const isOurs =
    reason.kind === 'not-for-upstream' || reason.kind === 'reproduction'
  const isNew = status === 'added' || status === 'copied' || removed === 0
  if (isOurs || isNew || !isTestFile(path)) return []
  if (testLanguageOf(path) !== null || /\.(?:md|py)$/u.test(path)) return []
  const isGone = status === 'deleted'
  return [
    finding({
      rule: 'test-integrity/changed',
      severity: 'warn',
      message: `${code(path)}, which tests may read or compare with, is ${isGone ? 'deleted' : 'changed'}.`,
      remedy: 'See whether the tests still show what they showed.',
      path,
    }),
  ]
}
