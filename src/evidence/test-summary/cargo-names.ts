import {
  lastWords,
  type Listing,
  type ListingGrounds,
  type NamedTest,
  type TestOutcome,
} from './test-results.ts'

/** A test binary's part of the output: libtest's lines from `running 3 tests` to the next. */
type Section = { readonly lines: readonly string[] }

/**
 * libtest's `test path::name ... ok`, behind the binary. Cargo names binaries
 * on the other stream, so the two are matched by their order, and not at all
 * where their numbers differ.
 */
export function listCargo(
  lines: readonly string[],
  { isCut }: ListingGrounds,
): Listing {
  const sections = sectionsOf(lines)
  const labels = isCut ? [] : labelsOf(lines, sections.length)
  const tests = sections.flatMap((section, index) => {
    const label = labels[index]
    return testsOf(section).map(({ name, outcome }) => ({
      name: label === undefined ? name : `${label}: ${name}`,
      outcome,
    }))
  })
  const ended = lines.filter((line) => line.startsWith('test result: ')).length
  // A binary that crashed has no result; one may be in the missing middle.
  const isPartial = isCut || ended < sections.length
  return {
    tests,
    stopped: hasStopped(lines),
    ...(isPartial ? { named: 'something' } : {}),
  }
}

function sectionsOf(lines: readonly string[]): readonly Section[] {
  const starts = lines.flatMap((line, index) =>
    /^running \d{1,9} tests?$/u.test(line) ? [index] : [],
  )
  return starts.map((start, at) => ({
    lines: lines.slice(start + 1, starts[at + 1] ?? lines.length),
  }))
}

function labelsOf(
  lines: readonly string[],
  sections: number,
): readonly string[] {
  const labels = lines.flatMap((line) => labelOf(line) ?? [])
  if (labels.length === sections) return labels
  // One crate's doc tests may be run in several parts.
  const last = labels.at(-1)
  if (labels.length > sections || last?.endsWith(docTests) !== true) return []
  return Array.from({ length: sections }, (_, at) => labels[at] ?? last)
}

const docTests = ' doc tests'

/** `Running unittests src/lib.rs (target/debug/deps/demo-8348ca7a)` → `demo src/lib.rs`. */
function labelOf(line: string): string | null {
  const crate = /^\s{1,20}Doc-tests (\S{1,200})$/u.exec(line)?.[1]
  if (crate !== undefined) return `${crate}${docTests}`
  const running = /^\s{1,20}Running ([^`\s].{0,500})$/u.exec(line)?.[1]
  if (running === undefined) return null
  const [, source, program] =
    /^(.{1,300}) \((\S{1,300})\)$/u.exec(running) ?? []
  if (source === undefined || program === undefined) return stemOf(running)
  return source.startsWith('unittests ')
    ? `${stemOf(program)} ${source.slice('unittests '.length)}`
    : source
}

function stemOf(program: string): string {
  const name = program.split(/[/\\]/u).at(-1) ?? program
  return name.replace(/-[0-9a-f]{16}(?:\.exe)?$/u, '')
}

/** Where a line was torn by what a test prints, the list of failures below still has the name. */
function testsOf({ lines }: Section): readonly NamedTest[] {
  const tests = lines.flatMap((line) => readTest(line) ?? [])
  const known = new Set(tests.map(({ name }) => name))
  const torn = failureList(lines).filter((name) => !known.has(name))
  return [
    ...tests,
    ...torn.map((name) => ({ name, outcome: 'failed' as const })),
  ]
}

function readTest(line: string): NamedTest | null {
  if (!line.startsWith('test ')) return null
  const at = line.lastIndexOf(' ... ')
  if (at < 0) return null
  const outcome = outcomeOf(line.slice(at + 5))
  return outcome === null
    ? null
    : { name: cleanName(line.slice('test '.length, at)), outcome }
}

/** `ok`, `FAILED`, `ignored, slow`, each perhaps with `<0.001s>`. */
function outcomeOf(word: string): TestOutcome | null {
  if (/^ok(?: <|$)/u.test(word)) return 'passed'
  if (/^FAILED(?: <|$)/u.test(word)) return 'failed'
  return /^ignored(?:,|$)/u.test(word) ? 'skipped' : null
}

/** A doc test's line number moves with every edit above it. */
function cleanName(name: string): string {
  return name
    .replace(/ \(line \d{1,9}\)/u, '')
    .replace(/ - (?:should panic|compile|compile fail)$/u, '')
}

/** The indented names below the last `failures:`. */
function failureList(lines: readonly string[]): readonly string[] {
  const start = lines.lastIndexOf('failures:')
  if (start < 0) return []
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => !/^ {4}\S/u.test(line))
  return rest
    .slice(0, end < 0 ? undefined : end)
    .map((line) => cleanName(line.trim()))
}

/** Without `--no-fail-fast` cargo starts no other binary once one has failed; doc tests are the last. */
function hasStopped(lines: readonly string[]): boolean {
  const failures = lines.filter((line) =>
    line.startsWith('error: test failed, to rerun pass '),
  )
  const ranAll = lines.some((line) =>
    /^error: \d{1,9} targets? failed:$/u.test(line),
  )
  const isLast = failures.every((line) => line.includes('--doc'))
  return failures.length > 0 && !ranAll && !isLast
}

const nextestLine =
  /^\s{0,20}(?:TRY \d{1,3} )?(PASS|LEAK|SKIP|FAIL|TIMEOUT|TMT|ABORT|SIG[A-Z]{2,6})(?: \+ [A-Z]{2,8})? \[[^\]]{1,40}\]\s{1,9}(?:\([ \d/]{1,20}\) )?(\S.{0,500})$/u

/** nextest's `PASS [   0.004s] keep store::keeps_versions`; its names have the binary in front. */
export function listNextest(lines: readonly string[]): Listing {
  const tests = lines.flatMap((line): readonly NamedTest[] => {
    const [, word = '', name] = nextestLine.exec(line) ?? []
    if (name === undefined) return []
    const outcome = nextestOutcomes[word] ?? 'failed'
    return [{ name: name.replace(/\s{1,9}/gu, ' '), outcome }]
  })
  const stopped = lines.some(
    (line) =>
      /^\s{0,20}Summary \[[^\]]{1,40}\]\s{1,9}\d{1,9}\/\d/u.test(line) ||
      /^warning: \d{1,9}\/\d{1,9} tests were not run/u.test(line),
  )
  return { tests: lastWords(tests), stopped }
}

const nextestOutcomes: Readonly<Record<string, TestOutcome>> = {
  PASS: 'passed',
  LEAK: 'passed',
  SKIP: 'skipped',
}
