import { needsVariable } from '../../../plan/needs-variable.ts'
import { isTestFile } from '../../../plan/test-path.ts'
import type { TestOutcome } from '../../test-summary/test-results.ts'
import { code, named } from '../named.ts'
import {
  contradicted,
  type CriteriaGrounds,
  nothing,
  type Showing,
  shown,
} from './showing.ts'
import { hasFailed } from './step-evidence.ts'

/** The branch adds tests, and they pass; `null` where none is known of. */
export function byNewTests(grounds: CriteriaGrounds): Showing | null {
  const names = [...new Set(grounds.newTests.map(({ name }) => name))]
  if (names.length === 0) return null
  const found = names.map((name) => outcomeOf(name, grounds))
  const failed = names.filter((_, at) => found[at] === 'failed')
  if (failed.length > 0) return contradicted(`${named(failed)} failed`)
  return found.every((outcome) => outcome === 'passed')
    ? shown(
        `${amount(names.length)}, ${names.length === 1 ? 'it' : 'all'} ran and passed`,
      )
    : byCount(names.length, grounds)
}

/** No new test is known: the branch has none, unless it changes a file that may hold tests which cannot be read. */
export function withoutNewTests({ files }: CriteriaGrounds): Showing {
  const mayHoldTests = files.some(
    ({ file, reason }) =>
      file.status !== 'deleted' &&
      (isTestFile(file.path) || reason.kind === 'reproduction'),
  )
  return mayHoldTests ? nothing : contradicted('the branch adds no test')
}

function amount(tests: number): string {
  return tests === 1 ? '1 new test' : `${tests} new tests`
}

/** Without names, the step that was handed the new tests must have run as many. */
function byCount(names: number, { steps }: CriteriaGrounds): Showing {
  const own = steps.filter(({ command }) => needsVariable(command, 'NEW_TESTS'))
  const failed = own.find(hasFailed)
  if (failed !== undefined) return contradicted(failed.id)
  const step = own.find(
    ({ status, tests }) =>
      status === 'passed' && tests !== null && tests.passed >= names,
  )
  return step === undefined
    ? nothing
    : shown(`${amount(names)}; ${code(step.command)} passed`)
}

/** A test or a file of tests that a criterion names; `null` where no step ran it. */
export function byTest(
  name: string,
  of: {
    /** The criterion says that it passes. */
    readonly isPass: boolean
    readonly grounds: CriteriaGrounds
  },
): Showing | null {
  switch (outcomeOf(name, of.grounds)) {
    case 'failed':
      return contradicted(`${code(name)} failed`)
    case 'passed':
      return shown(`${code(name)} ran and passed`)
    case 'skipped':
      return of.isPass ? contradicted(`${code(name)} was skipped`) : nothing
    case null:
      return of.isPass ? unknownTest(name, of.grounds) : null
  }
}

/** A name that speaks of a test, where every test that ran is named, and none is called so. */
function unknownTest(
  name: string,
  { steps, results }: CriteriaGrounds,
): Showing | null {
  const suites = steps.filter(
    ({ kind, status }) => kind === 'test' && status !== 'skipped',
  )
  const isWhole =
    suites.length > 0 &&
    suites.every(({ id }) => results.get(id)?.complete === true)
  const isTestName =
    /^\w{1,200}$/u.test(name) && /^test_|_test$|^Test[A-Z]/u.test(name)
  return isWhole && isTestName
    ? contradicted(`no step ran a test ${code(name)}`)
    : null
}

/** A failure anywhere counts more than a pass, and a pass more than a skipped run. */
function outcomeOf(
  name: string,
  { results, steps }: CriteriaGrounds,
): TestOutcome | null {
  const all = steps.flatMap((step) => {
    const read = results.get(step.id)
    return read === undefined ? [] : [{ step, read }]
  })
  for (const outcome of ['failed', 'passed', 'skipped'] as const) {
    const found = all.find(({ step, read }) => {
      const isTrusted = outcome !== 'passed' || step.status === 'passed'
      return isTrusted && read[outcome].some((full) => isNamed(full, name))
    })
    if (found !== undefined) return outcome
  }
  return null
}

/** The name as runners print it, or its end, or the file at its beginning; parameters may follow. */
function isNamed(full: string, name: string): boolean {
  if (name === '') return false
  const bracket = full.indexOf('[')
  const plain = bracket < 0 ? full : full.slice(0, bracket)
  const isEnd = [full, plain].some(
    (one) => one.endsWith(name) && isEdge(one.at(-name.length - 1)),
  )
  const isFile =
    /[./]/u.test(name) && full.startsWith(name) && isEdge(full.at(name.length))
  return isEnd || isFile
}

function isEdge(character: string | undefined): boolean {
  return character === undefined || !/[\w/.-]/u.test(character)
}
