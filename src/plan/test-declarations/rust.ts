import type { DiffLine } from '../diff.ts'
import {
  codeOf,
  type TestDeclaration,
  type TestLanguage,
  type TestMark,
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
  marks: (lines) =>
    readItems(lines).flatMap(({ name, marks }): readonly TestMark[] =>
      marks.map((mark) => ({ ...mark, test: name === '' ? null : name })),
    ),
  loose: (lines) => {
    const end = readItems(lines).find((item) => item.isEnd)
    return end?.isTest === true
      ? lines.filter(({ line }) => line === end.line)
      : []
  },
}

type Mark = { readonly line: number; readonly mark: string }

/** Attributes seen since the last line of code. */
type Attributes = {
  isTest: boolean
  isIgnored: boolean
  openBrackets: number
  /** Line of the last attribute that makes a test. */
  testLine: number
  /** Attributes that ignore it, or leave it out. */
  marks: Mark[]
}

/** A function, or another line of code, with what its attributes say. */
type Item = TestDeclaration & {
  readonly isTest: boolean
  readonly isIgnored: boolean
  readonly marks: readonly Mark[]
  /** Attributes of what stands below the lines. */
  readonly isEnd: boolean
}

function declared(lines: readonly DiffLine[]): readonly TestDeclaration[] {
  return readItems(lines)
    .filter(({ isTest, isIgnored }) => isTest && !isIgnored)
    .filter(({ name }) => name !== '')
    .map(({ name, line }) => ({ name, line }))
}

function readItems(lines: readonly DiffLine[]): readonly Item[] {
  const items: Item[] = []
  const seen = noAttributes()
  for (const line of lines) {
    const code = readAttributes(codeOf(line), seen, line.line)
    if (code === null) continue
    items.push(
      itemOf(seen, { name: functionName(code) ?? '', line: line.line }),
    )
    Object.assign(seen, noAttributes())
  }
  const [first, ...others] = items
  const end = itemOf(seen, { name: '', line: seen.testLine })
  // git may show an added test from its `fn` to the attribute of the next one,
  // which then is the same text as the attribute above the first line.
  const isShifted = seen.isTest && first?.isTest === false && first.name !== ''
  if (isShifted) {
    return [{ ...end, name: first.name, line: first.line }, ...others]
  }
  return [...items, { ...end, isEnd: true }]
}

function itemOf(seen: Attributes, declaration: TestDeclaration): Item {
  const { isTest, isIgnored } = seen
  return {
    ...declaration,
    isTest,
    isIgnored,
    marks: seen.marks,
    isEnd: false,
  }
}

function noAttributes(): Attributes {
  return {
    isTest: false,
    isIgnored: false,
    openBrackets: 0,
    testLine: 0,
    marks: [],
  }
}

/** Takes attributes off the start of a line; `null` when no code is left on it. */
function readAttributes(
  line: string,
  seen: Attributes,
  at: number,
): string | null {
  let rest = line
  if (seen.openBrackets > 0) rest = readBrackets(rest, seen)
  while (rest.startsWith('#[')) {
    const name = /^#\[\s{0,9}([\w:]{1,99})/u.exec(rest)?.[1] ?? ''
    const last = name.slice(name.lastIndexOf(':') + 1)
    if (testAttributes.has(last)) {
      seen.isTest = true
      seen.testLine = at
    }
    const mark = markOf(last, rest)
    if (mark !== null) {
      seen.isIgnored = true
      seen.marks.push({ line: at, mark })
    }
    rest = readBrackets(rest.slice(1), seen)
  }
  return rest === '' || /^(?:\/\/|\/\*|\*)/u.test(rest) ? null : rest
}

function markOf(name: string, attribute: string): string | null {
  if (name === 'ignore' || ignoresOnCondition.test(attribute)) {
    return '#[ignore]'
  }
  return neverBuilt.exec(attribute)?.[0] ?? null
}

/** `#[cfg_attr(windows, ignore)]` */
const ignoresOnCondition = /^#\[\s{0,9}cfg_attr\([^\]]{0,300},\s{0,9}ignore\b/u

const neverBuilt = /^#\[cfg\((?:any\(\)|false)\)\]/u

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
  return readAttributes(line, noAttributes(), 0) ?? ''
}

const functionHead =
  /^(?:pub(?:\([\w: ]{1,60}\))? {1,9})?(?:const {1,9})?(?:async {1,9})?(?:unsafe {1,9})?(?:extern "C" {1,9})?fn {1,9}(?:r#)?([A-Za-z_]\w{0,199}) ?[(<]/u

function functionName(code: string): string | null {
  return functionHead.exec(code)?.[1] ?? null
}
