import { splitLine } from '../code-line.ts'
import type { DiffLine } from '../diff.ts'
import { codeOf, type TestLanguage, type TestMark } from './test-language.ts'

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
  marks,
  loose: () => [],
}

/** `Testing` is an ordinary function: a lower-case letter may not follow. */
function testName(code: string): string | null {
  const head =
    /^func (Test(?:[A-Z0-9_]\w{0,199})?)\(\w{1,99} {1,9}\*testing\.T\)/u
  return head.exec(code)?.[1] ?? null
}

/** `t.Skip(…)` in the function above it, and a build tag that leaves the file out. */
function marks(lines: readonly DiffLine[]): readonly TestMark[] {
  const found: TestMark[] = []
  let test: string | null = null
  for (const line of lines) {
    const { code, comment } = splitLine(line.text, 'go')
    test = testName(code) ?? (code.startsWith('func ') ? null : test)
    const call = /\b[a-z]{1,3}\.(Skip(?:Now|f)?)\(/u.exec(code)?.[1]
    if (call !== undefined) {
      found.push({ line: line.line, mark: `t.${call}`, test })
    }
    const tag = /^\/\/(?:go:build|\s?\+build)\s+ignore\b/u.exec(comment)
    if (code === '' && tag !== null) {
      found.push({ line: line.line, mark: tag[0], test: null })
    }
  }
  return found
}
