import {
  lastWords,
  type Listing,
  type NamedTest,
  type TestOutcome,
} from './test-results.ts'

const outcomes: Readonly<Record<string, TestOutcome>> = {
  PASSED: 'passed',
  XPASS: 'passed',
  FAILED: 'failed',
  ERROR: 'failed',
  SKIPPED: 'skipped',
  XFAIL: 'skipped',
}

/** pytest's short summary, which names failures, and its lines of `-v`, which name every test. */
export function listPytest(lines: readonly string[]): Listing {
  const tests = lines.flatMap(
    (line) => readVerbose(line) ?? readSummary(line) ?? [],
  )
  const stopped = lines.some((line) =>
    /^!{3,200} .{0,200}(?:Interrupted|stopping after|Exit)/u.test(line),
  )
  return { tests: lastWords(tests), stopped }
}

/** `tests/a.py::test_b PASSED   [ 14%]`, `[gw0] [ 14%] PASSED tests/a.py::test_b` */
function readVerbose(line: string): NamedTest | null {
  const [, name = ''] = /^(\S[^:]{0,300}::.{1,1200})$/u.exec(line) ?? []
  const word = [...name.matchAll(outcomeWord)].findLast(({ 0: all, index }) =>
    behindOutcome.test(name.slice(index + all.length)),
  )
  if (word?.[1] !== undefined) return named(name.slice(0, word.index), word[1])
  const [, worked, test] =
    /^\[gw\d{1,4}\] (?:\[\s{0,2}\d{1,3}%\] )?(PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS) (\S.{0,500})$/u.exec(
      line,
    ) ?? []
  return worked === undefined || test === undefined ? null : named(test, worked)
}

const outcomeWord = / (PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)(?=\s|$)/gu

/** A reason and how far the run has come. */
const behindOutcome =
  /^(?: \(.{0,300}\))?(?:\s{1,200}\[\s{0,2}\d{1,3}%\])?\s{0,9}$/u

/** `FAILED tests/a.py::test_b - assert 2 == 1` */
function readSummary(line: string): NamedTest | null {
  const [, word, text] =
    /^(PASSED|FAILED|ERROR|XFAIL|XPASS) ([^\s:].{0,2000})$/u.exec(line) ?? []
  return word === undefined || text === undefined
    ? null
    : named(withoutMessage(text), word)
}

/** A test that failed and whose teardown broke counts twice. */
function named(name: string, word: string): NamedTest {
  return {
    name: word === 'ERROR' ? `${name.trimEnd()} (error)` : name.trimEnd(),
    outcome: outcomes[word] ?? 'failed',
  }
}

/** Parameters in brackets may have a dash as well. */
function withoutMessage(text: string): string {
  const dash = text.indexOf(' - ')
  if (dash < 0) return text
  const bracket = text.indexOf('[')
  if (bracket < 0 || bracket > dash) return text.slice(0, dash)
  const close = text.indexOf('] - ', bracket)
  if (close >= 0) return text.slice(0, close + 1)
  return text.endsWith(']') ? text : text.slice(0, dash)
}
