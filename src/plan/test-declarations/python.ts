import { codeOf, type TestLanguage } from './test-language.ts'

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
