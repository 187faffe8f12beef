import { splitLine } from '../code-line.ts'
import type { DiffLine } from '../diff.ts'
import { isTestFile } from '../test-path.ts'
import type { TestDeclaration, TestMark } from './test-language.ts'

const groups: ReadonlySet<string> = new Set([
  'describe',
  'suite',
  'context',
  'xdescribe',
  'xcontext',
  'fdescribe',
  'fcontext',
])

const call =
  /^(?:(?:await|void|return) )?(?:(?:test|it|specify|describe|suite|context)(?:\.[A-Za-z]{1,20}){1,4}|[xf](?:it|test|specify|describe|context))(?=[(`])/u

const marking = /^[xf]|\.(?:skip|todo|only|failing|fails|fixme)\b/u

/** Options of node's and playwright's tests, and calls within a test. */
const within =
  /\b(?:skip|todo|only):\s?(?:true|''|""|``)|\b(?:this|t|ctx|context)\.(?:skip|todo)\(/u

/**
 * `it.skip`, `xit`, `describe.only` and their like; `tests` are those that the
 * same lines declare. Words that ordinary code has as well count in files of
 * tests only.
 */
export function skipMarks(
  lines: readonly DiffLine[],
  tests: readonly TestDeclaration[],
  path: string,
): readonly TestMark[] {
  const nameAt = new Map(tests.map(({ name, line }) => [line, name] as const))
  const isTest = isTestFile(path)
  const found: TestMark[] = []
  let above: string | null = null
  for (const { text, line } of lines) {
    const { code } = splitLine(text, 'javascript')
    above = nameAt.get(line) ?? above
    const head = callIn(code)
    const inner = isTest ? innerMark(code) : null
    if (head !== null) {
      found.push({ line, mark: head, test: testOf(head, text, above) })
    } else if (inner !== null) {
      found.push({ line, mark: inner, test: above })
    }
  }
  return found
}

function testOf(
  head: string,
  text: string,
  above: string | null,
): string | null {
  const isGroup = head.split('.').some((word) => groups.has(word))
  return isGroup ? null : (literalIn(text) ?? above)
}

function innerMark(code: string): string | null {
  return within.exec(code)?.[0].replace(/\($/u, '') ?? null
}

/** `it.skip` of `await it.skip(…`. */
function callIn(code: string): string | null {
  const head = call.exec(code)?.[0].replace(/^\w+ /u, '') ?? null
  return head !== null && marking.test(head) ? head : null
}

/** The name in `xit('name', …`. */
function literalIn(text: string): string | null {
  const head = /^\s{0,200}[\w.]{1,60}\(/u.exec(text)?.[0]
  return head === undefined ? null : readLiteral(text.slice(head.length))
}

/** A string without anything put in, from its quote to the closing one. */
export function readLiteral(text: string): string | null {
  const code = text.trimStart()
  const quote = code.charAt(0)
  if (quote !== "'" && quote !== '"' && quote !== '`') return null
  const end = closingQuote(code, quote)
  const inner = end < 0 ? '' : code.slice(1, end)
  const isMade = quote === '`' && inner.includes('${')
  // Escapes other than of quotes are rare in names, and could hide anything.
  if (inner === '' || isMade || /\\[^'"`\\]/u.test(inner)) return null
  return inner.replace(/\\(.)/gu, '$1')
}

function closingQuote(code: string, quote: string): number {
  for (let index = 1; index < code.length; index += 1) {
    const character = code.charAt(index)
    if (character === '\\') index += 1
    else if (character === quote) return index
  }
  return -1
}
