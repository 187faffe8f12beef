import type { DiffLine } from '../diff.ts'
import {
  codeOf,
  type TestDeclaration,
  type TestLanguage,
} from './test-language.ts'

/** `#[test] fn`, also of frameworks whose attribute ends in `test` (`#[tokio::test]`, `#[rstest]`). */
export const rust: TestLanguage = {
  name: 'rust',
  holdsTests: (path) => path.endsWith('.rs'),
  declared,
  removed: (lines) =>
    lines.flatMap(
      (line) => functionName(withoutAttributes(codeOf(line))) ?? [],
    ),
}

/** Attributes seen since the last line of code. */
type Attributes = { isTest: boolean; isIgnored: boolean; openBrackets: number }

/** A function, or another line of code, with what its attributes say. */
type Item = TestDeclaration & { readonly isTest: boolean }

function declared(lines: readonly DiffLine[]): readonly TestDeclaration[] {
  const items: Item[] = []
  const seen: Attributes = { isTest: false, isIgnored: false, openBrackets: 0 }
  for (const line of lines) {
    const code = readAttributes(codeOf(line), seen)
    if (code === null) continue
    const name = functionName(code) ?? ''
    items.push({ name, line: line.line, isTest: isRunTest(seen) })
    reset(seen)
  }
  const [first, ...others] = items
  // git may show an added test from its `fn` to the attribute of the next one,
  // which then is the same text as the attribute above the first line.
  const tests = first !== undefined && isRunTest(seen) ? [first] : []
  const marked = (tests.length > 0 ? others : items).filter(
    ({ isTest }) => isTest,
  )
  return [...tests, ...marked]
    .filter(({ name }) => name !== '')
    .map(({ name, line }) => ({ name, line }))
}

function isRunTest({ isTest, isIgnored }: Attributes): boolean {
  return isTest && !isIgnored
}

function reset(seen: Attributes): void {
  seen.isTest = false
  seen.isIgnored = false
  seen.openBrackets = 0
}

/** Takes attributes off the start of a line; `null` when no code is left on it. */
function readAttributes(line: string, seen: Attributes): string | null {
  let rest = line
  if (seen.openBrackets > 0) rest = readBrackets(rest, seen)
  while (rest.startsWith('#[')) {
    const name = /^#\[\s{0,9}([\w:]{1,99})/u.exec(rest)?.[1] ?? ''
    const last = name.slice(name.lastIndexOf(':') + 1)
    if (testAttributes.has(last)) seen.isTest = true
    if (last === 'ignore') seen.isIgnored = true
    rest = readBrackets(rest.slice(1), seen)
  }
  return rest === '' || /^(?:\/\/|\/\*|\*)/u.test(rest) ? null : rest
}

const testAttributes: ReadonlySet<string> = new Set([
  'test',
  'rstest',
  'test_case',
  'quickcheck',
  'wasm_bindgen_test',
])

/** What stands behind the bracket that closes the attribute. */
function readBrackets(text: string, seen: Attributes): string {
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (character === '[') seen.openBrackets += 1
    if (character === ']') seen.openBrackets -= 1
    if (seen.openBrackets === 0) return text.slice(index + 1).trimStart()
  }
  return ''
}

function withoutAttributes(line: string): string {
  const seen: Attributes = { isTest: false, isIgnored: false, openBrackets: 0 }
  return readAttributes(line, seen) ?? ''
}

const functionHead =
  /^(?:pub(?:\([\w: ]{1,60}\))? {1,9})?(?:const {1,9})?(?:async {1,9})?(?:unsafe {1,9})?(?:extern "C" {1,9})?fn {1,9}(?:r#)?([A-Za-z_]\w{0,199}) ?[(<]/u

function functionName(code: string): string | null {
  return functionHead.exec(code)?.[1] ?? null
}
