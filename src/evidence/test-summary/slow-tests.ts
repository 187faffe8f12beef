import { printableText } from '../../text/printable.ts'
import { firstCharacters } from '../../text/truncate.ts'
import { junitTags, nameOf } from './junit.ts'
import { maxNameCharacters } from './test-results.ts'
import { attribute, type XmlTag } from './xml-tags.ts'

/** One test and how long it took. */
export type TimedTest = {
  readonly name: string
  /** Milliseconds. */
  readonly durationMs: number
}

/** Tests that are named, and from which duration on. */
const most = { tests: 5, fastMs: 1_000 } as const

/**
 * The slowest tests of a run, of those that took a second or more: by its
 * reports in JUnit's XML, else by what node --test, jest, vitest, go test,
 * nextest and pytest (`--durations`) print.
 */
export function readSlowTests(
  output: string,
  reports: readonly string[],
): readonly TimedTest[] {
  const reported = reports.flatMap((xml) => timedCases(junitTags(xml) ?? []))
  return slowestOf(reported.length > 0 ? reported : timedLines(output))
}

/** Those that are named among more, the slowest first. */
export function slowestOf(tests: readonly TimedTest[]): readonly TimedTest[] {
  const slow = tests.filter(({ durationMs }) => durationMs >= most.fastMs)
  // A report and its parts may tell of the same test.
  const known = new Map(slow.map((test) => [test.name, test]))
  return [...known.values()]
    .sort((one, other) => other.durationMs - one.durationMs)
    .slice(0, most.tests)
}

function timedCases(tags: readonly XmlTag[]): readonly TimedTest[] {
  const open: XmlTag[] = []
  const timed: TimedTest[] = []
  for (const tag of tags) {
    if (tag.kind === 'close') {
      open.pop()
      continue
    }
    const seconds = tag.name === 'testcase' ? attribute(tag, 'time') : null
    if (seconds !== null) {
      timed.push(...timedTest(nameOf(tag, open), `${seconds}s`))
    }
    if (tag.kind === 'open') open.push(tag)
  }
  return timed
}

function timedLines(output: string): readonly TimedTest[] {
  return output.split('\n').flatMap((line) => {
    const text = line.trim()
    return inBrackets(text) ?? atTheEnd(text) ?? atTheStart(text) ?? []
  })
}

/** `✔ keeps both (1204.5ms)`, `--- PASS: TestKeep (1.20s)`. */
function inBrackets(line: string): readonly TimedTest[] | null {
  const at = line.lastIndexOf(' (')
  if (at < 0 || !line.endsWith(')')) return null
  const name = outcome.exec(line.slice(0, at))?.[1]
  return name === undefined ? null : timedTest(name, line.slice(at + 2, -1))
}

/** `✓ keep.test.ts > keeps both 1204ms`. */
function atTheEnd(line: string): readonly TimedTest[] | null {
  const at = line.lastIndexOf(' ')
  const name = outcome.exec(line.slice(0, Math.max(0, at)))?.[1]
  return name === undefined ? null : timedTest(name, line.slice(at + 1))
}

/** `PASS [   1.204s] keep tests::both`, `1.20s call     tests/test_keep.py::test_both`. */
function atTheStart(line: string): readonly TimedTest[] | null {
  const found =
    /^(?:PASS|FAIL) \[ {0,20}(\d{1,9}\.\d{1,9}s)\] {1,20}(\S.*)$/u.exec(line) ??
    /^(\d{1,9}\.\d{1,9}s) call {1,20}(\S.*)$/u.exec(line)
  return found === null ? null : timedTest(found[2] ?? '', found[1] ?? '')
}

const outcome = /^(?:[✓✔√✖✕×]|--- (?:PASS|FAIL):) (\S.*)$/u

function timedTest(name: string, duration: string): readonly TimedTest[] {
  const [, amount = '', unit] =
    /^(\d{1,9}(?:[.,]\d{1,12})?) ?(ms|s)$/u.exec(duration) ?? []
  if (amount === '') return []
  const durationMs = Math.round(
    Number(amount.replace(',', '.')) * (unit === 's' ? 1_000 : 1),
  )
  const shown = firstCharacters(printableText(name).trim(), maxNameCharacters)
  return shown === '' ? [] : [{ name: shown, durationMs }]
}
