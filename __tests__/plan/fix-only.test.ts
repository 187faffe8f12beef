import { describe, expect, it } from '@jest/globals'
import { namesOfFix } from '../../src/plan/fix-only.ts'

function diff(path: string, body: string): string {
  const lines = body.split('\n')
  const count = (mark: string): number =>
    lines.filter((line) => line.startsWith(mark)).length
  return [
    `diff --git a/${path} b/${path}`,
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -1,${count('-')} +1,${count('+')} @@`,
    ...lines,
    '',
  ].join('\n')
}

function names(path: string, body: string): readonly string[] {
  return [...namesOfFix(diff(path, body), ['tests/own.py'])].toSorted()
}

describe('the names that a fix brings', () => {
  it('are those of functions, classes, methods, properties and parameters', () => {
    expect(
      names(
        'src/calc.js',
        '+export function first(a) {\n+  async second(a, b) {\n+module.exports.third = 1\n+const fourth = (x) => x\n+class Fifth {\n+  sixth: true,',
      ),
    ).toEqual(
      expect.arrayContaining([
        'first',
        'second',
        'third',
        'fourth',
        'Fifth',
        'sixth',
      ]),
    )
    expect(
      names('calc.py', '+def divide(a, b, strict=False):\n+    self.limit = 3'),
    ).toEqual(['divide', 'limit', 'strict'])
  })

  it('leave out what is only called, and what stands in comments and strings', () => {
    expect(
      names(
        'src/calc.js',
        '+  return rows.map(one).filter(two) // const three = 1',
      ),
    ).toEqual([])
    expect(names('src/calc.js', "+  log('const four = 1')")).toEqual([])
  })

  it('leave out what removed lines have too', () => {
    expect(
      names('src/calc.js', '-const total = a\n+const total = a + b'),
    ).toEqual([])
  })

  it('leave out the reproduction test and files that are no code', () => {
    expect(names('tests/own.py', '+def helper():')).toEqual([])
    expect(names('README.md', '+def helper():')).toEqual([])
  })
})
