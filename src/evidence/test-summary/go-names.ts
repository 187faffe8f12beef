import { textAt } from '../../context/decode.ts'
import {
  type Listing,
  type ListingGrounds,
  type NamedTest,
  type TestOutcome,
} from './test-results.ts'

const outcomes: Readonly<Record<string, TestOutcome>> = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
}

/**
 * go test: tests behind their package. The text without `-v` names failures
 * only. A package that cannot be built, or fails without a failed test,
 * stands for itself.
 */
export function listGo(
  lines: readonly string[],
  { isCut }: ListingGrounds,
): Listing {
  const events = lines.flatMap((line) => readEvent(line) ?? [])
  const isJson = events.length > 0
  const packages = isJson ? packagesOfEvents(events) : packagesOfText(lines)
  const isNamingAll = isJson || lines.some((line) => line.startsWith('=== RUN'))
  const uncut = isNamingAll ? 'everything' : 'failures'
  return {
    tests: packages.flatMap(testsOf),
    stopped: packages.some(hasBrokenOff) || hasPanicked(lines),
    named: isCut ? 'something' : uncut,
  }
}

type Package = {
  readonly name: string
  readonly hasFailed: boolean
  readonly isBuilt: boolean
  readonly tests: readonly NamedTest[]
}

function testsOf({ name, hasFailed, tests }: Package): readonly NamedTest[] {
  const qualified = tests.map((test) => ({
    ...test,
    name: `${name} ${test.name}`,
  }))
  const isExplained = tests.some(({ outcome }) => outcome === 'failed')
  return hasFailed && !isExplained
    ? [...qualified, { name, outcome: 'failed' }]
    : qualified
}

/** The test program ended by itself, so that its other tests were not run. */
function hasBrokenOff({ hasFailed, isBuilt, tests }: Package): boolean {
  return (
    hasFailed && isBuilt && !tests.some(({ outcome }) => outcome === 'failed')
  )
}

function hasPanicked(lines: readonly string[]): boolean {
  return lines.some(
    (line) =>
      line.startsWith('panic: ') ||
      (line.startsWith('{') && line.includes('"Output":"panic: ')),
  )
}

/** `--- FAIL: TestKeeps (0.00s)` stands before the line of its package. */
function packagesOfText(lines: readonly string[]): readonly Package[] {
  const packages: Package[] = []
  let tests: NamedTest[] = []
  for (const line of lines) {
    const test = readResult(line)
    if (test !== null) tests.push(test)
    const [, word, name] =
      /^(ok {2}|FAIL|\? {3})\t(\S{1,400})/u.exec(line) ?? []
    if (word === undefined || name === undefined) continue
    const hasFailed = word === 'FAIL'
    const isBuilt = !/\[(?:build|setup) failed\]/u.test(line)
    packages.push({ name, hasFailed, isBuilt, tests })
    tests = []
  }
  return packages
}

function readResult(line: string): NamedTest | null {
  const [, word, name] =
    /--- (PASS|FAIL|SKIP): (\S{1,500}) \(\d{1,9}\.\d{1,3}s\)$/u.exec(line) ?? []
  const outcome = outcomes[word?.toLowerCase() ?? '']
  return outcome === undefined || name === undefined ? null : { name, outcome }
}

type Event = {
  readonly package: string
  /** `null` for an event of the whole package. */
  readonly test: string | null
  readonly action: string
  readonly isBuilt: boolean
}

function readEvent(line: string): Event | null {
  if (!line.startsWith('{') || !line.includes('"Action":')) return null
  const event = parse(line)
  const name = textAt(event, 'Package')
  const action = textAt(event, 'Action')
  if (name === null || action === null) return null
  const isBuilt = textAt(event, 'FailedBuild') === null
  return { package: name, test: textAt(event, 'Test'), action, isBuilt }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function packagesOfEvents(events: readonly Event[]): readonly Package[] {
  const packages = new Map<string, Event[]>()
  for (const event of events) {
    const known = packages.get(event.package)
    if (known === undefined) packages.set(event.package, [event])
    else known.push(event)
  }
  return [...packages].map(([name, own]) => {
    const whole = own.filter(({ test }) => test === null)
    return {
      name,
      hasFailed: whole.some(({ action }) => action === 'fail'),
      isBuilt: whole.every(({ isBuilt }) => isBuilt),
      tests: own.flatMap(({ test, action }) => {
        const outcome = outcomes[action]
        return test === null || outcome === undefined
          ? []
          : [{ name: test, outcome }]
      }),
    }
  })
}
