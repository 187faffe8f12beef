import type { RunnerName, TestSummary } from './test-summary.ts'

/** Tests of one run by outcome, named as the runner prints them, behind their file, package or binary where the output tells it. */
export type TestResults = {
  readonly runner: RunnerName | 'JUnit XML'
  readonly passed: readonly string[]
  readonly failed: readonly string[]
  readonly skipped: readonly string[]
  /** Every test of the run is named; otherwise the absence of a name shows nothing. */
  readonly complete: boolean
  /** Every failure of the run is named. */
  readonly allFailures: boolean
  /** The runner broke off at a failure: what comes behind it was not run. */
  readonly stopped: boolean
}

/** What came of one test. */
export type TestOutcome = 'passed' | 'failed' | 'skipped'

/** A test as the output names it. */
export type NamedTest = { readonly name: string; readonly outcome: TestOutcome }

/** What a reader finds in an output whose summary was recognised. */
export type Listing = {
  readonly tests: readonly NamedTest[]
  readonly stopped: boolean
  /** Set where comparing with the counts of the summary does not tell. */
  readonly named?: 'everything' | 'failures' | 'something'
}

/** What a listing is read from. */
export type ListingGrounds = {
  readonly summary: TestSummary
  /** The middle of the output is missing. */
  readonly isCut: boolean
  /** Folder that holds the tree, without a slash at its end; `""` where it is not known. */
  readonly root: string
}

/** Reads the names of tests from the lines of an output. */
export type ListingReader = (
  lines: readonly string[],
  grounds: ListingGrounds,
) => Listing

/** Longest name that is kept. UTF-16 units. */
export const maxNameCharacters = 500

/** Names of one outcome. */
export function namesOf(
  tests: readonly NamedTest[],
  wanted: TestOutcome,
): readonly string[] {
  return tests
    .filter(({ outcome }) => outcome === wanted)
    .map(({ name }) => name)
}

/** Keeps what was said last of each name, for runners that repeat a test. */
export function lastWords(tests: readonly NamedTest[]): readonly NamedTest[] {
  const outcomes = new Map(tests.map(({ name, outcome }) => [name, outcome]))
  return [...outcomes].map(([name, outcome]) => ({ name, outcome }))
}

/** A path below the root without it; any other as it is, without `./`. */
export function relativePath(path: string, root: string): string {
  const isBelow = root !== '' && path.startsWith(`${root}/`)
  return (isBelow ? path.slice(root.length + 1) : path).replace(/^\.\//u, '')
}
