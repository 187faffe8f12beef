import type { FindPath, Told } from './problem.ts'

/** Says of a test how it went, or that what follows is its own. */
const verdict = /^\s{0,80}--- (FAIL|PASS|SKIP): (\S{1,400}) \(/u
const running = /^=== (?:RUN|CONT|NAME) {1,4}(\S{1,400})/u

/** `    a_test.go:7: message`, indented by the depth of the test. */
const logged = /^(\s{4,80})([^\s:]{1,400}\.go):(\d{1,9}): ?(.{0,2000})$/u

/** `FAIL	example.org/module/package	0.002s` */
const packageEnd = /^(?:FAIL|ok)\s{1,9}(\S{1,400})/u

type Log = Told & { readonly test: string }

/** Lines that a message may go on for, as the tables of testify do. */
const mostLines = 12

/** What failed tests of Go log, by file and line; the package, which is named behind them, tells the folder. */
export function goTestProblems(
  lines: readonly string[],
  find: FindPath,
): readonly Told[] {
  return packagesOf(lines).flatMap(({ from, to, name }) =>
    ofPackage(lines, { from, to }).map((log) => ({
      ...log,
      path: inPackage(log.path, name, find),
    })),
  )
}

type Range = {
  readonly from: number
  /** Behind the last line. */
  readonly to: number
}

/** A package is named behind its tests; text without a name is that of one package. */
function packagesOf(
  lines: readonly string[],
): readonly (Range & { readonly name: string })[] {
  const packages: (Range & { readonly name: string })[] = []
  let from = 0
  for (const [index, line] of lines.entries()) {
    const name = packageEnd.exec(line)?.[1]
    if (name === undefined) continue
    packages.push({ from, to: index, name })
    from = index + 1
  }
  return [...packages, { from, to: lines.length, name: '' }]
}

function ofPackage(
  lines: readonly string[],
  { from, to }: Range,
): readonly Log[] {
  const failed = new Set<string>()
  const logs: Log[] = []
  let test: string | null = null
  for (let index = from; index < to; index += 1) {
    const said = speakerOf(lines[index] ?? '')
    if (said?.isFailure === true) failed.add(said.test)
    test = said?.test ?? test
    if (test !== null) logs.push(...readLog(lines, index, test))
  }
  return logs.filter((log) => failed.has(log.test))
}

/** The test that a line is about. */
function speakerOf(
  line: string,
): { readonly test: string; readonly isFailure: boolean } | null {
  const [, word, judged] = verdict.exec(line) ?? []
  const test = judged ?? running.exec(line)?.[1]
  return test === undefined ? null : { test, isFailure: word === 'FAIL' }
}

function readLog(
  lines: readonly string[],
  index: number,
  test: string,
): readonly Log[] {
  const [, indent, path, number, text = ''] =
    logged.exec(lines[index] ?? '') ?? []
  if (indent === undefined || path === undefined) return []
  const more: string[] = []
  for (const next of lines.slice(index + 1, index + mostLines)) {
    if (!next.startsWith(`${indent}    `) || verdict.test(next)) break
    more.push(next.trim())
  }
  const message = `${test}: ${said([text, ...more])}`
  const range = { from: index, to: index + more.length }
  return [{ path, line: Number(number), message, test, ...range }]
}

/** Without the place that testify repeats, and the name that stands before. */
function said(lines: readonly string[]): string {
  return lines
    .filter((line) => !/^(?:Error Trace|Test):/u.test(line))
    .map((line) => line.replace(/^(?:Error|Messages):\s{1,20}/u, ''))
    .join(' ')
}

/** The end of a package's name is its folder in the module. */
function inPackage(file: string, name: string, find: FindPath): string {
  const parts = name.split('/')
  for (const at of parts.keys()) {
    const path = [...parts.slice(at), file].join('/')
    if (find(path) !== null) return path
  }
  return file
}
