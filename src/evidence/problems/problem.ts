import { firstCharacters } from '../../text/truncate.ts'

/** How much a problem weighs for the tool that tells it. */
export const problemLevels = ['error', 'warning'] as const

/** What a tool says about a line of the repository. */
export type Problem = {
  /** Relative to the repository root, with `/`. */
  readonly path: string
  /** From 1; 1 where it is about the whole file. */
  readonly line: number
  /** From 1, or `null`. */
  readonly column: number | null
  /** Last line concerned, or `null` where it is one line or not told. */
  readonly endLine: number | null
  readonly level: (typeof problemLevels)[number]
  /** One line of plain text. */
  readonly message: string
  /** Name of the rule, as the tool calls it, or `null`. */
  readonly rule: string | null
}

/** A problem as it stands in an output, its path as the tool writes it. */
export type Told = Pick<Problem, 'path' | 'line' | 'message'> &
  Partial<Problem> & {
    /** Name of the failed test, or its end. */
    readonly test?: string
    /** Lines of the output that say it, first and last; no other reader looks at them. */
    readonly from: number
    readonly to: number
    /** Counts only where nothing else is said about the file. */
    readonly isVague?: boolean
  }

/** A problem, and the failed test that says it; `null` where it is no test's. */
export type FoundProblem = Problem & { readonly test: string | null }

/** Takes a path of an output to one of the repository; `null` for what is none of the head's files. */
export type FindPath = (path: string) => string | null

/** Reads problems from the lines of an output. */
export type ProblemReader = (
  lines: readonly string[],
  find: FindPath,
) => readonly Told[]

/** Most UTF-16 units of what is kept. */
const most = { message: 500, rule: 100 } as const

/** The problem with everything filled in and bounded; `null` where its file is none of the head's. */
export function problemOf(told: Told, find: FindPath): FoundProblem | null {
  const path = find(told.path)
  const message = oneLine(told.message)
  if (path === null || message === '' || told.line < 1) return null
  const { line, column, endLine, rule } = told
  return {
    path,
    line,
    column: above(column, 0),
    endLine: above(endLine, line),
    level: told.level ?? 'error',
    message: firstCharacters(message, most.message),
    rule: rule ? firstCharacters(rule, most.rule) : null,
    test: told.test ?? null,
  }
}

function above(
  number: number | null | undefined,
  least: number,
): number | null {
  return (number ?? 0) > least ? (number ?? null) : null
}

/** Folds white space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}
