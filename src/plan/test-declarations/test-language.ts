import type { DiffLine } from '../diff.ts'

/** A test as it is declared, under the name that the test runner knows. */
export type TestDeclaration = {
  readonly name: string
  readonly line: number
}

/** Something in a line that keeps tests from running, or takes their failure for a pass. */
export type TestMark = {
  readonly line: number
  /** As written, without arguments: `#[ignore]`, `it.skip`. */
  readonly mark: string
  /** Name of the test that is declared in the same lines; `null` for a test elsewhere, or for many. */
  readonly test: string | null
}

/** How tests are declared in one language. */
export type TestLanguage = {
  readonly name: 'rust' | 'python' | 'javascript' | 'go'
  /** Whether a file of this path can declare tests. */
  readonly holdsTests: (path: string) => boolean
  /** Tests that neighbouring lines declare and that a plain run would run. */
  readonly declared: (lines: readonly DiffLine[]) => readonly TestDeclaration[]
  /** Names that stood in removed lines, read generously: a test of the same name is not new. */
  readonly removed: (lines: readonly DiffLine[]) => readonly string[]
  /** What makes tests not run, or others alone run, in neighbouring lines of a file. */
  readonly marks: (
    lines: readonly DiffLine[],
    path: string,
  ) => readonly TestMark[]
  /** Lines that make a test of what stands below these lines. */
  readonly loose: (lines: readonly DiffLine[]) => readonly DiffLine[]
}

/** Longer lines are no declarations; what follows would only cost time. */
const maxLineCharacters = 1_000

/** The start of a line without its indentation. */
export function codeOf({ text }: DiffLine): string {
  return text.slice(0, maxLineCharacters).trimStart()
}
