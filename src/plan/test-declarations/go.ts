import { codeOf, type TestLanguage } from './test-language.ts'

/** `func TestXxx(t *testing.T)`. */
export const go: TestLanguage = {
  name: 'go',
  holdsTests: (path) => path.endsWith('_test.go'),
  declared: (lines) =>
    lines.flatMap((line) => {
      const name = testName(codeOf(line))
      return name === null ? [] : [{ name, line: line.line }]
    }),
  removed: (lines) => lines.flatMap((line) => testName(codeOf(line)) ?? []),
}

/** `Testing` is an ordinary function: a lower-case letter may not follow. */
function testName(code: string): string | null {
  const head =
    /^func (Test(?:[A-Z0-9_]\w{0,199})?)\(\w{1,99} {1,9}\*testing\.T\)/u
  return head.exec(code)?.[1] ?? null
}
