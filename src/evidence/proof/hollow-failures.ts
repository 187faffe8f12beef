import type { TestSummary } from '../test-summary/read-test-summary.ts'

/** What a failed test came to that came to nothing of what it looks at. */
export type HollowFailure = 'import' | 'timeout'

/**
 * Whether every failure is hollow: an import within a test of something that is
 * not there, or the end of the time that the runner gives a test. The runner
 * counts a failed test, but nothing was looked at. The first kind found, else
 * `null`; only where the output tells of each failure what it was.
 */
export function hollowFailures(
  output: string,
  { runner }: TestSummary,
): HollowFailure | null {
  const lines = output.split('\n')
  const kinds = lines.flatMap((line, index) =>
    readers[runner](line, lines, index),
  )
  const hollow = kinds.filter((kind) => kind !== 'other')
  return hollow.length < kinds.length ? null : (hollow[0] ?? null)
}

type Kind = HollowFailure | 'other'

/** What one line says of a failure; `[]` for any other line. */
type Reader = (
  line: string,
  lines: readonly string[],
  index: number,
) => readonly Kind[]

const readers: Readonly<Record<TestSummary['runner'], Reader>> = {
  pytest: pytestFailure,
  'node --test': nodeFailure,
  jest: jestFailure,
  vitest: vitestFailure,
  'cargo nextest': nextestFailure,
  'cargo test': () => [],
  'go test': () => [],
}

/** `E   ModuleNotFoundError: No module named 'x'`, and the short summary; pytest-timeout's `Failed: Timeout (>1.0s)`. */
function pytestFailure(line: string): readonly Kind[] {
  const [, name, rest = ''] =
    /^E {3}(assert|[A-Za-z_][\w.]{0,200})(?=[:\s]|$)(.*)/u.exec(line) ??
    /^FAILED .{1,2000} - (\w{1,200})(.*)/u.exec(line) ??
    []
  if (name === undefined) return []
  if (name === 'Failed' && rest.startsWith(': Timeout')) return ['timeout']
  const last = name.slice(name.lastIndexOf('.') + 1)
  return [missing.has(last) ? 'import' : 'other']
}

const missing: ReadonlySet<string> = new Set([
  'ModuleNotFoundError',
  'ImportError',
  'ERR_MODULE_NOT_FOUND',
  'MODULE_NOT_FOUND',
])

/** `Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'x'`, indented below its test; `code:` and `error:` in TAP. */
function nodeFailure(
  line: string,
  lines: readonly string[],
  index: number,
): readonly Kind[] {
  if (!/^\s{2,12}\S/u.test(line)) return []
  const text = line.trim()
  if (/^(?:error: )?'test timed out after \d/u.test(text)) return ['timeout']
  if (text.startsWith('error: ')) {
    return nodeMessage(text.endsWith('|-') ? (lines[index + 1] ?? '') : text)
  }
  const code = /^code: '(\w{1,60})'$/u.exec(text)?.[1]
  return code === undefined ? nodeError(text) : nodeCode(code)
}

/** A group says of itself what its tests say; behind a missing module its code follows. */
function nodeMessage(message: string): readonly Kind[] {
  const isTold =
    /'\d{1,9} subtests? failed'|Cannot find (?:module|package) /u.test(message)
  return isTold ? [] : ['other']
}

/** `ERR_TEST_FAILURE` is the code of every failure that has none of its own. */
function nodeCode(code: string): readonly Kind[] {
  if (code === 'ERR_TEST_FAILURE') return []
  return [missing.has(code) ? 'import' : 'other']
}

function nodeError(text: string): readonly Kind[] {
  const [, code] =
    /^\w{0,60}(?:Error|Exception)(?: \[(\w{1,60})\])?(?::|$| \{)/u.exec(
      text,
    ) ?? [null, null]
  if (code === null) return []
  const isMissing =
    missing.has(code ?? '') || text.includes('Cannot find module')
  return [isMissing ? 'import' : 'other']
}

/** `  ● suite › test`, an empty line, and the message, indented further. */
function jestFailure(
  line: string,
  lines: readonly string[],
  index: number,
): readonly Kind[] {
  if (!/^ {2}● /u.test(line)) return []
  const message = lines[index + 2] ?? ''
  if (/^\s{4}thrown: "Exceeded timeout of /u.test(message)) return ['timeout']
  const isMissing =
    /^\s{4}(?:\w{0,60}Error: )?(?:Cannot find (?:module|package) |A dynamic import callback was )/u
  return [isMissing.test(message) ? 'import' : 'other']
}

/** ` FAIL  file > test`, and the error on the next line. */
function vitestFailure(
  line: string,
  lines: readonly string[],
  index: number,
): readonly Kind[] {
  if (!/^ FAIL {2}\S.{0,2000} > /u.test(line)) return []
  const message = lines[index + 1] ?? ''
  // Tests that fail in the same way share one message.
  if (message.startsWith(' FAIL  ')) return []
  if (/^Error: (?:Test|Hook) timed out in \d/u.test(message)) return ['timeout']
  const isMissing = /^Error: (?:Cannot find (?:module|package) |Failed to )/u
  return [isMissing.test(message) ? 'import' : 'other']
}

/** `TIMEOUT [   1.0s] crate test`, beside `FAIL` and the signals. */
function nextestFailure(line: string): readonly Kind[] {
  const [, word] =
    /^\s{0,20}(FAIL|TIMEOUT|SIG[A-Z]{2,9}|ABORT|LEAK-FAIL) \[/u.exec(line) ?? []
  if (word === undefined) return []
  return [word === 'TIMEOUT' ? 'timeout' : 'other']
}
