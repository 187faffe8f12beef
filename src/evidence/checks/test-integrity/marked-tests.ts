import { finding, type Finding } from '../../../finding.ts'
import type { TestMark } from '../../../plan/test-declarations/test-language.ts'
import { testLanguageOf } from '../../../plan/test-languages.ts'
import type { Hunk } from '../../hunks.ts'
import { code } from '../named.ts'

/**
 * Tests that the branch skips, ignores, expects to fail, or singles out. An
 * error, but for a test that the branch itself adds: that one takes nothing
 * away and is a warning. A mark that stood in the same place before, or on a
 * test of the same name elsewhere, is not new.
 */
export function checkMarkedTests(hunks: readonly Hunk[]): readonly Finding[] {
  const known = knownTests(hunks)
  return hunks.flatMap((hunk) =>
    newMarks(hunk, known).map((mark) => report(mark, hunk, known)),
  )
}

type KnownTests = {
  /** Names in removed lines: a test of that name was there before. */
  readonly removed: ReadonlySet<string>
  /** Names of tests that carried a mark in removed lines. */
  readonly marked: ReadonlySet<string>
}

function knownTests(hunks: readonly Hunk[]): KnownTests {
  const removed = new Set<string>()
  const marked = new Set<string>()
  for (const { path, removed: lines } of hunks) {
    const language = testLanguageOf(path)
    if (language === null) continue
    for (const name of language.removed(lines)) {
      removed.add(`${language.name} ${name}`)
    }
    for (const { test } of language.marks(lines, path)) {
      if (test !== null) marked.add(`${language.name} ${test}`)
    }
  }
  return { removed, marked }
}

/** Marks of a hunk that are not there on both sides. */
function newMarks(hunk: Hunk, { marked }: KnownTests): readonly TestMark[] {
  const language = testLanguageOf(hunk.path)
  if (language === null) return []
  const { path, removed, added } = hunk
  const before = language.marks(removed, path).map(({ mark }) => mark)
  return language.marks(added, path).filter(({ mark, test }) => {
    if (test !== null && marked.has(`${language.name} ${test}`)) return false
    const at = before.indexOf(mark)
    if (at >= 0) before.splice(at, 1)
    return at < 0
  })
}

function report(
  { line, mark, test }: TestMark,
  { path }: Hunk,
  { removed }: KnownTests,
): Finding {
  const key = `${testLanguageOf(path)?.name ?? ''} ${test ?? ''}`
  const isNew = test !== null && !removed.has(key) && !isFocus(mark)
  const which =
    test === null ? 'tests that were there' : `the test ${code(test)}`
  return finding({
    rule: isNew ? 'test-integrity/skipped-new' : 'test-integrity/ignored',
    severity: isNew ? 'warn' : 'error',
    message: isNew
      ? `The new test ${code(test)} is added with ${code(mark)}, so it shows nothing.`
      : describe(mark, which),
    remedy: `Take ${code(mark)} out.`,
    path,
    line,
  })
}

function describe(mark: string, which: string): string {
  return isFocus(mark)
    ? `${code(mark)} is added, so that all other tests of the file no longer run.`
    : `${code(mark)} is added to ${which}.`
}

function isFocus(mark: string): boolean {
  return /\.only\b|^f[a-z]+$|^only:/u.test(mark)
}
