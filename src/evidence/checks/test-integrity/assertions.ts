import { finding, type Finding } from '../../../finding.ts'
import { type CodeLanguage, splitLine } from '../../../plan/code-line.ts'
import type { DiffLine } from '../../../plan/diff.ts'
import { plainLine } from '../../../plan/test-blocks.ts'
import { testLanguageOf } from '../../../plan/test-languages.ts'
import { isTestFile } from '../../../plan/test-path.ts'
import type { Hunk } from '../../hunks.ts'
import { code, named } from '../named.ts'
import {
  changedTestsIn,
  type PlacedTest,
  type TestVersions,
} from './compare-versions.ts'
import type { LostTests } from './tests-in-hunks.ts'

const patterns: Readonly<Record<CodeLanguage, RegExp>> = {
  rust: /\b\w{0,40}assert\w{0,40}! ?[([{]|^#\[should_panic\b/u,
  python:
    /^assert\b|\b(?:self|cls|mock\w{0,40})\.assert\w{1,60}\(|\bassert_\w{1,60}\(|\b(?:raises|warns)\(/u,
  javascript:
    /\bexpect\w{0,20}(?:\.\w{1,30})?(?:<[^()]{0,80}>)?\(|\bassert(?:\.\w{1,40}){0,3}\(|\.should\b|\bt\.(?:is|not|deepEqual|like|true|false|truthy|falsy|throws|throwsAsync|regex|equal|ok|same)\(/u,
  go: /\b[a-z]{1,3}\.(?:Errorf?|Fatalf?|Fail|FailNow)\(|\b(?:require|assert|is|qt)\.[A-Z]\w{1,60}\(/u,
}

/**
 * Assertions of tests that were there and are gone or changed, one finding a
 * file. Those of tests that are told to be deleted are left out.
 */
export function checkAssertions(
  hunks: readonly Hunk[],
  { deleted }: Pick<LostTests, 'deleted'>,
  versions: TestVersions,
): readonly Finding[] {
  const told = new Set(deleted.map(({ hunk }) => hunk))
  return assertionsGone(hunks.filter((hunk) => !told.has(hunk))).map((gone) =>
    report(gone, changedTestsIn(gone.path, versions)),
  )
}

/** Assertions that a file lost. */
export type GoneAssertions = {
  readonly path: string
  readonly removed: number
  /** How many of them have another assertion in their place. */
  readonly replaced: number
  readonly line: number | null
}

/** Counts them by file. An assertion that stands unchanged elsewhere in the diff was moved. */
export function assertionsGone(
  hunks: readonly Hunk[],
): readonly GoneAssertions[] {
  const added = countTexts(hunks)
  const files = new Map<string, GoneAssertions>()
  for (const hunk of hunks) {
    const gone = assertionsIn(hunk, 'removed').filter(
      ({ text }) => !takeOne(added, plainLine(text)),
    )
    if (gone.length === 0) continue
    const instead = assertionsIn(hunk, 'added').length
    const here: GoneAssertions = {
      path: hunk.path,
      removed: gone.length,
      replaced: Math.min(gone.length, instead),
      line: hunk.added[0]?.line ?? null,
    }
    files.set(hunk.path, sum(files.get(hunk.path), here))
  }
  return [...files.values()]
}

function sum(
  known: GoneAssertions | undefined,
  more: GoneAssertions,
): GoneAssertions {
  if (known === undefined) return more
  return {
    path: known.path,
    removed: known.removed + more.removed,
    replaced: known.replaced + more.replaced,
    line: known.line ?? more.line,
  }
}

function report(
  { path, removed, replaced, line }: GoneAssertions,
  tests: readonly PlacedTest[],
): Finding {
  const gone = removed - replaced
  const parts = [
    ...(gone === 0 ? [] : [`${counted(gone)} removed`]),
    ...(replaced === 0 ? [] : [`${counted(replaced)} changed`]),
  ]
  return finding({
    rule: 'test-integrity/assertions',
    severity: 'warn',
    message: `In ${code(path)}, ${parts.join(' and ')}${inTests(tests)}.`,
    remedy: 'See whether the tests still show what they showed.',
    path,
    line,
  })
}

function inTests(tests: readonly PlacedTest[]): string {
  if (tests.length === 0) return ''
  const names = named(tests.map(({ name }) => name))
  return `, in the existing test${tests.length === 1 ? '' : 's'} ${names}`
}

function counted(count: number): string {
  return count === 1 ? '1 assertion is' : `${count} assertions are`
}

function assertionsIn(
  hunk: Hunk,
  side: 'added' | 'removed',
): readonly DiffLine[] {
  const language = testLanguageOf(hunk.path)
  if (language === null) return []
  // In JavaScript every file may declare tests; few do.
  if (language.name === 'javascript' && !isTestFile(hunk.path)) return []
  return hunk[side].filter(({ text }) => isAssertion(text, language.name))
}

/** In Rust, an example in a documentation comment is a test; in Python, `>>>` in a docstring begins one. */
function isAssertion(text: string, language: CodeLanguage): boolean {
  const { code: statement, comment } = splitLine(text, language)
  if (patterns[language].test(statement)) return true
  if (language === 'python') return statement.startsWith('>>> ')
  const isExample = language === 'rust' && /^\/\/[/!] /u.test(comment)
  return isExample && patterns.rust.test(comment.slice(4))
}

function countTexts(hunks: readonly Hunk[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const hunk of hunks) {
    for (const { text } of assertionsIn(hunk, 'added')) {
      const plain = plainLine(text)
      counts.set(plain, (counts.get(plain) ?? 0) + 1)
    }
  }
  return counts
}

function takeOne(counts: Map<string, number>, text: string): boolean {
  const count = counts.get(text) ?? 0
  if (count > 0) counts.set(text, count - 1)
  return count > 0
}
