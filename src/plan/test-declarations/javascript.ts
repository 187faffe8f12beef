import type { DiffLine } from '../diff.ts'
import { readLiteral, skipMarks } from './javascript-marks.ts'
import {
  codeOf,
  type TestDeclaration,
  type TestLanguage,
} from './test-language.ts'

/** jest's, vitest's and node's `test("…")` and `it("…")`, under a name that is written out. */
export const javascript: TestLanguage = {
  name: 'javascript',
  holdsTests: (path) => /\.[cm]?[jt]sx?$/u.test(path),
  declared: (lines) =>
    find(lines).flatMap(({ name, line, isRun }) =>
      isRun ? [{ name, line }] : [],
    ),
  removed: (lines) => find(lines).map(({ name }) => name),
  marks: (lines, path) => skipMarks(lines, find(lines), path),
  loose: () => [],
}

type Call = TestDeclaration & {
  /** Neither skipped nor only announced. */
  readonly isRun: boolean
}

/** A call without its name so far. */
type OpenCall = Omit<Call, 'name'> & {
  /** What has to come before the name; `nothing` where the name is made by code. */
  readonly awaits: 'name' | 'end of table' | 'nothing'
}

type StartedCall = OpenCall & { readonly name: string | null }

function find(lines: readonly DiffLine[]): readonly Call[] {
  const calls: Call[] = []
  let open: OpenCall | null = null
  for (const line of lines) {
    const code = codeOf(line)
    const call: StartedCall | null = start(code, line.line) ?? goOn(code, open)
    if (call !== null && call.name !== null) {
      calls.push({ name: call.name, line: call.line, isRun: call.isRun })
    }
    open = call?.name === null && call.awaits !== 'nothing' ? call : null
  }
  return calls
}

const head =
  /^(?:(?:await|void|return) )?(?:test|it)((?:\.[A-Za-z]{1,20}){0,4})(?:<[^()]{0,200}>)? ?(?=[(`])/u

const skipping: ReadonlySet<string> = new Set(['skip', 'todo'])

/** Modifiers that are called themselves, before the call that holds the name. */
const calledFirst: ReadonlySet<string> = new Set([
  'each',
  'for',
  'skipIf',
  'runIf',
])

/** A call of `test` or `it` at the start of a line. */
function start(code: string, line: number): StartedCall | null {
  const found = head.exec(code)
  if (found === null) return null
  const modifiers = (found[1] ?? '').split('.')
  const isRun = !modifiers.some((word) => skipping.has(word))
  const rest = code.slice(found[0].length)
  if (modifiers.some((word) => calledFirst.has(word))) {
    const name = nameBehindTable(rest)
    return { line, isRun, awaits: 'end of table', name }
  }
  const name = readLiteral(rest.slice(1))
  const awaits = rest.slice(1).trim() === '' ? 'name' : 'nothing'
  return { line, isRun, awaits, name }
}

/** `([1, 2])('doubles %i', …` */
function nameBehindTable(text: string): string | null {
  let at = text.indexOf(')(')
  while (at >= 0) {
    const name = readLiteral(text.slice(at + 2))
    if (name !== null) return name
    at = text.indexOf(')(', at + 2)
  }
  return null
}

/** A name stands on the line after its call; a table may be long. */
function goOn(code: string, open: OpenCall | null): StartedCall | null {
  if (open === null) return null
  if (open.awaits === 'name') {
    return { ...open, awaits: 'nothing', name: readLiteral(code) }
  }
  const end = /^[\])}`]{1,4}\(/u.exec(code)?.[0] ?? null
  return {
    ...open,
    name: end === null ? null : readLiteral(code.slice(end.length)),
  }
}
