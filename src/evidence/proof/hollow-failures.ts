import { codeLanguageOf } from '../../plan/code-line.ts'
import type { FixOnly } from '../../plan/fix-only.ts'
import type { TestSummary } from '../test-summary/read-test-summary.ts'
import { type MissingInFix, missingInFix } from './missing-in-fix.ts'

/** What a failed test came to that came to nothing of what it looks at. */
export type HollowFailure =
  | { readonly kind: 'import' }
  | { readonly kind: 'timeout' }
  | MissingInFix

/** Output of a test runner, and what its tests cannot have found. */
export type FailedOutput = {
  readonly output: string
  readonly summary: TestSummary
  readonly fixOnly: FixOnly
}

/**
 * Whether every failure is hollow: an import within a test of something that is
 * not there, a name or a file that only the fix brings, or the end of the time
 * that the runner gives a test. The runner counts a failed test, but nothing
 * was looked at. The first one found, else `null`; only where the output tells
 * of each failure what it was.
 */
export function hollowFailures({
  output,
  summary,
  fixOnly,
}: FailedOutput): HollowFailure | null {
  const lines = output.split('\n')
  const isInFull = lines.some((line) => line.startsWith('E   '))
  const found = lines.flatMap((line, index) =>
    readers[summary.runner](line, { lines, index, isInFull, fixOnly }),
  )
  const hollow = found.filter((one) => one !== 'other')
  return hollow.length < found.length ? null : (hollow[0] ?? null)
}

type Failure = HollowFailure | 'other'

type Place = {
  readonly lines: readonly string[]
  readonly index: number
  /** pytest prints the errors of failed tests, not their short summary alone. */
  readonly isInFull: boolean
  readonly fixOnly: FixOnly
}

/** What one line says of a failure; `[]` for any other line. */
type Reader = (line: string, place: Place) => readonly Failure[]

const readers: Readonly<Record<TestSummary['runner'], Reader>> = {
  pytest: pytestFailure,
  'node --test': nodeFailure,
  jest: jestFailure,
  vitest: vitestFailure,
  'cargo nextest': nextestFailure,
  'cargo test': rustFailure,
  'go test': goFailure,
}

const byImport: Failure = { kind: 'import' }
const byTimeout: Failure = { kind: 'timeout' }

function told(message: string, { fixOnly }: Place): readonly Failure[] {
  return [missingInFix(message, fixOnly) ?? 'other']
}

/** `E   ModuleNotFoundError: No module named 'x'`, and the short summary; pytest-timeout's `Failed: Timeout (>1.0s)`. */
function pytestFailure(line: string, place: Place): readonly Failure[] {
  const [, name, rest = ''] =
    /^E {3,40}(assert(?= )|[A-Za-z_][\w.]{0,200}(?=:|$))(.*)/u.exec(line) ??
    /^FAILED .{1,2000} - (\w{1,200})(.*)/u.exec(line) ??
    []
  if (name === undefined) return []
  if (name === 'Failed' && rest.startsWith(': Timeout')) return [byTimeout]
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (missing.has(last)) return [byImport]
  // The short summary may end before the name that is missing.
  const isRepeated = place.isInFull && line.startsWith('FAILED ')
  return isRepeated ? [] : told(rest, place)
}

const missing: ReadonlySet<string> = new Set([
  'ModuleNotFoundError',
  'ImportError',
  'ERR_MODULE_NOT_FOUND',
  'MODULE_NOT_FOUND',
])

/** `Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'x'`, indented below its test; `code:` and `error:` in TAP. */
function nodeFailure(line: string, place: Place): readonly Failure[] {
  if (!/^\s{2,12}\S/u.test(line)) return []
  const text = line.trim()
  if (/^(?:error: )?'test timed out after \d/u.test(text)) return [byTimeout]
  if (text.startsWith('error: ')) {
    const next = place.lines[place.index + 1] ?? ''
    return nodeMessage(text.endsWith('|-') ? next : text, place)
  }
  const code = /^code: '(\w{1,60})'$/u.exec(text)?.[1]
  return code === undefined ? nodeError(text, place) : nodeCode(code)
}

/** A group says of itself what its tests say; behind a missing module its code follows. */
function nodeMessage(message: string, place: Place): readonly Failure[] {
  const isTold =
    /'\d{1,9} subtests? failed'|Cannot find (?:module|package) /u.test(message)
  return isTold ? [] : told(message, place)
}

/** `ERR_TEST_FAILURE` is the code of every failure that has none of its own; a file that is missing is told in the message too. */
function nodeCode(code: string): readonly Failure[] {
  if (code === 'ERR_TEST_FAILURE' || code === 'ENOENT') return []
  return [missing.has(code) ? byImport : 'other']
}

function nodeError(text: string, place: Place): readonly Failure[] {
  const [, code] =
    /^\w{0,60}(?:Error|Exception)(?: \[(\w{1,60})\])?(?::|$| \{)/u.exec(
      text,
    ) ?? [null, null]
  if (code === null) return []
  const isMissing =
    missing.has(code ?? '') || text.includes('Cannot find module')
  return isMissing ? [byImport] : told(text, place)
}

/** `  ● suite › test`, an empty line, and the message, indented further. */
function jestFailure(line: string, place: Place): readonly Failure[] {
  if (!/^ {2}● /u.test(line)) return []
  const message = place.lines[place.index + 2] ?? ''
  if (/^\s{4}thrown: "Exceeded timeout of /u.test(message)) return [byTimeout]
  const isMissing =
    /^\s{4}(?:\w{0,60}Error: )?(?:Cannot find (?:module|package) |A dynamic import callback was )/u
  return isMissing.test(message) ? [byImport] : told(message, place)
}

/** ` FAIL  file > test`, and the error on the next line. */
function vitestFailure(line: string, place: Place): readonly Failure[] {
  if (!/^ FAIL {2}\S.{0,2000} > /u.test(line)) return []
  const message = place.lines[place.index + 1] ?? ''
  // Tests that fail in the same way share one message.
  if (message.startsWith(' FAIL  ')) return []
  if (/^Error: (?:Test|Hook) timed out in \d/u.test(message)) return [byTimeout]
  const isMissing = /^Error: (?:Cannot find (?:module|package) |Failed to )/u
  return isMissing.test(message) ? [byImport] : told(message, place)
}

/** `TIMEOUT [   1.0s] crate test`, beside `FAIL` and the signals. */
function nextestFailure(line: string): readonly Failure[] {
  const [, word] =
    /^\s{0,20}(FAIL|TIMEOUT|SIG[A-Z]{2,9}|ABORT|LEAK-FAIL) \[/u.exec(line) ?? []
  if (word === undefined) return []
  return [word === 'TIMEOUT' ? byTimeout : 'other']
}

/** `thread 'x' panicked at tests/a.rs:5:10:`, and the message on the next line, which names no path where a file is missing. */
function rustFailure(line: string, place: Place): readonly Failure[] {
  if (!/^thread '.{1,2000}' .{0,60}panicked at /u.test(line)) return []
  const message = place.lines[place.index + 1] ?? ''
  const data = place.fixOnly.files.find((path) => codeLanguageOf(path) === null)
  const isMissing = /\bOs \{ code: 2, kind: NotFound\b/u.test(message)
  if (!isMissing || data === undefined) return ['other']
  return [{ kind: 'file', path: data }]
}

/** `    a_test.go:7: message`, of a test that fails or logs. */
function goFailure(line: string, place: Place): readonly Failure[] {
  const message = /^\s{4,40}\S{1,200}\.go:\d{1,9}: (.*)/u.exec(line)?.[1]
  return message === undefined ? [] : told(message, place)
}
