import { codeLanguageOf, splitLine } from './code-line.ts'
import { readDiff } from './diff.ts'

/** What the code before the fix does not have, and a reproduction test must not need. */
export type FixOnly = {
  /** Names of functions, classes, methods, properties and parameters. */
  readonly names: ReadonlySet<string>
  /** Files, relative to the repository root. */
  readonly files: readonly string[]
}

/**
 * The names that a branch brings in its code: declared in added lines of files
 * other than the test's, and in no removed line. `diff` is unified, `own` are
 * the paths of the reproduction test.
 */
export function namesOfFix(
  diff: string,
  own: readonly string[],
): ReadonlySet<string> {
  const names = new Set<string>()
  const removed = new Set<string>()
  for (const { path, side, lines } of readDiff(diff)) {
    const language = codeLanguageOf(path)
    if (language === null || own.includes(path)) continue
    for (const { text } of lines) {
      const { code } = splitLine(text, language)
      const found = side === 'added' ? declared(code) : words(code)
      for (const name of found) (side === 'added' ? names : removed).add(name)
    }
  }
  return new Set([...names].filter((name) => !removed.has(name)))
}

const identifier = /[A-Za-z_$][\w$]{0,99}/gu

function words(code: string): readonly string[] {
  return code.match(identifier) ?? []
}

/** What a line may declare; a line of an export or import list declares all of its words. */
function declared(code: string): readonly string[] {
  if (/^(?:export|import|from)\s|^(?:module\.)?exports\b/u.test(code)) {
    return words(code)
  }
  const method =
    /^(?:(?:async|static|get|set|public|private|protected)\s+){0,4}([A-Za-z_$][\w$]*)\s*\(.*\{$/u.exec(
      code,
    )?.[1]
  const marked = [
    ...code.matchAll(
      /\b(?:function|def|class|const|let|var|func)\s*\*?\s+([A-Za-z_$][\w$]*)/gu,
    ),
  ].flatMap(([, name]) => name ?? [])
  const named = [...marked, ...assigned(code)]
  return method === undefined ? named : [...named, method]
}

/** Words before a colon or an equals sign, with a space between at most. */
function assigned(code: string): readonly string[] {
  return [...code.matchAll(identifier)].flatMap((match) => {
    const end = match.index + match[0].length
    const [next, second] = code.slice(end, end + 2)
    const mark = next === ' ' ? second : next
    return mark === ':' || mark === '=' ? [match[0]] : []
  })
}
