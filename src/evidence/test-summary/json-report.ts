import { at, numberAt, textAt } from '../../context/decode.ts'
import {
  type NamedTest,
  namesOf,
  relativePath,
  type TestOutcome,
  type TestResults,
} from './test-results.ts'

/** Results of a runner that has such a report. */
type JsonReport = TestResults & { readonly runner: 'jest' | 'vitest' }

/** The report of `jest --json` or of vitest's reporter `json`, on a line of its own or as the whole output; `null` where there is none. */
export function readJsonReport(output: string, root = ''): JsonReport | null {
  const line = output.split('\n').find((text) => text.startsWith('{"num'))
  const report = parse(line ?? output.trim())
  const files = at(report, 'testResults')
  const total = numberAt(report, 'numTotalTests')
  if (!Array.isArray(files) || total === null) return null
  const tests = files.flatMap((file: unknown) => testsOf(file, root))
  const failed = namesOf(tests, 'failed')
  const isJest = numberAt(report, 'numRuntimeErrorTestSuites') !== null
  return {
    runner: isJest ? 'jest' : 'vitest',
    passed: namesOf(tests, 'passed'),
    failed,
    skipped: namesOf(tests, 'skipped'),
    complete: tests.length >= total,
    allFailures: failed.length >= (numberAt(report, 'numFailedTests') ?? 0),
    stopped: at(report, 'wasInterrupted') === true,
  }
}

function parse(text: string): unknown {
  if (!text.startsWith('{')) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A file that cannot be loaded stands for itself. */
function testsOf(file: unknown, root: string): readonly NamedTest[] {
  const path = relativePath(textAt(file, 'name') ?? '', root)
  const results = at(file, 'assertionResults')
  const tests = Array.isArray(results)
    ? results.flatMap((test: unknown) => testOf(test, path))
    : []
  const isExplained = tests.some(({ outcome }) => outcome === 'failed')
  return textAt(file, 'status') === 'failed' && !isExplained
    ? [...tests, { name: path, outcome: 'failed' }]
    : tests
}

function testOf(test: unknown, path: string): readonly NamedTest[] {
  const title = textAt(test, 'title')
  const status = textAt(test, 'status')
  if (title === null || status === null) return []
  const titles = at(test, 'ancestorTitles')
  const around = Array.isArray(titles)
    ? titles.filter((one: unknown) => typeof one === 'string' && one !== '')
    : []
  const name = `${path}: ${[...around, title].join(' › ')}`
  return [{ name, outcome: outcomes[status] ?? 'skipped' }]
}

const outcomes: Readonly<Record<string, TestOutcome>> = {
  passed: 'passed',
  failed: 'failed',
}
