import type { TestSummary } from '../test-summary/read-test-summary.ts'

/**
 * Whether every failure is an import inside a test of something that is not
 * there. The runner counts a failed test, but the test came to nothing that it
 * looks at: pytest and node --test, whose output names the error.
 */
export function failsOnlyByImports(
  output: string,
  { runner }: TestSummary,
): boolean {
  const errors = output.split('\n').flatMap((line) => {
    if (runner === 'pytest') return pytestError(line)
    return runner === 'node --test' ? nodeError(line) : []
  })
  return errors.length > 0 && errors.every((name) => missing.has(name))
}

const missing: ReadonlySet<string> = new Set([
  'ModuleNotFoundError',
  'ImportError',
  'ERR_MODULE_NOT_FOUND',
  'MODULE_NOT_FOUND',
])

/** `E   ModuleNotFoundError: No module named 'x'`, and the short summary. */
function pytestError(line: string): readonly string[] {
  const found =
    /^E {3}(assert|[A-Za-z_][\w.]{0,200})(?=[:\s]|$)/u.exec(line)?.[1] ??
    /^FAILED .{1,2000} - (\w{1,200})/u.exec(line)?.[1]
  return found === undefined ? [] : [found.split('.').at(-1) ?? found]
}

/** `Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'x'`, indented below its test; `code: 'ERR_MODULE_NOT_FOUND'` in TAP. */
function nodeError(line: string): readonly string[] {
  const told = /^\s{2,12}code: '(\w{1,60})'$/u.exec(line)?.[1]
  if (told !== undefined) return [told]
  const found =
    /^\s{2,12}(?:\w{0,60}(?:Error|Exception))(?: \[(\w{1,60})\])?(?::|$| \{)/u.exec(
      line,
    )
  if (found === null) return []
  const code = /Cannot find module/u.test(line) ? 'MODULE_NOT_FOUND' : 'other'
  return [found[1] ?? code]
}
