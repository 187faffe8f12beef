import type { Told } from './problem.ts'

/** `  × message`, `  ! message` and `  i message`; the last only informs. */
const said = /^\s{1,4}([×✖x!⚠i]) (\S.{0,2000})$/u

/** Lines between header and message at most; one is empty. */
const mostLines = 3

/**
 * Biome: a header with path, category and a rule drawn to its end, and the
 * message below it. A header without a message says nothing.
 */
export function biomeProblems(lines: readonly string[]): readonly Told[] {
  return lines.flatMap((line, index) => {
    const header = headerOf(line)
    if (header === null) return []
    const below = lines.slice(index + 1, index + 1 + mostLines)
    const at = below.findIndex((one) => said.test(one))
    const [, mark = '', message] = said.exec(below[at] ?? '') ?? []
    if (message === undefined || mark === 'i') return []
    return [
      {
        ...header,
        level: mark === '!' || mark === '⚠' ? 'warning' : 'error',
        message,
        from: index,
        to: index + 1 + at,
      },
    ]
  })
}

/** Whether a line is drawn to its end: a heading, whatever stands in it. */
export function isDrawn(line: string): boolean {
  return line.endsWith('━━')
}

type Header = Pick<Told, 'path' | 'line' | 'column' | 'rule'>

/** `src/a.js:1:1 lint/style/useConst  FIXABLE  ━━━━`; `src/a.js format ━━━━` is about the whole file. */
function headerOf(line: string): Header | null {
  if (!isDrawn(line) || line.startsWith(' ')) return null
  const words = line.split(' ').filter((word) => word !== '')
  const told = words.filter((word) => !/^(?:━+|[A-Z]{5,12})$/u.test(word))
  const rule = told.at(-1)
  const place = told.slice(0, -1).join(' ')
  if (rule === undefined || place === '') return null
  const [, path, number, column] =
    /^(.{1,400}):(\d{1,9}):(\d{1,9})$/u.exec(place) ?? []
  return path === undefined
    ? { path: place, line: 1, column: null, rule }
    : { path, line: Number(number), column: Number(column), rule }
}
