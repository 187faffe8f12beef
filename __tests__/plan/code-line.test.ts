import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import {
  type CodeLanguage,
  codeLanguageOf,
  splitLine,
} from '../../src/plan/code-line.ts'

describe('a line of code', () => {
  it.each<[CodeLanguage, string, string, string]>([
    ['rust', '  let a = "x // y"; // z', 'let a = "";', '// z'],
    [
      'rust',
      "fn f<'a>(q: char) { q == '\"' } // z",
      "fn f<'a>(q: char) { q == '' }",
      '// z',
    ],
    ['rust', '/// a doc', '', '/// a doc'],
    ['rust', '*count += 1;', '*count += 1;', ''],
    ['rust', ' * goes on', '', '* goes on'],
    ['python', 'a = \'#\' + "#"  # noqa', 'a = \'\' + ""', '# noqa'],
    ['python', '"""says # this"""', '""""""', ''],
    ['python', 'a = 7 // 2', 'a = 7 // 2', ''],
    ['javascript', 'a(`//`, "it\'s") /* b */ + c', 'a(``, "")  + c', '/* b */'],
    ['javascript', "say('a\\'b // c')", "say('')", ''],
    ['go', 'a := `"` + "//" //nolint', 'a := `` + ""', '//nolint'],
    ['go', 'a := "never closed', 'a := ""', ''],
  ])('of %s is told from strings and comments: %s', (...line) => {
    const [language, text, code, comment] = line

    expect(splitLine(text, language)).toEqual({ code, comment })
  })

  it('never grows by more than the quotes of a string that is not closed', () => {
    const languages = fc.constantFrom<CodeLanguage>(
      'rust',
      'python',
      'javascript',
      'go',
    )
    const text = fc.string({
      unit: fc.constantFrom('"', "'", '`', '\\', '/', '*', '#', 'a', ' '),
      maxLength: 60,
    })

    fc.assert(
      fc.property(text, languages, (line, language) => {
        const { code, comment } = splitLine(line, language)

        expect(code.length + comment.length).toBeLessThanOrEqual(
          line.length + 3,
        )
      }),
    )
  })

  it.each([
    ['src/a.rs', 'rust'],
    ['a.pyi', 'python'],
    ['a.test.mts', 'javascript'],
    ['cmd/main.go', 'go'],
    ['README.md', null],
  ])('is in a language by the name of its file: %s', (path, language) => {
    expect(codeLanguageOf(path)).toBe(language)
  })
})
