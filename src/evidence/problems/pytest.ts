import type { FindPath, Told } from './problem.ts'

/** `tests/test_a.py:7: AssertionError`, `tests/test_a.py:7: in test_x`, `tests/test_a.py:7: ` */
const location = /^(\S[^:]{0,400}\.pyx?):(\d{1,9}):(?: .{0,300})?$/u

/** Where Python could not read a file. */
const syntaxError = /^E\s{1,20}File "([^"]{1,400})", line (\d{1,9})$/u

type Section = {
  readonly title: string
  readonly from: number
  readonly lines: readonly string[]
}

/** Failed tests of pytest by the place where they failed, and those that only its short summary names. */
export function pytestProblems(
  lines: readonly string[],
  find: FindPath,
): readonly Told[] {
  return [
    ...sectionsOf(lines).flatMap((section) => ofSection(section, find)),
    ...ofShortSummary(lines),
  ]
}

/** The parts of FAILURES and ERRORS, each below its `____ test_name ____`. */
function sectionsOf(lines: readonly string[]): readonly Section[] {
  const sections: Section[] = []
  let start: { readonly title: string; readonly from: number } | null = null
  let isInside = false
  for (const [index, line] of [...lines, '=== end ==='].entries()) {
    const part = titleOf(line, '=')
    const title = isInside ? titleOf(line, '_') : null
    if (part === null && title === null) continue
    if (start !== null) {
      sections.push({ ...start, lines: lines.slice(start.from, index) })
    }
    start = title === null ? null : { title, from: index }
    if (part !== null) isInside = /^(?:FAILURES|ERRORS)$/u.test(part)
  }
  return sections
}

/** What stands between two lines of a mark; `null` where none does. */
function titleOf(line: string, mark: string): string | null {
  if (!line.startsWith(mark) || !line.endsWith(mark)) return null
  let from = 0
  let to = line.length
  while (from < to && line[from] === mark) from += 1
  while (to > from && line[to - 1] === mark) to -= 1
  const isSpaced = line[from] === ' ' && line[to - 1] === ' '
  const title = line.slice(from, to).trim()
  const isSeparator = /^[_ ]*$/u.test(title)
  return isSpaced && !isSeparator ? title : null
}

function ofSection(
  { title, from, lines }: Section,
  find: FindPath,
): readonly Told[] {
  const captured = lines.findIndex((line) => /^-{3,} Captured /u.test(line))
  const own = captured < 0 ? lines : lines.slice(0, captured)
  const places = own.flatMap((line) => {
    const [, path, number] = location.exec(line) ?? syntaxError.exec(line) ?? []
    return path === undefined || find(path) === null
      ? []
      : [{ path, line: Number(number) }]
  })
  const place = places.at(-1)
  if (place === undefined) return []
  const test = testOf(title)
  const message = messageOf(own) ?? 'failed'
  const to = from + lines.length - 1
  return [{ ...place, message: `${test}: ${message}`, test, from, to }]
}

/** `TestC.test_m[a.b]` is `TestC::test_m[a.b]` in every other place. */
function testOf(title: string): string {
  const name = title.replace(/^ERROR (?:at \w{1,20} of|collecting) /u, '')
  if (name.endsWith('.py')) return name
  const bracket = name.indexOf('[')
  const end = bracket < 0 ? name.length : bracket
  return name.slice(0, end).replaceAll('.', '::') + name.slice(end)
}

/** First line of the last exception: an earlier one is its cause. */
function messageOf(lines: readonly string[]): string | null {
  const last = lines.findLastIndex((line) => /^E\s/u.test(line))
  if (last < 0) return null
  let first = last
  while (/^E\s/u.test(lines[first - 1] ?? '')) first -= 1
  const isSyntax = syntaxError.test(lines[first] ?? '')
  return (lines[isSyntax ? last : first] ?? '').slice(1).trim()
}

/** `FAILED tests/test_a.py::test_x - assert 1 == 2` */
function ofShortSummary(lines: readonly string[]): readonly Told[] {
  return lines.flatMap((line, index) => {
    const [, path, test, said] =
      /^(?:FAILED|ERROR) ([^\s:]{1,400}\.py)(?:::(\S{1,400}))?(?: - (.{0,1000}))?$/u.exec(
        line,
      ) ?? []
    if (path === undefined) return []
    const name = test ?? path
    const message = `${name}: ${said ?? 'failed'}`
    const at = { from: index, to: index, isVague: true }
    return [{ ...at, path, line: 1, message, test: name }]
  })
}
