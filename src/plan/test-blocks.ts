import { codeLanguageOf, splitLine } from './code-line.ts'
import { testLanguageOf } from './test-languages.ts'

/** A test with the lines that belong to it: attributes, head and body. */
export type TestBlock = {
  readonly name: string
  /** The same for tests of one name in one language. */
  readonly key: string
  /** Line of its declaration, from 1. */
  readonly line: number
  readonly first: number
  readonly last: number
  /** Depth of the declaration. White space characters. */
  readonly indent: number
  /** Heads of what it stands in, from the inside, groups of tests and modules left out. */
  readonly within: readonly string[]
  /** Its lines in a form that layout, quotes and comments do not change. */
  readonly text: string
}

/** Decorators and attributes further above than this belong to something else. Lines. */
const mostAbove = 60

/**
 * The tests of one file. Where a test ends is told by its indentation, so a
 * file that is not laid out as its language's formatters do may give a test too
 * few lines; the others are then lines outside of tests.
 */
export function testBlocks(path: string, text: string): readonly TestBlock[] {
  const language = testLanguageOf(path)
  if (language === null) return []
  const lines = text.split(/\r?\n/u)
  const declared = language.declared(
    lines.map((line, index) => ({ text: line, line: index + 1 })),
  )
  return declared.map(({ name, line }) => {
    const indent = indentOf(lines[line - 1] ?? '')
    const first = firstLine(lines, line, indent)
    const last = lastLine(lines, line, indent)
    const within = enclosing(lines, line, indent)
    return {
      name,
      key: `${language.name} ${name}`,
      line,
      first,
      last,
      indent,
      within,
      // A test within a function that nobody calls, or under a condition, is another one.
      text: [...within, ...plainLines(lines.slice(first - 1, last), path)].join(
        '\n',
      ),
    }
  })
}

/** Lines of code without layout, kinds of quotes, last commas and semicolons, and comments on lines of their own. */
export function plainLines(
  lines: readonly string[],
  path: string,
): readonly string[] {
  const language = codeLanguageOf(path)
  return lines
    .filter(
      (line) => language === null || splitLine(line, language).code !== '',
    )
    .map(plainLine)
    .filter((line) => line !== '')
}

/** See {@link plainLines}. */
export function plainLine(line: string): string {
  return line
    .trim()
    .replace(/[;,]$/u, '')
    .replace(/['`]/gu, '"')
    .replace(/\s+/gu, ' ')
}

/** Whether a line begins a group of tests or a module: a test may move in and out of them. */
export function beginsGroup(line: string): boolean {
  return groupHead.test(line.trim())
}

const groupHead =
  /^(?:export )?(?:(?:describe|suite|context)\b[\w.]{0,40} ?\(|(?:pub )?mod \w{1,200} ?\{)/u

/** Heads of what a line stands in, from the inside, groups left out. */
function enclosing(
  lines: readonly string[],
  line: number,
  indent: number,
): readonly string[] {
  const heads: string[] = []
  let depth = indent
  for (let at = line - 1; at >= 1 && depth > 0; at -= 1) {
    const text = lines[at - 1] ?? ''
    const head = plainLine(text)
    const closes = /^[)\]}]/u.test(head)
    if (head === '' || closes || indentOf(text) >= depth) continue
    depth = indentOf(text)
    if (!beginsGroup(text)) heads.push(head)
  }
  return heads
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

/** The topmost attribute or decorator right above. */
function firstLine(
  lines: readonly string[],
  line: number,
  indent: number,
): number {
  let first = line
  for (let at = line - 1; at >= 1 && line - at <= mostAbove; at -= 1) {
    const text = lines[at - 1] ?? ''
    const code = text.trim()
    if (code === '') break
    const isMark = /^(?:@|#\[)/u.test(code)
    if (isMark) first = at
    else if (indentOf(text) <= indent && !/^(?:[)\]]|\/\/|#)/u.test(code)) break
  }
  return first
}

/** Up to the next line that is not deeper and closes nothing. */
function lastLine(
  lines: readonly string[],
  line: number,
  indent: number,
): number {
  let last = line
  for (let at = line + 1; at <= lines.length; at += 1) {
    const text = lines[at - 1] ?? ''
    if (text.trim() === '') continue
    const depth = indentOf(text)
    const closes = /^[)\]}]/u.test(text.trim())
    if (depth < indent || (depth === indent && !closes)) break
    last = at
  }
  return last
}
