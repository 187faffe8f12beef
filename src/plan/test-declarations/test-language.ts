import type { DiffLine } from '../diff.ts'

/** A test as it is declared, under the name that the test runner knows. */
export type TestDeclaration = {
  readonly name: string
  readonly line: number
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
}

/** Longer lines are no declarations; what follows would only cost time. */
const maxLineCharacters = 1_000

/** The start of a line without its indentation. */
export function codeOf({ text }: DiffLine): string {
  return text.slice(0, maxLineCharacters).trimStart()
}
