import { splitLine } from '../code-line.ts'
import type { DiffLine } from '../diff.ts'
import { codeOf, type TestLanguage, type TestMark } from './test-language.ts'

/** pytest's `def test_…`, in classes as well, and unittest's `def testThat`. */
export const python: TestLanguage = {
  name: 'python',
  holdsTests: isTestFile,
  declared: (lines) =>
    lines.flatMap((line) => {
      const name = testName(codeOf(line))
      return name === null ? [] : [{ name, line: line.line }]
    }),
  removed: (lines) => lines.flatMap((line) => testName(codeOf(line)) ?? []),
  marks,
  loose: () => [],
}

function testName(code: string): string | null {
  const head = /^(?:async {1,9})?def {1,9}(test[_A-Z]\w{0,199}) ?[([]/u
  return head.exec(code)?.[1] ?? null
}

/** Where pytest looks for tests, or a folder of tests: `check_db.test_connection` is no test. */
function isTestFile(path: string): boolean {
  const [, folder = '', name = ''] = /^(.*\/)?([^/]*)\.py$/u.exec(path) ?? []
  return (
    /^test_|^tests?$|_tests?$/u.test(name) ||
    (name !== '' && /(?:^|\/)tests?\//u.test(folder))
  )
}

const marking =
  /\b(?:pytest\.(?:mark\.(?:skip|skipif|xfail)|skip|xfail|importorskip)\b|unittest\.(?:skip|skipIf|skipUnless|expectedFailure|SkipTest)\b|mark\.(?:skip|skipif|xfail)\b|self\.skipTest\b|SkipTest\b)|^@(?:skip|skipIf|skipUnless|xfail|expectedFailure)\b|^__test__ ?= ?False\b|^collect_ignore(?:_glob)? ?=/u

type OpenMark = { line: number; mark: string; test: string | null }

/** Decorators belong to the function below them, calls to the one above. */
function marks(lines: readonly DiffLine[]): readonly TestMark[] {
  const found: OpenMark[] = []
  let waiting: OpenMark[] = []
  let above: string | null = null
  for (const line of lines) {
    const { code } = splitLine(line.text, 'python')
    if (/^(?:class|def|async def)\b/u.test(code)) {
      const name = testName(code)
      for (const mark of waiting) mark.test = name
      waiting = []
      above = name
    } else if (/^[^\s#)\]}]/u.test(line.text)) above = null
    const mark = markIn(code)
    if (mark === null) continue
    const open = { line: line.line, mark, test: above }
    found.push(open)
    if (isOfNextFunction(line.text, code, above)) waiting.push(open)
  }
  return found
}

function markIn(code: string): string | null {
  if (/^(?:from|import)\b/u.test(code)) return null
  return marking.exec(code)?.[0].replace(/^@/u, '') ?? null
}

/** A decorator, or a part of one that goes over several lines. */
function isOfNextFunction(
  text: string,
  code: string,
  above: string | null,
): boolean {
  return code.startsWith('@') || (above === null && /^\s/u.test(text))
}
