import {
  lastWords,
  type Listing,
  type ListingGrounds,
  type NamedTest,
  relativePath,
  type TestOutcome,
} from './test-results.ts'

/** Where a reader of jest's text stands. */
type Position = {
  readonly file: string
  readonly hasFailed: boolean
  /** Titles of the blocks around the line, by depth; `null` outside the list of tests. */
  readonly blocks: readonly string[] | null
}

/**
 * jest's `● store › loses` below `FAIL path`, and with one file or
 * `--verbose` the list of every test. Names are `path: store › loses`.
 */
export function listJest(
  lines: readonly string[],
  { root }: ListingGrounds,
): Listing {
  const tests: NamedTest[] = []
  let at: Position | null = null
  for (const line of lines) {
    const next = headingOf(line, root)
    if (next !== null) at = next
    else if (at !== null) {
      const read = readLine(line, at)
      if (read.test !== null) tests.push(read.test)
      at = read.at
    }
  }
  // `1 of 3 total`: the others were not run.
  const stopped = lines.some((line) =>
    /^\s{0,9}Test Suites:.{0,200}\d of \d{1,9} total/u.test(line),
  )
  return { tests: lastWords(tests), stopped }
}

/** `FAIL ./a.test.js (5.3 s)` */
function headingOf(line: string, root: string): Position | null {
  const [, word, path] =
    /^\s{0,2}(PASS|FAIL) {1,9}(\S.{0,500})$/u.exec(line) ?? []
  if (word === undefined || path === undefined) return null
  const file = path.replace(/ \(\d{1,9}(?:\.\d{1,9})? m?s\)$/u, '').trim()
  const hasFailed = word === 'FAIL'
  return { file: relativePath(file, root), hasFailed, blocks: [] }
}

type Reading = { readonly test: NamedTest | null; readonly at: Position }

function readLine(line: string, at: Position): Reading {
  const failure = /^ {2}● (\S.{0,500})$/u.exec(line)?.[1]
  if (failure !== undefined) {
    const test = at.hasFailed ? failureOf(failure, at) : null
    return { test, at: { ...at, blocks: null } }
  }
  if (line.trim() === '') return { test: null, at: { ...at, blocks: null } }
  return at.blocks === null ? { test: null, at } : readTree(line, at, at.blocks)
}

function failureOf(title: string, { file }: Position): NamedTest | null {
  if (title === 'Console' || /\bwarning:?$/iu.test(title)) return null
  const isSuite = title.startsWith('Test suite failed to run')
  return { name: isSuite ? file : `${file}: ${title}`, outcome: 'failed' }
}

const outcomes: Readonly<Record<string, TestOutcome>> = {
  '✓': 'passed',
  '√': 'passed',
  '✕': 'failed',
  '×': 'failed',
  '○': 'skipped',
  '✎': 'skipped',
}

/** Deepest nesting that is followed. */
const maxDepth = 50

function readTree(
  line: string,
  at: Position,
  blocks: readonly string[],
): Reading {
  const indent = line.length - line.trimStart().length
  const depth = Math.min(maxDepth, Math.max(0, Math.floor(indent / 2) - 1))
  const text = line.trim()
  const outcome = outcomes[text.charAt(0)]
  const around = blocks.slice(0, depth)
  if (outcome === undefined || text.charAt(1) !== ' ') {
    return { test: null, at: { ...at, blocks: [...around, text] } }
  }
  const title = text
    .slice(2)
    .replace(/^(?:skipped|todo) /u, '')
    .replace(/ \(\d{1,9}(?:\.\d{1,9})? m?s\)$/u, '')
  const name = `${at.file}: ${[...around, title].join(' › ')}`
  return { test: { name, outcome }, at }
}
