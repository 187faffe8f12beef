import {
  type Listing,
  type ListingGrounds,
  type NamedTest,
  relativePath,
} from './test-results.ts'

/** A line of a report: a block that begins, or what came of a test or a block. */
type Line =
  | { readonly kind: 'begin'; readonly depth: number; readonly title: string }
  | {
      readonly kind: 'result'
      readonly depth: number
      readonly title: string
      readonly outcome: NamedTest['outcome']
    }

/** Deepest nesting that is followed. */
const maxDepth = 50

/** node --test, spec and TAP: `store > keeps`. Blocks are listed beside the tests in them; the report names no file. */
export function listNodeTest(
  lines: readonly string[],
  { isCut, root }: ListingGrounds,
): Listing {
  const tests: NamedTest[] = []
  let around: readonly string[] = []
  for (const line of lines) {
    if (line.startsWith('✖ failing tests:')) break
    const read = readTap(line) ?? readSpec(line)
    if (read === null) continue
    const outer = around.slice(0, read.depth)
    const path = [...outer, relativePath(read.title, root)]
    if (read.kind === 'begin') around = path
    else {
      tests.push({ name: path.join(' > '), outcome: read.outcome })
      around = outer
    }
  }
  const isWhole = !isCut && tests.length === announced(lines)
  return { tests, stopped: false, named: isWhole ? 'everything' : 'something' }
}

/** Tests and blocks that the report counts. */
function announced(lines: readonly string[]): number {
  return lines.reduce((sum, line) => {
    const number = /^(?:ℹ|#) (?:tests|suites) (\d{1,9})$/u.exec(line)?.[1]
    return sum + Number(number ?? 0)
  }, 0)
}

/** `# Subtest: keeps`, `    not ok 2 - loses`, `ok 1 - later # SKIP`. */
function readTap(line: string): Line | null {
  const depth = depthOf(line, 4)
  const text = line.trimStart()
  if (text.startsWith('# Subtest: ')) {
    return { kind: 'begin', depth, title: text.slice('# Subtest: '.length) }
  }
  const [, not, rest] = /^(not )?ok \d{1,9} - (\S.{0,4096})$/u.exec(text) ?? []
  if (rest === undefined) return null
  const directive = rest.search(/ # (?:SKIP|TODO)\b/u)
  const title = directive < 0 ? rest : rest.slice(0, directive)
  const ran = not === undefined ? 'passed' : 'failed'
  return {
    kind: 'result',
    depth,
    title,
    outcome: directive < 0 ? ran : 'skipped',
  }
}

/** `▶ store`, `  ✔ keeps (1.38ms)`, `﹣ later (5.1ms) # SKIP`. */
function readSpec(line: string): Line | null {
  const depth = depthOf(line, 2)
  const text = line.trimStart()
  if (text.startsWith('▶ ')) {
    return { kind: 'begin', depth, title: text.slice(2) }
  }
  const [, mark, rest = ''] = /^([✔✖﹣]) (\S.{0,4500})$/u.exec(text) ?? []
  const time = [...rest.matchAll(takenTime)].at(-1)
  if (mark === undefined || time === undefined) return null
  const isLeftOut = mark === '﹣' || time.index + time[0].length < rest.length
  const ran = mark === '✔' ? 'passed' : 'failed'
  return {
    kind: 'result',
    depth,
    title: rest.slice(0, time.index),
    outcome: isLeftOut ? 'skipped' : ran,
  }
}

/** What stands behind a title, before the end of the line or a directive. */
const takenTime = / \(\d{1,12}(?:\.\d{1,12})?ms\)(?=$| # )/gu

function depthOf(line: string, width: number): number {
  const indent = line.length - line.trimStart().length
  return Math.min(maxDepth, Math.floor(indent / width))
}
