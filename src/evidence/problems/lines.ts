import { isDrawn } from './biome.ts'
import type { Problem, Told } from './problem.ts'

/** mypy with `--show-error-end` tells where a problem ends. */
const placeWithEnd =
  /^(?<path>[^\s:()][^:()]{0,400}):(?<number>\d{1,9}):(?<column>\d{1,9}):(?<endLine>\d{1,9}):\d{1,9}: (?<text>\S.{0,2000})$/u

/** A path has a folder or an ending; `12:30:45: started` is none. */
const place =
  /^(?<path>(?:[A-Za-z]:[\\/])?[^\s:()][^:()]{0,400}):(?<number>\d{1,9})(?::(?<column>\d{1,9}))?(?:: ?| - )(?<text>\S.{0,2000})$/u

/** `src/a.ts(3,5): error TS2322: message` */
const parenthesised =
  /^(?<path>[^\s()][^()]{0,400})\((?<number>\d{1,9}),(?<column>\d{1,9})\): (?<text>\S.{0,2000})$/u

const places = [placeWithEnd, place, parenthesised] as const

/** One line a problem: tsc in both formats, ESLint's unix format, ruff, flake8, pylint, mypy, go build and vet, rustc's short format, any `path:line[:col]: message`. */
export function lineProblems(lines: readonly string[]): readonly Told[] {
  return lines.flatMap((whole, index) => {
    if (isDrawn(whole)) return []
    const line = whole.replace(/^vet: /u, '')
    const { path, number, column, endLine, text } = partsOf(line)
    if (path === undefined || text === undefined) return []
    if (!/[./\\]/u.test(path) || /^(?:note|help|info)\b/iu.test(text)) return []
    return [
      {
        ...read(text),
        path,
        line: Number(number),
        column: column === undefined ? null : Number(column),
        endLine: endLine === undefined ? null : Number(endLine),
        from: index,
        to: index,
      },
    ]
  })
}

function partsOf(line: string): Readonly<Record<string, string>> {
  for (const form of places) {
    const groups = form.exec(line)?.groups
    if (groups !== undefined) return groups
  }
  return {}
}

type Read = Pick<Problem, 'message' | 'level' | 'rule'>

/** Each takes its level and rule out of a message that looks like its tool's. */
const forms: readonly ((text: string) => Read | null)[] = [
  ofUnix,
  ofCompiler,
  ofPython,
]

function read(text: string): Read {
  for (const form of forms) {
    const known = form(text)
    if (known !== null) return known
  }
  const level = /^\w{0,60}Warning: /u.test(text) ? 'warning' : 'error'
  return { message: text, level, rule: null }
}

/** `message [Error/no-undef]` */
function ofUnix(text: string): Read | null {
  const [end, word, rule] =
    / \[(Error|Warning)(?:\/([^\s[\]]{1,100}))?\]$/u.exec(text) ?? []
  if (end === undefined) return null
  const level = word === 'Warning' ? 'warning' : 'error'
  return { message: text.slice(0, -end.length), level, rule: rule ?? null }
}

/** `error TS2322: message`, `error[E0308]: message`, `warning: message`, and mypy's `error: message  [arg-type]`. */
function ofCompiler(text: string): Read | null {
  const [, word = '', code, bracketed, rest] =
    /^(error|warning|warn|fatal error)(?: ([A-Z]{1,9}\d{1,9})|\[([^\]]{1,60})\])?: ?(\S.{0,2000})$/iu.exec(
      text,
    ) ?? []
  if (rest === undefined) return null
  const level = /^warn/iu.test(word) ? 'warning' : 'error'
  const known = code ?? bracketed
  if (known !== undefined) return { message: rest, level, rule: known }
  return { ...ofMypy(rest), level }
}

/** `message  [arg-type]` */
function ofMypy(rest: string): Omit<Read, 'level'> {
  const rule = / {2}\[([a-z][a-z-]{1,60})\]$/u.exec(rest)?.[1] ?? null
  const message = rule === null ? rest : rest.slice(0, -rule.length - 4)
  return { message, rule }
}

/** `F401 [*] message`, `E302 message`, `C0114: message (name)`. */
function ofPython(text: string): Read | null {
  const [, rule, message] =
    /^([A-Z]{1,5}\d{2,4}):? (?:\[\*\] )?(\S.{0,2000})$/u.exec(text) ?? []
  if (rule === undefined || message === undefined) return null
  return { message, level: 'error', rule }
}
