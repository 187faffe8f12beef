import type { DiffLine } from '../../../plan/diff.ts'
import type { TestDeclaration } from '../../../plan/test-declarations/test-language.ts'
import { testLanguageOf } from '../../../plan/test-languages.ts'
import { isTestFile } from '../../../plan/test-path.ts'
import type { Hunk } from '../../hunks.ts'

/** A test that lines of a hunk declare. */
export type TestInHunk = TestDeclaration & {
  readonly hunk: Hunk
  /** The same for tests of one name in one language. */
  readonly key: string
}

/** Tests of which the branch leaves nothing, and those that it calls otherwise. */
export type LostTests = {
  readonly deleted: readonly TestInHunk[]
  /** Old test → new test. */
  readonly renamed: ReadonlyMap<TestInHunk, TestInHunk>
}

/** Tests that a plain run would run, in the order of the hunks. */
export function testsIn(
  hunks: readonly Hunk[],
  side: 'added' | 'removed',
): readonly TestInHunk[] {
  const kept = side === 'removed' ? rustFunctionsAdded(hunks) : noNames
  return hunks.flatMap((hunk) => {
    const language = testLanguageOf(hunk.path)
    if (language === null) return []
    const declared = language.declared(hunk[side])
    const bare = language.name === 'rust' ? unmarkedTest(hunk, side) : []
    const others = bare.filter(
      ({ line, name }) =>
        !kept.has(name) && declared.every((test) => test.line !== line),
    )
    return [...others, ...declared].map((test) => ({
      ...test,
      hunk,
      key: `${language.name} ${test.name}`,
    }))
  })
}

const noNames: ReadonlySet<string> = new Set()

function rustFunctionsAdded(hunks: readonly Hunk[]): ReadonlySet<string> {
  const names = hunks.flatMap(({ path, added }) => {
    const language = testLanguageOf(path)
    return language?.name === 'rust' ? language.removed(added) : []
  })
  return new Set(names)
}

const plainFunction = /^\s{0,200}(?:async )?fn ([A-Za-z_]\w{0,199})\(\) ?\{/u

const anyFunction = /^\s{0,200}(?:pub )?(?:async )?fn ([A-Za-z_]\w{0,199})\b/u

/**
 * In a file of Rust tests, a function without arguments whose first line was
 * replaced is a test whose attribute stands above the hunk.
 */
function unmarkedTest(
  { path, removed, added }: Hunk,
  side: 'added' | 'removed',
): readonly TestDeclaration[] {
  const old = firstName(removed, plainFunction)
  if (old === null || added.length === 0 || !isTestFile(path)) return []
  const found = side === 'removed' ? old : firstName(added, anyFunction)
  return found === null ? [] : [found]
}

function firstName(
  lines: readonly DiffLine[],
  head: RegExp,
): TestDeclaration | null {
  const [first] = lines
  const name = first === undefined ? undefined : head.exec(first.text)?.[1]
  return first === undefined || name === undefined
    ? null
    : { name, line: first.line }
}
