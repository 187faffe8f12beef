import { go } from './test-declarations/go.ts'
import { javascript } from './test-declarations/javascript.ts'
import { python } from './test-declarations/python.ts'
import { rust } from './test-declarations/rust.ts'
import type { TestLanguage } from './test-declarations/test-language.ts'

const languages: readonly TestLanguage[] = [rust, python, javascript, go]

/** The language whose tests a file may declare, by its path. */
export function testLanguageOf(path: string): TestLanguage | null {
  return languages.find(({ holdsTests }) => holdsTests(path)) ?? null
}
