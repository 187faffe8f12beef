/** A language in which we know comments from code. */
export type CodeLanguage = 'rust' | 'python' | 'javascript' | 'go'

const languages: readonly (readonly [RegExp, CodeLanguage])[] = [
  [/\.rs$/u, 'rust'],
  [/\.pyi?$/u, 'python'],
  [/\.[cm]?[jt]sx?$/u, 'javascript'],
  [/\.go$/u, 'go'],
]

/** The language of a file by its path, or `null` for any other. */
export function codeLanguageOf(path: string): CodeLanguage | null {
  return languages.find(([pattern]) => pattern.test(path))?.[1] ?? null
}

/** A line with its code and its comments apart. */
export type SplitLine = {
  /** Without comments; the content of strings is left out, their quotes stay. */
  readonly code: string
  /** Comments with the marks that open them. */
  readonly comment: string
}

/** What stands further right is not looked at. UTF-16 units. */
const maxCharacters = 2_000

/**
 * Tells code, strings and comments of one line apart. Strings and comments
 * that began on an earlier line are not known as such, but for the `*` that
 * goes before the lines of a block comment.
 */
export function splitLine(text: string, language: CodeLanguage): SplitLine {
  const line = text.slice(0, maxCharacters).trim()
  if (language !== 'python' && /^\*(?:\s|\/|$)/u.test(line)) {
    return { code: '', comment: line }
  }
  if (!/["'`#/]/u.test(line)) return { code: line, comment: '' }
  let code = ''
  let comment = ''
  let at = 0
  while (at < line.length) {
    const end = commentEnd(line, at, language)
    if (end > at) {
      comment += line.slice(at, end)
      at = end
      continue
    }
    const quote = openingQuote(line, at, language)
    if (quote === null) {
      code += line.charAt(at)
      at += 1
      continue
    }
    code += quote + quote
    at = stringEnd(line, at + quote.length, quote)
  }
  return { code: code.trim(), comment }
}

/** Where a comment that begins here ends; the place itself where none begins. */
function commentEnd(line: string, at: number, language: CodeLanguage): number {
  if (language === 'python') return line[at] === '#' ? line.length : at
  if (line.startsWith('//', at)) return line.length
  if (!line.startsWith('/*', at)) return at
  const end = line.indexOf('*/', at + 2)
  return end < 0 ? line.length : end + 2
}

const quotes: Readonly<Record<CodeLanguage, readonly string[]>> = {
  python: ['"""', "'''", '"', "'"],
  javascript: ['"', "'", '`'],
  go: ['"', '`'],
  rust: ['"'],
}

function openingQuote(
  line: string,
  at: number,
  language: CodeLanguage,
): string | null {
  const quote = quotes[language].find((one) => line.startsWith(one, at))
  if (quote !== undefined) return quote
  return isCharacter(line.slice(at, at + 12)) ? "'" : null
}

/** `'"'` in Rust and Go, not the lifetime of a type; nothing else is left to begin with this quote. */
function isCharacter(text: string): boolean {
  return /^'(?:\\[^']{1,9}|\\'|[^'\\])'/u.test(text)
}

/** Behind the closing quote, or the end of the line. */
function stringEnd(line: string, from: number, quote: string): number {
  for (let at = from; at < line.length; at += 1) {
    if (line.startsWith(quote, at)) return at + quote.length
    if (line.charAt(at) === '\\') at += 1
  }
  return line.length
}
